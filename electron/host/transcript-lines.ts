import type { SourceSegment } from '../../shared/domain/transcript/fit-segments.ts';
import type { Segment, TranscriptEvent } from '../../shared/domain/transcript/transcript.ts';

/** One line of a stream holds at most so many segments, and about so many characters of them. */
const mostInLine = 500;
const longestLine = 256 * 1024;

/** Segments of a source with ids of their own: `s000001` on, after the `brought` that it gave before. */
export function numberedSegments(
  segments: readonly SourceSegment[],
  state: Segment['state'],
  brought: number,
  isTaken: (id: string) => boolean,
): readonly Segment[] {
  let number = brought;
  return segments.map((segment) => {
    let id: string;
    do id = `s${String((number += 1)).padStart(6, '0')}`;
    while (isTaken(id));
    return { ...segment, id, state };
  });
}

/** The events that bring segments, in lines of a bounded length. */
export function segmentEvents(segments: readonly Segment[]): readonly TranscriptEvent[] {
  const events: TranscriptEvent[] = [];
  let line: Segment[] = [];
  let length = 0;
  for (const segment of segments) {
    const size = segment.text.length + 100 + 60 * (segment.words?.length ?? 0);
    if (line.length > 0 && (line.length === mostInLine || length + size > longestLine)) {
      events.push({ type: 'segments.added.v1', body: { segments: line } });
      [line, length] = [[], 0];
    }
    line.push(segment);
    length += size;
  }
  if (line.length > 0) events.push({ type: 'segments.added.v1', body: { segments: line } });
  return events;
}
