import { ok } from '../../lib/result.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import type { Cause } from './cause.ts';
import { checkTitles } from './cause-check.ts';
import { causesNotOpen, withCause } from './cause-guards.ts';

/** [M4.4] From supported to validated, when every check of its class passes. No role goes round any of them. */
export const decideValidation = (
  review: Review,
  { cause }: CommandOf<'cause.validate'>,
  context: DecisionContext,
): Verdict => causesNotOpen(review) ?? withCause(review, cause, (found) => validate(found, context));

function validate(cause: Cause, { checks = [] }: DecisionContext): Verdict {
  const { name } = cause.state;
  if (name === 'validated') return ok([]);
  if (name === 'hypothesis')
    return refuse(
      'M4.6',
      'A hypothesis is supported before it is validated.',
      'Attach evidence that shows it (E) and support it (2).',
    );
  if (name !== 'supported')
    return refuse('M4.6', `This cause was ${name}.`, 'Reopen it first; it becomes a hypothesis again.');
  if (cause.classification === null)
    return refuse(
      'M4.2',
      'A cause without a class cannot be validated.',
      'Class it (D): its class names the evidence.',
    );
  if (checks.length === 0)
    return refuse('M4.4', 'Nothing was looked up for this cause.', 'Try again; nothing was changed.');
  const failed = checks.filter(({ passed }) => !passed);
  if (failed.length > 0)
    return refuse(
      'M4.4',
      `${failed.length === 1 ? 'One check' : `${failed.length} checks`} of ${checks.length} did not pass: ${failed.map(({ check }) => checkTitles[check]).join('; ')}.`,
      failed.map(({ told }) => told).join(' '),
    );
  return ok([{ type: 'cause.validated.v1', body: { cause: cause.id, checks: [...checks] } }]);
}
