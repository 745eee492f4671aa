import { z } from 'zod';
import { memberIdSchema } from '../ids.ts';
import { epochMsSchema, localIdSchema, statementSchema } from '../text.ts';
import { isTestimony, type Evidence } from '../claim/claim.ts';
import { slugSchema } from '../template/template.ts';
import { keptWordingSchema } from '../wording/kept-wording.ts';
import type { CauseCheck } from './cause-check.ts';

/** The bones a cause may hang on. There is none for people: prompts ask what made it possible, not who. */
export const categories = ['change', 'configuration', 'dependency', 'detection', 'process', 'environment'] as const;
export type Category = (typeof categories)[number];

/** Something that happened, or a circumstance that let it happen. */
export const causeKinds = ['cause', 'condition'] as const;
export type CauseKind = (typeof causeKinds)[number];

/** How the causes below one lead to it: all of them together, any one alone, or nobody said. */
export const gates = ['none', 'and', 'or'] as const;
export type Gate = (typeof gates)[number];

/** Why nobody asks further about a cause that is neither shown nor rejected. */
export const stopReasons = ['no-data', 'out-of-reach', 'accepted', 'not-worth-it'] as const;
export type StopReason = (typeof stopReasons)[number];

/** Whether it happened once, or the organisation keeps bringing it about (M4.3). */
export const causeScopes = ['specific', 'systemic'] as const;
export type CauseScope = (typeof causeScopes)[number];

export type CauseState =
  | { readonly name: 'hypothesis' }
  | { readonly name: 'supported' }
  /** Supported, classed, and every check of its class passed (M4.4). */
  | { readonly name: 'validated'; readonly checks: readonly CauseCheck[] }
  | { readonly name: 'rejected'; readonly reason: string }
  | { readonly name: 'stopped'; readonly why: StopReason; readonly reason: string };

/** Its one primary class in the taxonomy the review was opened with (M4.2). */
export type Classification = {
  /** Id of the class; ids outlive a renaming. */
  readonly class: string;
  /** What it is, where the class is `other`. */
  readonly text: string | null;
  /** Which part of the system, by its catalogue name or in a word. */
  readonly component: string | null;
  /** The setting it is about, for classes that compare configurations: `db.pool.max`. */
  readonly key: string | null;
};

/** An earlier finding that counted as the same, by review and cause. */
export type SeenBefore = { readonly review: string; readonly cause: string; readonly at: number };

export type Cause = {
  readonly id: string;
  readonly parent: string | null;
  readonly category: Category;
  readonly kind: CauseKind;
  readonly text: string;
  readonly author: string;
  readonly state: CauseState;
  readonly gate: Gate;
  /** Other causes that it leads to besides its parent: together with the parents these edges never form a circle. */
  readonly links: readonly string[];
  readonly classification: Classification | null;
  readonly scope: {
    readonly is: CauseScope;
    readonly seen: readonly SeenBefore[];
    readonly reason: string | null;
  } | null;
  readonly evidence: readonly Evidence[];
  /** Where it came from: a held idea, a claim, or straight from the meeting. */
  readonly origin: { readonly kind: 'idea' | 'claim' | 'said'; readonly id: string | null };
};

/** What is to be explained: the head of the fishbone. Until it is worded the review's title stands for it. */
export type Effect = {
  readonly text: string;
  /** When it began, epoch ms; null while nobody could say. Causes lie before it (M4.4). */
  readonly from: number | null;
  /** The fact it was taken from. */
  readonly claim: string | null;
};

/** Pieces that can carry a cause: they support it and are more than somebody's memory. */
export const carryingEvidence = (cause: Pick<Cause, 'evidence'>): readonly Evidence[] =>
  cause.evidence.filter((piece) => piece.bearing === 'supports' && !isTestimony(piece));

/** Evidence carries it: supported, whether or not the checks of its class were made. */
export const isCarried = ({ state }: Pick<Cause, 'state'>): boolean =>
  state.name === 'supported' || state.name === 'validated';

/** Most causes that one paste may bring, and that one review may hold. */
export const mostPasted = 2000;
export const mostCauses = 20_000;
/** Most levels of causes below a bone: far more whys than anybody asks, and few enough to be drawn and written out. */
export const mostLevels = 100;

const wording = keptWordingSchema.optional();
const category = z.enum(categories);

export const causeCommands = [
  z.strictObject({
    type: z.literal('effect.word'),
    text: statementSchema,
    from: epochMsSchema.nullable(),
    claim: localIdSchema.nullable(),
    wording,
  }),
  z.strictObject({
    type: z.literal('cause.propose'),
    id: localIdSchema,
    text: statementSchema,
    author: memberIdSchema,
    parent: localIdSchema.nullable(),
    category,
    /** The sibling it comes before; null, or left out, puts it last. */
    before: localIdSchema.nullable().optional(),
    wording,
  }),
  z.strictObject({
    type: z.literal('cause.paste'),
    author: memberIdSchema,
    /** The cause that the first level hangs on; null for the bones. */
    parent: localIdSchema.nullable(),
    causes: z
      .array(
        z.strictObject({
          id: localIdSchema,
          text: statementSchema,
          /** Its place in this list is that of the cause it hangs on, always an earlier one; null for the first level. */
          under: z.int().min(0).nullable(),
          category,
        }),
      )
      .min(1)
      .max(mostPasted),
    wording,
  }),
  z.strictObject({
    type: z.literal('cause.take-claim'),
    id: localIdSchema,
    claim: localIdSchema,
    category,
    wording,
  }),
  z.strictObject({
    type: z.literal('cause.take-idea'),
    id: localIdSchema,
    idea: localIdSchema,
    parent: localIdSchema.nullable(),
    category,
    wording,
  }),
  z.strictObject({
    type: z.literal('cause.reword'),
    cause: localIdSchema,
    text: statementSchema,
    /** The text that was reworded: when another window changed it meanwhile, nothing is overwritten. */
    was: statementSchema.optional(),
    wording,
  }),
  z.strictObject({
    type: z.literal('cause.move'),
    cause: localIdSchema,
    parent: localIdSchema.nullable(),
    category,
    /** The sibling it comes before; null puts it last. */
    before: localIdSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('cause.link'), cause: localIdSchema, to: localIdSchema }),
  z.strictObject({ type: z.literal('cause.unlink'), cause: localIdSchema, to: localIdSchema }),
  z.strictObject({ type: z.literal('cause.gate'), cause: localIdSchema, gate: z.enum(gates) }),
  z.strictObject({ type: z.literal('cause.mark'), cause: localIdSchema, kind: z.enum(causeKinds) }),
  z.strictObject({
    type: z.literal('cause.classify'),
    cause: localIdSchema,
    class: slugSchema,
    text: statementSchema.nullable(),
    component: z.string().trim().min(1).max(120).nullable(),
    key: z.string().trim().min(1).max(300).nullable(),
    wording,
  }),
  z.strictObject({ type: z.literal('cause.support'), cause: localIdSchema }),
  z.strictObject({ type: z.literal('cause.validate'), cause: localIdSchema }),
  z.strictObject({ type: z.literal('cause.reject'), cause: localIdSchema, reason: statementSchema }),
  z.strictObject({
    type: z.literal('cause.stop'),
    cause: localIdSchema,
    why: z.enum(stopReasons),
    reason: statementSchema,
  }),
  z.strictObject({ type: z.literal('cause.reopen'), cause: localIdSchema }),
  z.strictObject({
    type: z.literal('cause.scope'),
    cause: localIdSchema,
    scope: z.enum(causeScopes),
    /** Needed where it differs from what was counted. */
    reason: statementSchema.nullable(),
  }),
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
