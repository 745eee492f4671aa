import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';

/** Which canvas causes are drawn on: M4.1. */
export function decideTriage(_review: Review, _command: CommandOf<'causes.triage' | 'canvas.open'>): Verdict {
  return refuse('M4.1', 'This is not decided yet.', 'Nothing can be done about it.');
}
