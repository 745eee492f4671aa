import type { Segment } from '../../../shared/domain/transcript/transcript.ts';

/** How far back one may have begun that is heard still: longer than anybody speaks in one segment. */
const mostOverlapping = 64;

/**
 * The index of the segment that is heard `ms` after the transcript's beginning: of those that sound together the one
 * that began last. -1 in a silence. Segments stand by their start.
 */
export function heardAt(segments: readonly Segment[], ms: number): number {
  const last = lastBegunAt(segments, ms);
  for (let index = last; index >= 0 && index > last - mostOverlapping; index -= 1)
    if ((segments[index]?.end ?? 0) > ms) return index;
  return -1;
}

/** The index of the last segment that begins at `ms` or before; -1 where none does. */
export function lastBegunAt(segments: readonly Segment[], ms: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.start ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The index of the timed word that is heard; between two, the one before, as a reader's finger rests. -1 before the first. */
export function wordHeardAt({ words = [] }: Pick<Segment, 'words'>, ms: number): number {
  return words.findLastIndex(({ start }) => start <= ms);
}
