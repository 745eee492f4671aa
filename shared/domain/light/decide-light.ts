import { assertNever } from '../../lib/invariant.ts';
import { ok } from '../../lib/result.ts';
import type { MemberId } from '../ids.ts';
import { jointLacks } from '../joint/joint.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { ReviewEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { fieldsInTheWay } from '../template/decide-fields.ts';
import { missingFields } from '../template/field-value.ts';
import { findMember } from '../workspace/workspace.ts';
import { lightFigures, thresholdsPassed, unknownFigures } from './light-figures.ts';
import { isLight, objectionsUntil } from './light-phase.ts';

type LightCommand = CommandOf<
  'light.file' | 'light.dissent' | 'light.withdraw-dissent' | 'light.settle' | 'light.promote'
>;

/** [M7.1] A light review: the form, dissent, closing by itself, and promotion to a review that meets. */
export function decideLight(review: Review, command: LightCommand, context: DecisionContext): Verdict {
  if (command.type === 'light.settle') return isLight(review) ? settle(review, context) : ok([]);
  if (!isLight(review))
    return review.phase === 'closed' || review.phase === 'signed'
      ? refuse('M7.1', 'This review is closed.', 'Open a new review if there is more to say.')
      : refuse('M7.1', 'This review is not a light one.', 'Go on with its meeting.');
  switch (command.type) {
    case 'light.file':
      return file(review, command, context);
    case 'light.dissent':
      return dissent(review, command, context);
    case 'light.withdraw-dissent':
      return review.light.dissents.some(({ by }) => by === command.by)
        ? ok([{ type: 'light.dissent-withdrawn.v1', body: { by: command.by as MemberId } }])
        : refuse('M7.1', `${command.by} did not dissent.`, 'Only a dissent that stands can be withdrawn.');
    case 'light.promote':
      return promote(review, command.reasons, context);
    default:
      return assertNever(command);
  }
}

function file(review: Review, command: CommandOf<'light.file'>, context: DecisionContext): Verdict {
  const { accountable, deputy } = review.seats.release;
  if (review.phase !== 'prepared' || review.package === null)
    return refuse('M7.1', 'The package is not sealed yet.', 'Seal it first; the form states its figures.');
  if (context.by !== accountable && context.by !== deputy)
    return refuse(
      'M7.1',
      `${context.by} does not hold the release seat, which files the form.`,
      `Ask ${[accountable, deputy].filter((person) => person !== null).join(' or ')}.`,
    );
  const fields = fieldsInTheWay(review);
  if (fields !== undefined) return fields;
  const figures = lightFigures(review.package.content);
  const unknown = unknownFigures(figures).length;
  if (command.withoutBaseline === null && (unknown > 0 || figures.length === 0))
    return refuse(
      'M7.1',
      figures.length === 0
        ? 'The package has no figure, so nobody can say that all is within baseline.'
        : `${unknown} of ${figures.length} figures ${unknown === 1 ? 'has' : 'have'} no baseline or no samples, and that is not within baseline.`,
      'Say why it may close without, which the record prints, or promote the review.',
    );
  const { type: _type, ...answers } = command;
  const filed: ReviewEvent = {
    type: 'light.filed.v1',
    body: {
      ...answers,
      // Where every figure has a baseline there is nothing to waive.
      withoutBaseline: unknown > 0 || figures.length === 0 ? answers.withoutBaseline : null,
      by: context.by as MemberId,
      figures: [...figures],
    },
  };
  const reasons = [...thresholdsPassed(review.package.content), ...answered(command.met)];
  if (reasons.length === 0) return ok([filed]);
  const promoted = promote(review, reasons, context);
  return promoted.ok ? ok([filed, ...promoted.value]) : promoted;
}

const answered = (met: CommandOf<'light.file'>['met']): readonly string[] =>
  met === 'yes' ? [] : [`By the form it did ${met === 'no' ? 'not do' : 'only partly'} what it should.`];

function dissent(review: Review, { by, reason }: CommandOf<'light.dissent'>, { workspace }: DecisionContext): Verdict {
  if (findMember(workspace, by) === undefined)
    return refuse('M7.1', `${by} is not in the roster.`, 'Anybody of the roster can dissent.');
  if (review.light.dissents.some((each) => each.by === by))
    return refuse('M7.1', `${by} dissents already.`, 'Withdraw it to give another reason.');
  return ok([{ type: 'light.dissented.v1', body: { by: by as MemberId, reason } }]);
}

function promote(review: Review, reasons: readonly string[], { full }: DecisionContext): Verdict {
  if (full === undefined)
    return refuse('M7.1', 'The rules of the full tier are not at hand.', 'Try again; nothing was changed.');
  const { trigger, lighter, joined, cohort } = review.governance;
  const governance = { ...full.governance, trigger, joined, cohort, ...(lighter !== undefined && { lighter }) };
  const [agenda, requiredRoles] = [[...full.agenda], [...governance.tier.signOffs]];
  return ok([
    { type: 'review.promoted.v1', body: { to: 'full', reasons: [...reasons], governance, agenda, requiredRoles } },
  ]);
}

/**
 * Run by the house as time passes. A threshold that the newest data passes promotes at once. Once the time for objections
 * is over, a dissent that stands promotes, and without one the review closes. A clock that is set back only makes it later.
 */
function settle(review: Review, context: DecisionContext): Verdict {
  const { filed, dissents } = review.light;
  if (review.phase !== 'prepared' || context.package === null) return ok([]);
  const { content } = context.package;
  const passed = thresholdsPassed(content);
  if (passed.length > 0) return promote(review, passed, context);
  const until = objectionsUntil(review);
  if (filed === null || until === null || context.now < until) return ok([]);
  if (dissents.length > 0)
    return promote(
      review,
      dissents.map(({ by, reason }) => `${by} dissents: ${reason}`.slice(0, 500)),
      context,
    );
  const figures = lightFigures(content);
  if (filed.withoutBaseline === null && unknownFigures(figures).length > 0)
    return promote(
      review,
      ['A figure that had a baseline and samples when the form was filed has lost them.'],
      context,
    );
  // What is still owed to it by a person keeps it open: a concurrence, a field of its template, the product's word.
  const isOwed = review.product === null && review.requiredRoles.includes('product-manager');
  if (isOwed || jointLacks(review).length > 0 || missingFields(review).length > 0) return ok([]);
  return ok([
    { type: 'light.closed-itself.v1', body: { objectionsUntil: until, figures: [...figures] } },
    { type: 'review.closed.v1', body: { summary: summaryOf(filed.released, figures.length, review) } },
  ]);
}

function summaryOf(released: string, figures: number, { governance, light }: Review): string {
  const hours = governance.tier.light?.objectionHours ?? 0;
  const within =
    light.filed?.withoutBaseline == null
      ? `all ${figures} figures were within baseline`
      : 'no figure was outside its baseline, and some had none';
  const closing = ` Closed by itself: ${within}, and nobody dissented in ${hours} hours.`;
  return `${released.slice(0, 2000 - closing.length)}${closing}`;
}
