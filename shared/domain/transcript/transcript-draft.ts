import type { z } from 'zod';
import { invariant } from '../../lib/invariant.ts';
import type { Segment, Transcript, transcriptOpeningSchema } from './transcript.ts';

/**
 * A transcript while it is folded: changed in place, so that an edit among 20,000 segments copies none of the others. It
 * never leaves the fold.
 */
export type TranscriptDraft = {
  readonly opening: z.infer<typeof transcriptOpeningSchema>;
  /** By start; of those that begin together, in the order they came. */
  readonly segments: Segment[];
  readonly byId: Map<string, Segment>;
  readonly members: Map<string, string>;
  isFilled: boolean;
  /** How many the source brought. */
  brought: number;
};

export const newDraft = (opening: TranscriptDraft['opening']): TranscriptDraft => ({
  opening,
  segments: [],
  byId: new Map(),
  members: new Map(),
  isFilled: false,
  brought: 0,
});

/** A draft to go on from; `brought` is how many segments the source brought. */
export function transcriptToDraft(transcript: Transcript, brought: number): TranscriptDraft {
  const { segments, members, isFilled, ...opening } = transcript;
  return {
    opening,
    segments: [...segments],
    byId: new Map(segments.map((segment) => [segment.id, segment])),
    members: new Map(Object.entries(members)),
    isFilled,
    brought,
  };
}

export const draftToTranscript = (draft: TranscriptDraft): Transcript => ({
  ...draft.opening,
  segments: [...draft.segments],
  members: Object.fromEntries(draft.members),
  isFilled: draft.isFilled,
});

/** Where a segment of this id stands. */
export function placeOf(draft: TranscriptDraft, id: string): number {
  const segment = draft.byId.get(id);
  invariant(segment !== undefined, 'the segment is in the transcript');
  let place = firstAfter(draft.segments, segment.start) - 1;
  while (draft.segments[place]?.id !== id) place -= 1;
  return place;
}

/** The place after all that begin at `start` or before. */
function firstAfter(segments: readonly Segment[], start: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.start ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function insertSegment(draft: TranscriptDraft, segment: Segment, place?: number): void {
  draft.byId.set(segment.id, segment);
  draft.segments.splice(place ?? firstAfter(draft.segments, segment.start), 0, segment);
}

export function removeSegment(draft: TranscriptDraft, id: string): Segment {
  const [segment] = draft.segments.splice(placeOf(draft, id), 1);
  invariant(segment !== undefined, 'the segment is in the transcript');
  draft.byId.delete(id);
  return segment;
}

/** Puts another in a segment's place; it begins where the first began. */
export function replaceSegment(draft: TranscriptDraft, id: string, change: (segment: Segment) => Segment): void {
  const place = placeOf(draft, id);
  const before = draft.segments[place];
  invariant(before !== undefined, 'the segment is in the transcript');
  const after = change(before);
  draft.segments[place] = after;
  draft.byId.set(id, after);
}
