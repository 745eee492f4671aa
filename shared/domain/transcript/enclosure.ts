import { z } from 'zod';
import { ok } from '../../lib/result.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Breach } from '../review/breach.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { localIdSchema } from '../text.ts';

const transcript = localIdSchema;

/** Events of a review about what was said in it as a whole. */
export const enclosureEventSchemas = {
  /**
   * This transcript goes into the record, as the WebVTT file of this SHA-256. `blind` stands in the file: without it a
   * reader of a copy that withholds the file could guess what little was said and compare the hashes.
   */
  'transcript.enclosed.v1': z.strictObject({
    transcript,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    blind: z.string().regex(/^[0-9a-f]{32}$/),
  }),
  'transcript.left-out.v1': z.strictObject({ transcript }),
} as const;

export const enclosureCommands = [
  z.strictObject({ type: z.literal('transcript.enclose'), transcript }),
  z.strictObject({ type: z.literal('transcript.leave-out'), transcript }),
] as const;

/** A transcript that goes into the record. `at` is epoch ms. */
export type Enclosure = z.infer<(typeof enclosureEventSchemas)['transcript.enclosed.v1']> & { readonly at: number };

/** What the main process found where a transcript is to be enclosed. */
export type EnclosureContext = {
  /** The file it is now, and the review it is of; or why there is none, in words that follow a colon. */
  readonly file:
    { readonly review: string; readonly sha256: string; readonly blind: string } | { readonly missing: string };
  /** A record is written once; nothing goes into it after that. */
  readonly isRecordMade: boolean;
};

/** More transcripts than a meeting has. */
export const mostEnclosed = 20;

type EnclosureCommand = CommandOf<'transcript.enclose' | 'transcript.leave-out'>;

/** What was said goes into the record only because a person chose so, and until the record is put together. */
export function decideEnclosure(
  { id, enclosed }: Review,
  command: EnclosureCommand,
  { enclosure }: DecisionContext,
): Verdict {
  if (enclosure === undefined) return refuse('M3.6', 'The transcript could not be looked up.', 'Try again.');
  if (enclosure.isRecordMade)
    return refuse(
      'M3.6',
      'The record of this review was put together; nothing goes into it or out of it any more.',
      'Hand the transcript on beside the record: it can be taken away as a file.',
    );
  const known = enclosed.find((each) => each.transcript === command.transcript);
  if (command.type === 'transcript.leave-out')
    return ok(known === undefined ? [] : [{ type: 'transcript.left-out.v1', body: { transcript: known.transcript } }]);
  const { file } = enclosure;
  if ('missing' in file)
    return refuse('M3.6', `It cannot go into the record: ${file.missing}.`, 'Choose another transcript.');
  if (file.review !== id) return refuse('M3.6', 'That transcript is of another review.', 'Choose one of this review.');
  if (known?.sha256 === file.sha256) return ok([]);
  if (known === undefined && enclosed.length >= mostEnclosed)
    return refuse('M3.6', `A record holds at most ${mostEnclosed} transcripts.`, 'Leave one out first.');
  const { sha256, blind } = file;
  return ok([{ type: 'transcript.enclosed.v1', body: { transcript: command.transcript, sha256, blind } }]);
}

/** Folds what goes into the record; one that is enclosed again keeps its place. */
export function evolveEnclosure(review: Review, event: HappenedEvent): Review {
  if (event.type === 'transcript.left-out.v1')
    return { ...review, enclosed: review.enclosed.filter((each) => each.transcript !== event.body.transcript) };
  if (event.type !== 'transcript.enclosed.v1') return review;
  const fresh: Enclosure = { ...event.body, at: event.at };
  const isKnown = review.enclosed.some((each) => each.transcript === fresh.transcript);
  return {
    ...review,
    enclosed: isKnown
      ? review.enclosed.map((each) => (each.transcript === fresh.transcript ? fresh : each))
      : [...review.enclosed, fresh],
  };
}

type EnclosureEvent = HappenedEvent & { type: keyof typeof enclosureEventSchemas };

/** Nothing is put in twice as it is or taken out that is not in, and nothing at all once somebody signed. */
export function auditEnclosure({ enclosed, signOffs }: Review, { type, body }: EnclosureEvent): Breach | undefined {
  if (signOffs.length > 0) return ['M3.6', 'somebody had signed the record.'];
  const known = enclosed.find((each) => each.transcript === body.transcript);
  if (type === 'transcript.left-out.v1')
    return known === undefined ? ['M3.6', 'the transcript was not in the record.'] : undefined;
  if (known === undefined && enclosed.length >= mostEnclosed) return ['M3.6', 'the record holds no more transcripts.'];
  return known?.sha256 === body.sha256 ? ['M3.6', 'the transcript was in the record as it is.'] : undefined;
}
