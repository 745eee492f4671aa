import { assertNever } from '../../lib/invariant.ts';
import { refuse } from '../refusal.ts';
import type { Breach } from '../review/breach.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { isCarried, type Cause } from './cause.ts';
import type { CauseRules } from './cause-rules.ts';
import { carriedEnds } from './cause-graph.ts';
import { classTitle } from './classes.ts';
import type { PastFinding } from './past-finding.ts';
import { indexOf, matterOf, recurrenceOf, recurringOf, type Recurring } from './recurrence.ts';

/** What a cause still asks for before its review can close. */
export type OwedByCauses =
  /** A cause where the evidence ends has no class (M4.2). */
  | { readonly kind: 'class'; readonly cause: Cause }
  /** It was found so often that it is systemic, and nobody said so or why not (M4.3). */
  | { readonly kind: 'scope'; readonly cause: Cause; readonly count: number }
  /** It is systemic, and no long-term commitment answers it (M4.3). */
  | { readonly kind: 'long-term'; readonly cause: Cause }
  /** Its class keeps coming back in its component, and the board was neither asked nor not, with a reason (M4.5). */
  | { readonly kind: 'board'; readonly recurring: Recurring };

/** Causes without a class where the evidence ends: root causes, and those that a guess beside them keeps from being one. */
const unclassed = (review: Review): readonly Cause[] =>
  carriedEnds(review.causes).filter(({ classification }) => classification === null);

/** Systemic causes that no long-term commitment answers. */
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

/** Everything that is owed, in the order in which it is asked for; nothing by a review opened before the rules. */
export function owedByCauses(review: Review, past: readonly PastFinding[], now: number): readonly OwedByCauses[] {
  if (review.governance.causes === undefined) return [];
  const index = indexOf(past);
  const undecided = review.causes.flatMap((cause): readonly OwedByCauses[] => {
    // One that was called specific before it was counted so often was not decided against the count.
    if (!isCarried(cause) || cause.scope?.is === 'systemic' || (cause.scope?.reason ?? null) !== null) return [];
    const { count, preset } = recurrenceOf(cause, review, index, now);
    return preset === 'systemic' ? [{ kind: 'scope', cause, count }] : [];
  });
  return [
    ...unclassed(review).map((cause) => ({ kind: 'class' as const, cause })),
    ...undecided,
    ...unanswered(review).map((cause) => ({ kind: 'long-term' as const, cause })),
    ...recurringOf(review, past, now).flatMap((recurring) =>
      recurring.isMatter && matterOf(review, recurring) === undefined ? [{ kind: 'board' as const, recurring }] : [],
    ),
  ];
}

/** [M4.2] [M4.3] [M4.5] Why the causes of a review keep it from closing; undefined where they do not. */
export function causesInTheWay(review: Review, { past = [], now }: DecisionContext): Verdict | undefined {
  const { causes: rules, taxonomy } = review.governance;
  const [owed, ...more] = owedByCauses(review, past, now);
  return rules === undefined || owed === undefined ? undefined : refusalOf(owed, more.length, rules, taxonomy);
}

function refusalOf(
  owed: OwedByCauses,
  more: number,
  rules: CauseRules,
  taxonomy: Parameters<typeof classTitle>[0],
): Verdict {
  const rest = more === 0 ? '' : ` ${more} more ${more === 1 ? 'thing is' : 'things are'} owed after that.`;
  switch (owed.kind) {
    case 'class':
      return refuse('M4.2', `“${owed.cause.text}” has no class, and the evidence ends there.`, `Class it.${rest}`);
    case 'scope':
      return refuse(
        'M4.3',
        `“${owed.cause.text}” was found ${owed.count} times in ${rules.systemic.withinDays} days, and nobody said whether it is systemic.`,
        `Call it systemic, or specific with a reason.${rest}`,
      );
    case 'long-term':
      return refuse(
        'M4.3',
        `“${owed.cause.text}” is systemic, and no long-term commitment answers it.`,
        `Commit to a long-term action that was noted for this cause, or call it specific with a reason.${rest}`,
      );
    case 'board': {
      const { class: id, component, count } = owed.recurring;
      return refuse(
        'M4.5',
        `${classTitle(taxonomy, id)} in ${component} was found ${count} times in ${rules.board.withinDays} days.`,
        `Send it to the architecture board, or decline with a reason.${rest}`,
      );
    }
    default:
      return assertNever(owed);
  }
}

/** What closing by an event breaks that the review itself shows: what was found before is not known here. */
export function closedOverCauses(review: Review): Breach | undefined {
  if (review.governance.causes === undefined) return undefined;
  if (unclassed(review).length > 0) return ['M4.2', 'a cause where the evidence ends had no class.'];
  return unanswered(review).length > 0 ? ['M4.3', 'no long-term commitment answered a systemic cause.'] : undefined;
}
