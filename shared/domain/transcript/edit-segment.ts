import { keepWords, placeWords } from './align-words.ts';
import type { Segment, Word } from './transcript.ts';

/** A segment with these words' times; without the member where none is left. */
export function withWords(segment: Segment, words: readonly Word[]): Segment {
  const { words: _words, ...bare } = segment;
  return words.length === 0 ? bare : { ...bare, words: [...words] };
}

export const rewordedSegment = (segment: Segment, text: string): Segment =>
  withWords({ ...segment, text }, keepWords(segment.text, segment.words ?? [], text));

/** Both halves of a segment that is split `at` code units of its text and `start` ms of its time; each has its words, but for
 * one that is cut in two. */
export function splitSegment(segment: Segment, at: number, start: number, second: string): [Segment, Segment] {
  const placed = placeWords(segment.text, segment.words ?? []);
  const before = placed.filter(({ to }) => to <= at).map(({ word }) => word);
  const after = placed.filter(({ from }) => from >= at).map(({ word }) => word);
  return [
    withWords({ ...segment, end: start, text: segment.text.slice(0, at).trimEnd() }, before),
    withWords({ ...segment, id: second, start, text: segment.text.slice(at).trimStart() }, after),
  ];
}

/** The second joined to the first. It counts as verified where both were. */
export function mergedSegment(first: Segment, second: Segment): Segment {
  const isVerified = first.state === 'human-verified' && second.state === 'human-verified';
  return withWords(
    {
      ...first,
      end: Math.max(first.end, second.end),
      text: [first.text, second.text].filter((text) => text !== '').join(' '),
      state: isVerified ? 'human-verified' : 'machine-draft',
    },
    [...(first.words ?? []), ...(second.words ?? [])],
  );
}

/**
 * Where in time a segment is split when its text is split `at`: where the first word after it begins, or the last before
 * it ended; without timed words, at the share of the text.
 */
export function splitTime(segment: Segment, at: number): number {
  const placed = placeWords(segment.text, segment.words ?? []);
  const share = segment.start + ((segment.end - segment.start) * at) / Math.max(1, segment.text.length);
  const time = placed.find(({ from }) => from >= at)?.word.start ?? placed.findLast(({ to }) => to <= at)?.word.end;
  return Math.min(segment.end, Math.max(segment.start, Math.round(time ?? share)));
}
