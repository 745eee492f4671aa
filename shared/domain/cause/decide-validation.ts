import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';

/** From supported to validated, when every check of its class passes: M4.4. */
export function decideValidation(
  _review: Review,
  _command: CommandOf<'cause.validate'>,
  _context: DecisionContext,
): Verdict {
  return refuse('M4.4', 'This is not decided yet.', 'Nothing can be done about it.');
}
