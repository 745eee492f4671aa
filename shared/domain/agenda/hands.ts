import { z } from 'zod';
import { localIdSchema, statementSchema } from '../text.ts';

/** What a room may answer when a time box is used up (M3.2). */
export const overChoices = ['extend', 'park', 'next'] as const;
export type OverChoice = (typeof overChoices)[number];

/** A show of hands as the facilitator counted it. */
export const handCountSchema = z.int().min(0).max(500);
export const overHandsSchema = z.strictObject({
  extend: handCountSchema,
  park: handCountSchema,
  next: handCountSchema,
});
export type OverHands = z.infer<typeof overHandsSchema>;

/** How the room answered when a time box was used up. `decidedBy` tells a tie that the facilitator broke. */
export type OverAnswer = {
  readonly item: string;
  readonly hands: OverHands;
  readonly present: number;
  readonly choice: OverChoice;
  readonly decidedBy: 'hands' | 'facilitator';
  readonly at: number;
};

/** "Enough, let's move on": somebody asked, nobody is named. `answer` is null while the room is asked. */
export type ElmoCall = {
  readonly item: string;
  readonly at: number;
  readonly answer: {
    readonly inFavour: number;
    readonly against: number;
    readonly present: number;
    readonly outcome: 'next' | 'park' | 'goes-on';
    readonly at: number;
  } | null;
};

/** What is parked where parking wins. */
const topicSchema = z.strictObject({ id: localIdSchema, text: statementSchema });

export const handsCommands = [
  z.strictObject({
    type: z.literal('over.answer'),
    ...overHandsSchema.shape,
    /** What the facilitator decides where the hands tie. */
    decided: z.enum(overChoices).nullable(),
    topic: topicSchema,
  }),
  z.strictObject({ type: z.literal('elmo.call') }),
  z.strictObject({
    type: z.literal('elmo.answer'),
    inFavour: handCountSchema,
    against: handCountSchema,
    /** What becomes of the topic when the room moves on. */
    onto: z.enum(['next', 'park']),
    topic: topicSchema,
  }),
] as const;
