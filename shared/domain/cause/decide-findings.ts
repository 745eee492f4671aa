import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';

/** What kind of cause it is, and what follows from how often it came back: M4.2, M4.3, M4.5. */
export function decideFindings(
  _review: Review,
  _command: CommandOf<'cause.classify' | 'cause.scope' | 'board.raise' | 'board.decline'>,
  _context: DecisionContext,
): Verdict {
  return refuse('M4.2', 'This is not decided yet.', 'Nothing can be done about it.');
}
