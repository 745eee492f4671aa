import { ok, type Result } from '../../lib/result.ts';
import { dayAfter, dayInZone } from '../day.ts';
import type { MemberId, ReviewId } from '../ids.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Review } from '../review/review.ts';
import { findMember, type Workspace } from '../workspace/workspace.ts';
import { changesByItem, itemKey, type ActionChangeEvent, type Measured, type Verdict } from './action-changes.ts';
import { actionLife, type CommitmentLife } from './action-life.ts';
import type { ActionItem, Criterion } from './action.ts';

/** What can be asked of a commitment once its review is over. */
export type CommitmentCommand =
  | { readonly type: 'settle'; readonly outcome: 'done' | 'declined'; readonly note: string }
  | {
      readonly type: 'verify';
      readonly verdict: Verdict;
      readonly artefact: string | null;
      readonly note: string;
    }
  | { readonly type: 'reopen'; readonly reason: string }
  | { readonly type: 'redate'; readonly due: string; readonly reason: string }
  | { readonly type: 'hand-over'; readonly owner: MemberId; readonly reason: string };

/** What was measured for a metric criterion, and what that says of it. */
export type MeasuredCriterion = { readonly measured: Measured; readonly isMet: boolean };

export type CommitmentContext = {
  /** Epoch ms. */
  readonly now: number;
  readonly workspace: Workspace;
  readonly review: Review;
  readonly action: string;
  /** Null where nothing could be measured, or the criterion names no metric. */
  readonly measured: MeasuredCriterion | null;
};

type Decided = Result<ActionChangeEvent, Refusal>;
type Known = {
  readonly item: ActionItem;
  readonly life: CommitmentLife;
  readonly criterion: Criterion;
  readonly of: { readonly review: ReviewId; readonly action: string };
};

/** [M3.4] done or declined with a reason, verified against its criterion, reopened, given another date or owner. */
export function decideCommitment(command: CommitmentCommand, context: CommitmentContext): Decided {
  const known = findCommitment(context);
  if (!known.ok) return known;
  switch (command.type) {
    case 'settle':
      return settle(known.value, command, context);
    case 'verify':
      return verify(known.value, command, context);
    case 'reopen':
      return reopen(known.value, command.reason);
    case 'redate':
      return redate(known.value, command, context);
    case 'hand-over':
      return handOver(known.value, command, context);
  }
}

function findCommitment({ review, action, workspace }: CommitmentContext): Result<Known, Refusal> {
  const item = review.actions.find((each) => each.id === action);
  if (item?.state.name !== 'committed')
    return refuse('M3.4', 'There is no such commitment.', 'Choose one from the board.');
  if (review.closedAt === null)
    return refuse('M3.4', 'Its review is not closed.', 'Close the review; until then it can still change there.');
  const of = { review: review.id as ReviewId, action };
  const changes = changesByItem(workspace.actionChanges).get(itemKey(of)) ?? [];
  const life = actionLife(item, changes);
  return life?.kind === 'commitment'
    ? ok({ item, life, criterion: item.state.criterion, of })
    : refuse('M3.4', 'There is no such commitment.', 'Choose one from the board.');
}

function settle(
  { life, of }: Known,
  { outcome, note }: CommitmentCommand & { type: 'settle' },
  { workspace }: CommitmentContext,
): Decided {
  if (life.state.name !== 'open') return isSettled(life);
  if (note.trim() === '')
    return outcome === 'declined'
      ? refuse('M3.4', 'A commitment is not declined without a reason.', 'Say why it will not be done.')
      : refuse('M3.4', 'Nothing says what was done.', 'Say what shows that it is done.');
  // A declined one needs nobody any more.
  const left = outcome === 'done' ? ownerLeft(life, workspace) : undefined;
  return left ?? ok({ type: 'commitment.settled.v1', body: { ...of, outcome, note } });
}

const isSettled = (life: CommitmentLife): Decided =>
  refuse('M3.4', `That commitment is ${life.state.name} already.`, 'Reopen it with a reason if that was wrong.');

function ownerLeft(life: CommitmentLife, workspace: Workspace): Decided | undefined {
  return findMember(workspace, life.owner) === undefined
    ? refuse('M3.4', `Its owner ${life.owner} left the roster.`, 'Name another owner first.')
    : undefined;
}

/** Only what is done can be verified, and a metric says itself whether it was met; a person can only doubt it. */
function verify(
  { life, of, criterion }: Known,
  { verdict, artefact, note }: CommitmentCommand & { type: 'verify' },
  { measured }: CommitmentContext,
): Decided {
  if (life.state.name !== 'done' && life.state.name !== 'verified')
    return refuse(
      'M3.4',
      `Only what is done can be verified; this one is ${life.state.name}.`,
      'Mark it as done first.',
    );
  if (verdict !== 'met' && note.trim() === '')
    return refuse('M3.4', 'A criterion that was not met needs a word about it.', 'Say what was found.');
  if (criterion.kind === 'artefact') {
    if (verdict === 'met' && (artefact === null || artefact.trim() === ''))
      return refuse('M3.4', 'Nothing shows that it is there.', `Say where “${criterion.artefact}” can be seen.`);
    return ok({ type: 'commitment.verified.v1', body: { ...of, verdict, measured: null, artefact, note } });
  }
  if (measured === null && verdict !== 'cannot-tell')
    return refuse(
      'M3.4',
      `Nothing was measured, so nobody can tell whether ${criterion.metric} was met.`,
      'Bring the samples of its window in, or record that it cannot be told.',
    );
  if (measured !== null && verdict !== 'cannot-tell' && measured.isMet !== (verdict === 'met'))
    return refuse(
      'M3.4',
      `The samples say ${measured.isMet ? 'met' : 'not met'}: ${measured.measured.value} ${measured.measured.unit}.`.replace(
        ' .',
        '.',
      ),
      'Record what they say, or that it cannot be told, with the reason.',
    );
  const body = { ...of, verdict, measured: measured?.measured ?? null, artefact, note };
  return ok({ type: 'commitment.verified.v1', body });
}

function reopen({ life, of }: Known, reason: string): Decided {
  return life.state.name === 'open'
    ? refuse('M3.4', 'That commitment is open.', 'Nothing needs doing.')
    : ok({ type: 'commitment.reopened.v1', body: { ...of, reason } });
}

/** A later date stays inside the policy its review is run by, counted from today. */
function redate(
  { life, of }: Known,
  { due, reason }: CommitmentCommand & { type: 'redate' },
  { now, review, workspace }: CommitmentContext,
): Decided {
  if (life.state.name !== 'open') return isSettled(life);
  const today = dayInZone(now, review.zone);
  const latest = dayAfter(now, review.governance.tier.commitments.dueDays, review.zone);
  if (due === life.due) return refuse('M3.4', `It is due on ${due} already.`, 'Choose another day.');
  if (due <= today || due > latest)
    return refuse('M3.4', `${due} is no due date for it.`, `Choose a day after ${today} and by ${latest}.`);
  return ownerLeft(life, workspace) ?? ok({ type: 'commitment.redated.v1', body: { ...of, due, reason } });
}

function handOver(
  { life, of }: Known,
  { owner, reason }: CommitmentCommand & { type: 'hand-over' },
  { workspace }: CommitmentContext,
): Decided {
  if (life.state.name !== 'open') return isSettled(life);
  if (findMember(workspace, owner) === undefined)
    return refuse('M3.4', `${owner} is not in the roster.`, 'Choose somebody from the roster.');
  if (owner === life.owner) return refuse('M3.4', `${owner} owns it already.`, 'Choose somebody else.');
  return ok({ type: 'commitment.handed-over.v1', body: { ...of, owner, reason } });
}
