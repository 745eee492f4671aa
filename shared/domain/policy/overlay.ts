import { z } from 'zod';
import { causeRulesSchema } from '../cause/cause-rules.ts';
import { slugSchema } from '../template/template.ts';
import { calendarSchema, ladderSchema, policySchema } from './policy.ts';
import { tierPolicySchema } from './tier-policy.ts';

const { quorum, timeline, commitments } = tierPolicySchema.shape;

const tierOverlaySchema = z
  .strictObject({
    ...tierPolicySchema.shape,
    quorum: quorum.partial(),
    timeline: timeline.partial(),
    commitments: commitments.partial(),
  })
  .partial();

const { tiers, escalation, rota, retention, wording, triggers, cohortAbovePerDay, taxonomy } = policySchema.shape;

/**
 * A local file that tightens a base (M7.3): only what it changes or adds stands in it. Lists of words (roles, signOffs,
 * kpis, workingDays, allowed, off) state the whole; lists of entries (triggers, blackouts, taxonomy, extraRoles) only what
 * is added.
 */
export const overlaySchema = z.strictObject({
  overlay: slugSchema,
  version: policySchema.shape.version,
  /** Id of the base. */
  of: slugSchema,
  ...z
    .strictObject({
      tiers: tiers.extend({ light: tierOverlaySchema, full: tierOverlaySchema }).partial(),
      triggers: triggers.min(1),
      cohortAbovePerDay,
      calendar: calendarSchema
        .extend({
          workingHours: calendarSchema.shape.workingHours.partial(),
          blackouts: calendarSchema.shape.blackouts.min(1),
        })
        .partial(),
      escalation: escalation
        .extend({
          targets: escalation.shape.targets.partial(),
          ladders: z.record(slugSchema, ladderSchema.partial()),
        })
        .partial(),
      rota: rota.partial(),
      retention: retention.partial(),
      taxonomy,
      recurrence: causeRulesSchema
        .extend({
          systemic: causeRulesSchema.shape.systemic.partial(),
          board: causeRulesSchema.shape.board.partial(),
        })
        .partial(),
      wording: wording.extend({ extraRoles: wording.shape.extraRoles.min(1) }).partial(),
    })
    .partial().shape,
});
export type Overlay = z.infer<typeof overlaySchema>;
