import { meetingNotOpen } from '../agenda/decide-agenda.ts';
import { refuse } from '../refusal.ts';
import type { Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { mostCauses, mostLevels, type Cause } from './cause.ts';
import { levelOf } from './cause-graph.ts';
import { findCause } from './cause-index.ts';

/** [M3.1] Causes are worked on in Causes and in Actions. */
export function causesNotOpen(review: Review): Verdict | undefined {
  if (review.phase === 'facts')
    return refuse('M3.1', 'Facts come before causes.', 'Agree on the facts and go to Causes.');
  return meetingNotOpen(review);
}

/** Whether the three questions are asked of this review and nobody answered them yet. Reviews of before are not asked. */
export const waitsForTriage = ({ governance, triage }: Pick<Review, 'governance' | 'triage'>): boolean =>
  governance.causes !== undefined && triage.answers === null;

/** What stands in the way of new causes: the three questions (M4.1), and how many one review may hold (M4.6). */
export function noRoomFor(review: Review, count: number): Verdict | undefined {
  if (waitsForTriage(review))
    return refuse('M4.1', 'Three questions come before the first cause.', 'Answer them; each takes a yes or a no.');
  const [there, then] = [review.causes.length, review.causes.length + count];
  if (then <= mostCauses) return undefined;
  const words = (amount: number): string => amount.toLocaleString('en');
  return refuse(
    'M4.6',
    `With ${count === 1 ? 'this one' : `these ${words(count)}`} there would be ${words(then)} causes, and one review holds at most ${words(mostCauses)}.`,
    `Nothing was taken, and the ${words(there)} that are there stay. Take in fewer, or remove what nobody needs.`,
  );
}

/** Answers with what is decided about a cause, or refuses where there is none of that id. */
export function withCause(review: Review, id: string, then: (cause: Cause) => Verdict): Verdict {
  const cause = findCause(review.causes, id);
  return cause === undefined ? refuse('M4.6', 'There is no such cause.', 'Choose one from the outline.') : then(cause);
}

/** A cause below another hangs on its parent's bone. `levels` is how many levels come below the parent, this one included. */
export function underParent(
  { causes }: Review,
  parent: string | null,
  category: Cause['category'],
  levels: number,
  then: (category: Cause['category']) => Verdict,
): Verdict {
  const above = parent === null ? { category } : findCause(causes, parent);
  if (above === undefined) return refuse('M4.6', 'The cause above it is not there.', 'Choose another place.');
  const deepest = levelOf(causes, parent) + levels;
  return deepest > mostLevels
    ? refuse(
        'M4.6',
        `It would reach ${deepest} levels deep, and causes hang at most ${mostLevels} levels below a bone.`,
        'Nothing was changed. Hang it higher up.',
      )
    : then(above.category);
}
