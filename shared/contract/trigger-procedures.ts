import { z } from 'zod';
import { releaseIdSchema, reviewIdSchema } from '../domain/ids.ts';
import { momentSchema } from '../domain/review/package-parts.ts';
import { epochMsSchema } from '../domain/text.ts';

const nothing = z.strictObject({});

const candidateSchema = z.object({
  releases: z.array(z.object({ release: z.string(), service: z.string(), from: z.number(), to: z.number() })),
  edges: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type SuggestedJoint = z.infer<typeof candidateSchema>;

const jointTimelineSchema = z.object({
  moments: z.array(momentSchema.extend({ service: z.string(), from: z.number(), to: z.number() })),
  unclear: z.array(
    z.object({ from: z.number(), to: z.number(), services: z.array(z.string()), rows: z.array(z.string()) }),
  ),
  skew: z.array(z.object({ service: z.string(), ms: z.number(), isKnown: z.boolean() })),
});
export type MergedTimeline = z.infer<typeof jointTimelineSchema>;

/** What the main process does round reviews that start by themselves. What was judged is in the workspace's journal. */
export const triggerProcedures = {
  /** Deployments that ended since `from` (epoch ms) start reviews; null switches it off. */
  'trigger.set': { input: z.strictObject({ from: epochMsSchema.nullable() }), output: nothing },
  /** How the watch folder stands. */
  'trigger.inbox': {
    input: nothing,
    output: z.object({
      isWatching: z.boolean(),
      waiting: z.int(),
      refused: z.array(z.object({ name: z.string(), reason: z.string(), at: z.number() })),
      fault: z.string().nullable(),
    }),
  },
  /** Releases that overlap along dependencies: of the last two weeks, or those with one release. */
  'joint.candidates': {
    input: z.strictObject({ release: releaseIdSchema.nullable() }),
    output: z.object({ candidates: z.array(candidateSchema) }),
  },
  /** The timelines of a joint review's services as one. */
  'joint.timeline': { input: z.strictObject({ review: reviewIdSchema }), output: jointTimelineSchema },
} as const;
