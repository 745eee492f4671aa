import { z } from 'zod';
import { handCountSchema } from '../agenda/hands.ts';
import { localIdSchema, statementSchema } from '../text.ts';

export const voteOptionSchema = z.string().trim().min(1, 'write something first').max(300, 'at most 300 characters');
/** As many answers as can be read on the room's screen at once. */
export const mostVoteOptions = 6;

/** A question put to the room by show of hands. `counted` is null while hands are up. */
export type Vote = {
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
  readonly item: string;
  readonly openedAt: number;
  readonly counted: {
    /** Hands by option, in the options' order. */
    readonly hands: readonly number[];
    readonly present: number;
    readonly at: number;
  } | null;
};

export const voteCommands = [
  z.strictObject({
    type: z.literal('vote.open'),
    id: localIdSchema,
    question: statementSchema,
    options: z.array(z.string().trim().max(300)).max(mostVoteOptions),
  }),
  z.strictObject({
    type: z.literal('vote.count'),
    vote: localIdSchema,
    hands: z.array(handCountSchema).max(mostVoteOptions),
  }),
  z.strictObject({ type: z.literal('vote.withdraw'), vote: localIdSchema }),
] as const;

export const voteEventSchemas = {
  'vote.opened.v1': z.strictObject({
    id: localIdSchema,
    question: statementSchema,
    options: z.array(voteOptionSchema).min(2).max(mostVoteOptions),
  }),
  'vote.taken.v1': z.strictObject({
    id: localIdSchema,
    question: statementSchema,
    options: z
      .array(z.strictObject({ text: voteOptionSchema, hands: handCountSchema }))
      .min(2)
      .max(mostVoteOptions),
    present: handCountSchema,
  }),
  'vote.withdrawn.v1': z.strictObject({ id: localIdSchema }),
} as const;

/** The question that hands are up for; undefined when there is none. */
export const openVote = (votes: readonly Vote[]): Vote | undefined => votes.find((vote) => vote.counted === null);
