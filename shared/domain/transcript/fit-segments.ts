import { segmentSchema, type Segment } from './transcript.ts';

/** A segment as a source tells it: it has no id yet, and nobody verified it. */
export type SourceSegment = Omit<Segment, 'id' | 'state'>;

const sourceSchema = segmentSchema
  .omit({ id: true, state: true })
  .refine(({ start, end }) => start <= end, 'ends before it begins');

export type FittedSegments = {
  /** By start; of those that begin together, in the order they came. */
  readonly segments: readonly SourceSegment[];
  /** Places of those that a transcript cannot hold, counted from 1. */
  readonly leftOut: readonly number[];
};

/** Puts segments of any source into the form and order that a transcript keeps, and tells which it cannot hold. */
export function fitSegments(given: readonly SourceSegment[]): FittedSegments {
  const leftOut: number[] = [];
  const segments = given.flatMap((segment, index): readonly SourceSegment[] => {
    const read = sourceSchema.safeParse(mended(segment));
    if (read.success) return [read.data];
    leftOut.push(index + 1);
    return [];
  });
  return { segments: segments.toSorted((a, b) => a.start - b.start), leftOut };
}

/** A half of a surrogate pair has no form in bytes; the sign for what cannot be shown stands in its place. */
const wellFormed = (text: string): string =>
  text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');

const mended = ({ words, ...segment }: SourceSegment): SourceSegment => ({
  ...segment,
  speaker: segment.speaker === null ? null : wellFormed(segment.speaker),
  text: wellFormed(segment.text),
  ...(words === undefined ? {} : { words: words.map((word) => ({ ...word, text: wellFormed(word.text) })) }),
});
