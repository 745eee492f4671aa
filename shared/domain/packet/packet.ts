import { z } from 'zod';
import { categories } from '../cause/cause.ts';
import { memberIdSchema, reviewIdSchema } from '../ids.ts';
import { wordingPolicySchema } from '../policy/policy.ts';
import { daySchema, epochMsSchema, localIdSchema, statementSchema } from '../text.ts';

/** Phases that can be worked through without meeting, in their order (M7.5). */
export const roundPhases = ['facts', 'causes', 'actions'] as const;
export type RoundPhase = (typeof roundPhases)[number];

/**
 * What a reviewer says in a packet. `fact`, `idea` and `action` bring something new under an id of their own; `reword`
 * gives what is there another wording; `agree` is the reviewer's hand on the facts; `comment` is read by everybody and
 * decides nothing.
 */
export const saidSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fact'),
    id: localIdSchema,
    text: statementSchema,
    happenedAt: epochMsSchema.nullable(),
  }),
  z.strictObject({
    kind: z.literal('idea'),
    id: localIdSchema,
    text: statementSchema,
    category: z.enum(categories),
  }),
  z.strictObject({ kind: z.literal('action'), id: localIdSchema, text: statementSchema }),
  z.strictObject({ kind: z.literal('reword'), of: localIdSchema, text: statementSchema }),
  z.strictObject({ kind: z.literal('agree'), agrees: z.boolean() }),
  z.strictObject({
    kind: z.literal('comment'),
    id: localIdSchema,
    on: localIdSchema.nullable(),
    text: statementSchema,
  }),
]);
export type Said = z.infer<typeof saidSchema>;

/**
 * A reviewer's answer to one round, as it is signed. `revision` is one more than the highest its author had seen
 * (Lamport's clock): it orders answers without trusting anybody's wall clock.
 */
export const packetSchema = z.strictObject({
  format: z.literal('hotwash-packet/1'),
  review: reviewIdSchema,
  round: localIdSchema,
  author: memberIdSchema,
  revision: z.int().min(1).max(1_000_000),
  said: z.array(saidSchema).max(500),
});
export type Packet = z.infer<typeof packetSchema>;

/** What the facilitator sends out: everything a reviewer needs to answer with no connection. */
export const askingSchema = z.strictObject({
  format: z.literal('hotwash-asking/1'),
  review: reviewIdSchema,
  round: localIdSchema,
  title: z.string().max(300),
  organisation: z.string().max(120),
  phase: z.enum(roundPhases),
  /** Epoch ms by which an answer counts. */
  deadline: epochMsSchema,
  zone: z.string().max(60),
  /** The release's day in that zone, which a time without a day is of. */
  day: daySchema,
  /** Highest revision taken in so far. */
  revision: z.int().min(0).max(1_000_000),
  reviewers: z.array(memberIdSchema).max(200),
  /** What the review's policy changes about the wording check (M3.3). */
  wording: wordingPolicySchema,
  facts: z.array(
    z.strictObject({
      id: localIdSchema,
      text: z.string().max(2000),
      happenedAt: epochMsSchema.nullable(),
      /** Labels of the evidence that carries it; empty where it is unsupported. */
      evidence: z.array(z.string().max(300)).max(100),
    }),
  ),
  causes: z.array(z.strictObject({ id: localIdSchema, text: z.string().max(2000), state: z.string().max(40) })),
  actions: z.array(z.strictObject({ id: localIdSchema, text: z.string().max(2000) })),
});
export type Asking = z.infer<typeof askingSchema>;
