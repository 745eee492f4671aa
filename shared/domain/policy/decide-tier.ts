import { z } from 'zod';
import { ok, type Result } from '../../lib/result.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { statementSchema } from '../text.ts';
import { triggerTiers, type ReviewTier } from './tier-policy.ts';
import type { TriggerVerdict } from './evaluate-trigger.ts';

/** A person opened a light review of what asked for a full one: the rules that did, and why a light one is enough. */
export const lighterSchema = z.strictObject({
  rules: z.array(z.string().max(40)).max(200),
  reason: statementSchema,
});
export type Lighter = z.infer<typeof lighterSchema>;

/**
 * [M1.3] The tier that a person opens a review in, against what the policy asks of its deployments. Stricter is free; lighter
 * needs a reason, which stays with the review. Null where there is nothing to keep.
 */
export function decideTier(
  tier: ReviewTier,
  asked: TriggerVerdict | null,
  reason: string | null,
): Result<Lighter | null, Refusal> {
  if (asked === null || triggerTiers.indexOf(tier) >= triggerTiers.indexOf(asked.tier)) return ok(null);
  if (reason !== null) return ok({ rules: asked.rules.slice(0, 200), reason });
  return refuse(
    'M1.3',
    `By ${asked.rules.join(', ')} of the policy this asks for a ${asked.tier} review. ${asked.reasons.join(' ')}`,
    `Open a ${asked.tier} one, or say why a ${tier} one is enough.`,
  );
}

/** The strictest of several verdicts, with the rules and reasons of all that ask for it; null for none. */
export function strictest(verdicts: readonly TriggerVerdict[]): TriggerVerdict | null {
  const rank = Math.max(-1, ...verdicts.map(({ tier }) => triggerTiers.indexOf(tier)));
  const tier = triggerTiers[rank];
  if (tier === undefined) return null;
  const own = verdicts.filter((each) => each.tier === tier);
  return {
    tier,
    rules: [...new Set(own.flatMap(({ rules }) => rules))],
    reasons: [...new Set(own.flatMap(({ reasons }) => reasons))],
  };
}
