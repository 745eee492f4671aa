import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';

/** How causes hang together besides their tree, and what they explain: M4.6. */
export function decideGraph(
  _review: Review,
  _command: CommandOf<
    'effect.word' | 'cause.paste' | 'cause.link' | 'cause.unlink' | 'cause.gate' | 'cause.mark' | 'cause.stop'
  >,
  _context: DecisionContext,
): Verdict {
  return refuse('M4.6', 'This is not decided yet.', 'Nothing can be done about it.');
}
