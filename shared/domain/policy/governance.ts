import { z } from 'zod';
import { causeRulesSchema, standardRecurrence } from '../cause/cause-rules.ts';
import { releaseIdSchema, rowIdSchema, serviceIdSchema } from '../ids.ts';
import { emptyTemplate, pinnedTemplateSchema, slugSchema, type PinnedTemplate } from '../template/template.ts';
import { daySchema } from '../text.ts';
import { policySchema, wordingPolicySchema, type Policy } from './policy.ts';
import { standardPolicy } from './standard-policy.ts';
import { lighterSchema } from './decide-tier.ts';
import { tierPolicySchema, type ReviewTier } from './tier-policy.ts';

/** One policy file by its content. A base of null is the standard policy, in reviews of before it was pinned too. */
export const policyFileSchema = z.strictObject({
  id: slugSchema,
  version: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Why a review was opened, when a rule and not a person asked for it (M1.3). */
export const triggeredBySchema = z.strictObject({
  /** Id of the deployment event, or of the day's cohort. */
  event: rowIdSchema,
  rules: z.array(z.string().max(40)).max(200),
  reasons: z.array(z.string().max(300)).max(200),
});

/**
 * The rules a review is run by, pinned when it is opened: what changes in the policy afterwards does not change a review
 * that has begun, and the record says by which files it was run.
 */
export const governanceSchema = z.strictObject({
  base: policyFileSchema.nullable(),
  overlay: policyFileSchema.nullable(),
  tier: tierPolicySchema,
  calendar: policySchema.shape.calendar,
  escalation: policySchema.shape.escalation,
  taxonomy: policySchema.shape.taxonomy,
  wording: wordingPolicySchema,
  template: pinnedTemplateSchema,
  /** Left out of reviews opened before causes were triaged, classed and counted: none of it is asked of them. */
  causes: z.exactOptional(causeRulesSchema),
  trigger: triggeredBySchema.nullable(),
  /** Only where a person opened a lighter review than the policy asks for (M1.3). */
  lighter: z.exactOptional(lighterSchema),
  /** Releases reviewed together with the first one, because they overlapped along a dependency (M7.2). */
  joined: z.array(z.strictObject({ release: releaseIdSchema, service: serviceIdSchema })).max(40),
  /** The day's deployments of a service that deploys often, outliers first (M7.4). */
  cohort: z.strictObject({ day: daySchema, deployments: z.array(rowIdSchema).max(5000) }).nullable(),
});
export type Governance = z.infer<typeof governanceSchema>;
export type PolicyFile = z.infer<typeof policyFileSchema>;

/** What a tier of a policy asks of one review. */
export const governanceOf = (
  {
    policy,
    base,
    overlay,
  }: { readonly policy: Policy; readonly base: PolicyFile | null; readonly overlay: PolicyFile | null },
  tier: ReviewTier,
  template: PinnedTemplate,
): Governance => ({
  base,
  overlay,
  tier: policy.tiers[tier],
  calendar: policy.calendar,
  escalation: policy.escalation,
  taxonomy: policy.taxonomy,
  wording: policy.wording,
  template,
  causes: policy.recurrence ?? standardRecurrence,
  trigger: null,
  joined: [],
  cohort: null,
});

/** Of a review that was opened before there were policies. */
export const governanceBefore = (tier: ReviewTier): Governance => {
  const { causes: _, ...before } = governanceOf(
    { policy: standardPolicy, base: null, overlay: null },
    tier,
    emptyTemplate,
  );
  return before;
};

/** Whether a review was opened before there were policies. */
export const isBeforePolicies = ({ template }: Governance): boolean => template.id === emptyTemplate.id;
