import { z } from 'zod';
import { memberIdSchema } from '../ids.ts';
import { localIdSchema, statementSchema } from '../text.ts';
import { isTestimony, type Evidence } from '../claim/claim.ts';
import { keptWordingSchema } from '../wording/kept-wording.ts';

/** The bones a cause may hang on. There is none for people: prompts ask what made it possible, not who. */
export const categories = ['change', 'configuration', 'dependency', 'detection', 'process', 'environment'] as const;
export type Category = (typeof categories)[number];

export type CauseState =
  | { readonly name: 'hypothesis' }
  | { readonly name: 'supported' }
  | { readonly name: 'rejected'; readonly reason: string };

export type Cause = {
  readonly id: string;
  readonly parent: string | null;
  readonly category: Category;
  readonly text: string;
  readonly author: string;
  readonly state: CauseState;
  readonly evidence: readonly Evidence[];
  /** Where it came from: a held idea, a claim, or straight from the meeting. */
  readonly origin: { readonly kind: 'idea' | 'claim' | 'said'; readonly id: string | null };
};

/** Pieces that can carry a cause: they support it and are more than somebody's memory. */
export const carryingEvidence = (cause: Cause): readonly Evidence[] =>
  cause.evidence.filter((piece) => piece.bearing === 'supports' && !isTestimony(piece));

export const causeCommands = [
  z.strictObject({
    type: z.literal('cause.propose'),
    id: localIdSchema,
    text: statementSchema,
    author: memberIdSchema,
    parent: localIdSchema.nullable(),
    category: z.enum(categories),
    wording: keptWordingSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('cause.take-claim'),
    id: localIdSchema,
    claim: localIdSchema,
    category: z.enum(categories),
    wording: keptWordingSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('cause.take-idea'),
    id: localIdSchema,
    idea: localIdSchema,
    parent: localIdSchema.nullable(),
    category: z.enum(categories),
    wording: keptWordingSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('cause.reword'),
    cause: localIdSchema,
    text: statementSchema,
    wording: keptWordingSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('cause.move'),
    cause: localIdSchema,
    parent: localIdSchema.nullable(),
    category: z.enum(categories),
    /** The sibling it comes before; null puts it last. */
    before: localIdSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('cause.support'), cause: localIdSchema }),
  z.strictObject({ type: z.literal('cause.reject'), cause: localIdSchema, reason: statementSchema }),
  z.strictObject({ type: z.literal('cause.reopen'), cause: localIdSchema }),
  z.strictObject({ type: z.literal('cause.remove'), cause: localIdSchema }),
  z.strictObject({ type: z.literal('idea.dismiss'), idea: localIdSchema, reason: statementSchema }),
] as const;

/** Something offered before its time: kept, sealed until Causes, never lost. */
export type HeldIdea = {
  readonly id: string;
  readonly text: string;
  readonly author: string;
  readonly heldAt: number;
  readonly fate:
    | { readonly kind: 'sealed' }
    | { readonly kind: 'open' }
    | { readonly kind: 'cause'; readonly cause: string }
    | { readonly kind: 'dismissed'; readonly reason: string };
};
