import { refuse } from '../refusal.ts';
import type { Breach } from '../review/breach.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { isCarried, type Cause } from './cause.ts';
import { rootCauses } from './cause-graph.ts';
import { classTitle } from './classes.ts';
import { indexOf, matterOf, recurrenceOf, recurringOf } from './recurrence.ts';

/** Root causes without a class (M4.2). */
const unclassed = (review: Review): readonly Cause[] =>
  rootCauses(review.causes).filter(({ classification }) => classification === null);

/** Systemic causes that no long-term commitment answers (M4.3). */
const unanswered = ({ causes, actions }: Review): readonly Cause[] =>
  causes.filter(
    (cause) =>
      isCarried(cause) &&
      cause.scope?.is === 'systemic' &&
      !actions.some(
        ({ state, term, causes: answered }) =>
          state.name === 'committed' && term === 'long' && answered.includes(cause.id),
      ),
  );

/** [M4.2] [M4.3] [M4.5] What its causes still ask for before a review can close; nothing of those opened before. */
export function causesInTheWay(review: Review, { past = [], now }: DecisionContext): Verdict | undefined {
  const { causes: rules, taxonomy } = review.governance;
  if (rules === undefined) return undefined;
  const [first, ...more] = unclassed(review);
  if (first !== undefined)
    return refuse(
      'M4.2',
      `“${first.text}”${more.length === 0 ? '' : ` and ${more.length} more root causes`} ${more.length === 0 ? 'has' : 'have'} no class.`,
      'Class each root cause: go back to Causes, or use the cause’s own panel.',
    );
  const index = indexOf(past);
  for (const cause of review.causes) {
    if (!isCarried(cause)) continue;
    const { count, preset } = recurrenceOf(cause, review, index, now);
    // One that was called specific before it was counted so often was not decided against the count.
    if (
      preset === 'systemic' &&
      (cause.scope === null || (cause.scope.is === 'specific' && cause.scope.reason === null))
    )
      return refuse(
        'M4.3',
        `“${cause.text}” was found ${count} times in ${rules.systemic.withinDays} days, and nobody said whether it is systemic.`,
        'Call it systemic, or specific with a reason.',
      );
  }
  const [systemic] = unanswered(review);
  if (systemic !== undefined)
    return refuse(
      'M4.3',
      `“${systemic.text}” is systemic, and no long-term commitment answers it.`,
      'Commit to a long-term action that names this cause, or call it specific with a reason.',
    );
  const owed = recurringOf(review, past, now).find((each) => each.isMatter && matterOf(review, each) === undefined);
  if (owed !== undefined)
    return refuse(
      'M4.5',
      `${classTitle(taxonomy, owed.class)} in ${owed.component} was found ${owed.count} times in ${rules.board.withinDays} days.`,
      'Send it to the architecture board, or decline with a reason.',
    );
  return undefined;
}

/** What closing by an event breaks that the review itself shows: what was found before is not known here. */
export function closedOverCauses(review: Review): Breach | undefined {
  if (review.governance.causes === undefined) return undefined;
  if (unclassed(review).length > 0) return ['M4.2', 'a root cause had no class.'];
  return unanswered(review).length > 0 ? ['M4.3', 'no long-term commitment answered a systemic cause.'] : undefined;
}
