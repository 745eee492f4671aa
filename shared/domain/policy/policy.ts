import { z } from 'zod';
import { causeRulesSchema } from '../cause/cause-rules.ts';
import { locatorTypes } from '../claim/claim.ts';
import { daySchema } from '../text.ts';
import { slugSchema } from '../template/template.ts';
import { tierPolicySchema, triggerTiers } from './tier-policy.ts';

const title = z.string().trim().min(1).max(200);
const scalar = z.union([z.string().max(200), z.number(), z.boolean()]);

/**
 * One test of a field of a trigger event. `field` is a dotted path (`impact.errorRate`). A field that a rule names and
 * the event lacks is an error with its path, never "no" (M1.3).
 */
export const conditionSchema = z.union([
  z.strictObject({ field: z.string().min(1).max(120), is: z.union([scalar, z.array(scalar).min(1).max(50)]) }),
  z.strictObject({ field: z.string().min(1).max(120), isNot: z.union([scalar, z.array(scalar).min(1).max(50)]) }),
  z.strictObject({ field: z.string().min(1).max(120), above: z.number() }),
  z.strictObject({ field: z.string().min(1).max(120), atLeast: z.number() }),
  z.strictObject({ field: z.string().min(1).max(120), below: z.number() }),
  z.strictObject({ field: z.string().min(1).max(120), atMost: z.number() }),
]);
export type Condition = z.infer<typeof conditionSchema>;

/** All conditions hold: the review is at least of this tier. The strictest rule that matches decides. */
export const triggerRuleSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/)
    .max(40),
  when: z.array(conditionSchema).min(1).max(12),
  tier: z.enum(triggerTiers).exclude(['none']),
  because: title,
});
export type TriggerRule = z.infer<typeof triggerRuleSchema>;

const span = z.strictObject({ from: daySchema, to: daySchema, name: title });
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** When meetings can be held. Times of day are in the zone of each attendee. */
export const calendarSchema = z.strictObject({
  workingDays: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).min(1),
  workingHours: z.strictObject({ from: timeOfDay, to: timeOfDay }),
  /** Days on which no review is held, both ends included. They move no due date. */
  blackouts: z.array(span).max(200),
  /** Slots that a sprint keeps for itself; null where there are no sprints. */
  sprint: z
    .strictObject({
      start: daySchema,
      days: z.int().min(1).max(60),
      /** Days of a sprint, counted from 1, on which no review is held: planning, demo. */
      keepFree: z.array(z.int().min(1).max(60)).max(60),
    })
    .nullable(),
});
export type Calendar = z.infer<typeof calendarSchema>;

/** Who is asked, and how long they have to answer before the next one is. */
export const rungSchema = z.strictObject({ to: title, withinHours: z.number().min(0.25).max(2160) });
/** `next` names the ladder that follows the last rung; a circle of ladders is refused. */
export const ladderSchema = z.strictObject({ rungs: z.array(rungSchema).min(1).max(12), next: slugSchema.nullable() });
export type Ladder = z.infer<typeof ladderSchema>;

/** What an open issue can be escalated to (M1.6). */
export const escalationTargets = ['incident', 'problem', 'architecture-board'] as const;
export type EscalationTarget = (typeof escalationTargets)[number];

/** A class of causes. Its id outlives a new title. */
export const causeClassSchema = z.strictObject({
  id: slugSchema,
  title,
  /** Kinds of evidence that a validated cause of this class rests on: of each list at least one (M4.4). */
  needs: z.exactOptional(
    z
      .array(z.array(z.enum(locatorTypes).exclude(['testimony', 'note', 'moment'])).min(1))
      .min(1)
      .max(4),
  ),
});
export type CauseClass = z.infer<typeof causeClassSchema>;

export const wordingPolicySchema = z.strictObject({
  /** Role nouns of this organisation: they are human subjects too. */
  extraRoles: z.array(z.string().trim().min(1).max(60)).max(200),
  /** Phrases that are never a finding here. */
  allowed: z.array(z.string().trim().min(1).max(120)).max(200),
  /** Rules that do not apply here: `W4`. */
  off: z.array(z.string().regex(/^W\d+$/)).max(50),
});

/** The rules an organisation runs its reviews by: one file, or a base with an overlay that only tightens it (M7.3). */
export const policySchema = z.strictObject({
  policy: slugSchema,
  version: z.int().min(1),
  tiers: z.strictObject({ light: tierPolicySchema, full: tierPolicySchema }),
  triggers: z.array(triggerRuleSchema).max(200),
  /** A service with more production deployments than this in a day is reviewed once a day, as a cohort (M7.4). */
  cohortAbovePerDay: z.int().min(1).max(1000),
  calendar: calendarSchema,
  escalation: z.strictObject({
    targets: z.strictObject({ incident: slugSchema, problem: slugSchema, 'architecture-board': slugSchema }),
    ladders: z.record(slugSchema, ladderSchema),
  }),
  /** Who facilitates twice running needs a reason; weeks that a debt of the rota is kept for (M3.5). */
  rota: z.strictObject({ rememberWeeks: z.int().min(1).max(520) }),
  retention: z.strictObject({
    recordYears: z.int().min(1).max(100),
    recordingDays: z.int().min(0).max(36_500),
    /** Left out, transcripts are kept as long as records. */
    transcriptDays: z.exactOptional(z.int().min(0).max(36_500)),
  }),
  /** Classes of causes, for their classification. */
  taxonomy: z.array(causeClassSchema).min(1).max(60),
  /** When a cause that comes back is systemic (M4.3), and a matter for the architecture board (M4.5). */
  recurrence: z.exactOptional(causeRulesSchema),
  wording: wordingPolicySchema,
});
export type Policy = z.infer<typeof policySchema>;
