import { z } from 'zod';
import { ok, type Result } from '../../lib/result.ts';
import { memberIdSchema, serviceIdSchema } from '../ids.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { statementSchema } from '../text.ts';

/** "If it goes above or below the threshold (in the metric's unit) we would do `consequence`", and who answers for it (M2.6). */
export const metricRuleSchema = z.strictObject({
  service: serviceIdSchema,
  metric: z.string().trim().min(1, 'name the metric').max(500),
  comparator: z.enum(['above', 'below']),
  threshold: z.number(),
  consequence: statementSchema,
  owner: memberIdSchema,
});
export type MetricRule = z.infer<typeof metricRuleSchema>;

/** How many metrics a package shows before the rest goes to its appendix. */
export const metricCap = 12;

/** In how many reviews running a metric may go uncited before its removal is proposed. */
export const uncitedReviews = 6;

/** [M2.6] A decision rule has an owner of the roster who can act on it. */
export function decideMetricRule(
  rule: MetricRule,
  roster: readonly { readonly id: string; readonly active: boolean }[],
): Result<MetricRule, Refusal> {
  if (roster.some((member) => member.id === rule.owner && member.active)) return ok(rule);
  return refuse('M2.6', `${rule.owner} is not in the roster.`, 'Name an owner from the roster.');
}

/** The rule that stands for a metric, if it has one whose owner is still of the roster. */
export const ruleOf = (
  rules: readonly MetricRule[],
  roster: readonly { readonly id: string; readonly active: boolean }[],
  service: string,
  metric: string,
): MetricRule | undefined =>
  rules.find(
    (rule) =>
      rule.service === service &&
      rule.metric === metric &&
      roster.some((member) => member.id === rule.owner && member.active),
  );

/** One rule per service and metric; the last one stands. */
export const withRule = (rules: readonly MetricRule[], rule: MetricRule): readonly MetricRule[] => [
  ...rules.filter((each) => each.service !== rule.service || each.metric !== rule.metric),
  rule,
];
