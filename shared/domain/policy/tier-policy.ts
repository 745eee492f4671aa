import { z } from 'zod';
import { neededKpis } from '../kpi/kpi-map.ts';
import { memberRoles } from '../member-role.ts';
import { signOffRoles } from '../review/seats.ts';
import { slugSchema } from '../template/template.ts';

/** How a review comes about: nothing at all, a form of five fields, or a meeting. */
export const triggerTiers = ['none', 'light', 'full'] as const;
export type TriggerTier = (typeof triggerTiers)[number];
export const reviewTiers = ['light', 'full'] as const;
export type ReviewTier = (typeof reviewTiers)[number];

/** Who must be in the room (M1.2). The three seats are always needed; roles are needed besides them. */
export const quorumSchema = z.strictObject({
  /** Least people in the room. */
  heads: z.int().min(1).max(60),
  /** Each of these roles is in the room, by anybody of the roster who holds it. */
  roles: z.array(z.enum(memberRoles)).max(memberRoles.length),
  /** A deputy may stand in for the accountable person of a seat. */
  substitutes: z.boolean(),
  /** Most people in the room; null for no ceiling. A room of sixty decides nothing. */
  ceiling: z.int().min(1).max(500).nullable(),
});

/** When a review may be held, in hours and days since the deployment ended (M1.4). */
export const timelineSchema = z.strictObject({
  /** Least hours of data after go-live. */
  soakHours: z.number().min(0).max(2160),
  /** Calendar days by whose end it was held. */
  dueDays: z.int().min(1).max(366),
  lengthMinutes: z.int().min(5).max(480),
});
export type Timeline = z.infer<typeof timelineSchema>;

/** Bounds of a commitment (M3.4). */
export const commitmentBoundsSchema = z.strictObject({
  /** Latest due date, days from now. */
  dueDays: z.int().min(1).max(366),
  /** Days after which an idea is looked at again. */
  soakDays: z.int().min(1).max(366),
});

/** What a light review needs so that it may close by itself (M7.1). */
export const lightSchema = z.strictObject({
  /** Hours in which anybody of the roster can dissent. */
  objectionHours: z.number().min(1).max(720),
});

/** Everything that one tier asks of its reviews. */
export const tierPolicySchema = z.strictObject({
  /** Id of a template, shipped or of the workspace. */
  template: slugSchema,
  quorum: quorumSchema,
  timeline: timelineSchema,
  signOffs: z.array(z.enum(signOffRoles)).min(1).max(signOffRoles.length),
  kpis: z.array(z.enum(neededKpis)).max(neededKpis.length),
  commitments: commitmentBoundsSchema,
  /** Null where the tier meets; a form that may close by itself otherwise. */
  light: lightSchema.nullable(),
});
export type TierPolicy = z.infer<typeof tierPolicySchema>;
