import { assertNever } from '../../lib/invariant.ts';
import { ok } from '../../lib/result.ts';
import { decideSchedule } from '../calendar/decide-schedule.ts';
import { causesInTheWay } from '../cause/closing-causes.ts';
import { dayInZone } from '../day.ts';
import { lateExit } from '../escalation/decide-escalation.ts';
import type { MemberId } from '../ids.ts';
import { jointLacks } from '../joint/joint.ts';
import { isLight } from '../light/light-phase.ts';
import { isWithoutMeeting, openRound } from '../packet/round.ts';
import { pauseFor } from '../recording/decide-recording.ts';
import { runningRecording } from '../recording/recording.ts';
import { refuse } from '../refusal.ts';
import { decideHost, hostsStandAtSealing } from '../rota/decide-host.ts';
import { fieldsInTheWay } from '../template/decide-fields.ts';
import { findMember, type Workspace } from '../workspace/workspace.ts';
import type { CommandOf } from './commands.ts';
import type { DecisionContext, Verdict } from './context.ts';
import { openIssues, type Review } from './review.ts';
import { seatNames } from './seats.ts';

type LifecycleCommand = CommandOf<
  | 'seat.fill'
  | 'host.name'
  | 'meeting.schedule'
  | 'review.prepare'
  | 'attendee.arrive'
  | 'attendee.leave'
  | 'topic.exit'
  | 'review.close'
>;

/** Seats, preparation, check-in and closing: M1.1, M1.2, M1.6. */
export function decideLifecycle(review: Review, command: LifecycleCommand, context: DecisionContext): Verdict {
  switch (command.type) {
    case 'seat.fill':
      return fillSeat(review, command, context);
    case 'host.name':
      return inDraftOrPrepared(review) ?? decideHost(review, command, context);
    case 'meeting.schedule':
      return inDraftOrPrepared(review) ?? decideSchedule(review, command, context);
    case 'review.prepare':
      return prepare(review, context);
    case 'attendee.arrive':
      return arrive(review, command.member, context);
    case 'attendee.leave':
      if (isOver(review)) return alreadyClosed();
      return review.present.includes(command.member)
        ? ok([{ type: 'attendee.left.v1', body: { member: command.member as MemberId } }])
        : refuse('M1.2', `${command.member} is not checked in.`, 'Check them in first.');
    case 'topic.exit':
      return giveExit(review, command, context);
    case 'review.close':
      return close(review, command, context);
    default:
      return assertNever(command);
  }
}

function fillSeat(review: Review, command: CommandOf<'seat.fill'>, { workspace }: DecisionContext): Verdict {
  const late = inDraftOrPrepared(review);
  if (late !== undefined) return late;
  for (const person of [command.accountable, command.deputy]) {
    if (person !== null && findMember(workspace, person) === undefined)
      return refuse('M1.1', `${person} is not in the roster.`, 'Choose somebody from the roster.');
  }
  if (command.accountable !== null && command.accountable === command.deputy)
    return refuse('M1.1', 'The accountable person cannot be their own deputy.', 'Choose another deputy.');
  const body = {
    seat: command.seat,
    accountable: command.accountable as MemberId | null,
    deputy: command.deputy as MemberId | null,
  };
  const others = seatNames.filter((seat) => seat !== command.seat).map((seat) => review.seats[seat].accountable);
  if (
    review.phase === 'prepared' &&
    (command.accountable === null || others.every((each) => each === command.accountable))
  )
    return seatFault(command.seat, command.accountable, workspace);
  return ok([{ type: 'seat.filled.v1', body }]);
}

function seatFault(seat: string, person: string | null, workspace: Workspace): Verdict {
  if (person === null)
    return refuse('M1.1', `The ${seat} seat is empty.`, `Name one accountable person for the ${seat} seat.`);
  const shown = findMember(workspace, person)?.display ?? person;
  return refuse('M1.1', `\u2068${shown}\u2069 holds all three seats.`, 'Give at least one seat to somebody else.');
}

/** [M1.1] Nobody leaves draft with an empty seat, a stranger in one, or one person in all three. */
function prepare(review: Review, context: DecisionContext): Verdict {
  const { workspace, package: sealed } = context;
  if (review.phase !== 'draft') return refuse('H1', 'This review is already prepared.', 'Open the room.');
  for (const seat of seatNames) {
    const { accountable } = review.seats[seat];
    if (accountable === null) return seatFault(seat, null, workspace);
    if (findMember(workspace, accountable) === undefined)
      return refuse(
        'M1.1',
        `${accountable} in the ${seat} seat is no longer in the roster.`,
        'Name somebody from the roster.',
      );
  }
  if (new Set(seatNames.map((seat) => review.seats[seat].accountable)).size === 1)
    return seatFault('release', review.seats.release.accountable, workspace);
  if (review.facilitator === null && !isLight(review))
    return refuse('M3.5', 'Nobody is named to facilitate.', 'Name a facilitator.');
  const hosts = hostsStandAtSealing(review, context);
  if (!hosts.ok) return hosts;
  if (sealed === null)
    return refuse('M2.1', 'The package could not be assembled.', 'Bring in release data, then prepare again.');
  return ok([{ type: 'package.sealed.v1', body: { hash: sealed.hash, package: sealed.content } }]);
}

function arrive(review: Review, member: string, { workspace }: DecisionContext): Verdict {
  if (review.phase === 'draft') return refuse('M1.2', 'The review is still a draft.', 'Prepare it first.');
  if (isOver(review)) return alreadyClosed();
  if (isWithoutMeeting(review))
    return refuse('M7.5', 'This review is held without meeting; nobody comes in.', 'Who answers is who takes part.');
  if (findMember(workspace, member) === undefined)
    return refuse('M1.2', `${member} is not in the roster.`, 'Check in people from the roster.');
  if (review.present.includes(member)) return ok([]);
  return ok([{ type: 'attendee.arrived.v1', body: { member: member as MemberId } }, ...pauseFor(review, member)]);
}

function giveExit(review: Review, command: CommandOf<'topic.exit'>, { now }: DecisionContext): Verdict {
  if (isOver(review)) return alreadyClosed();
  const topic = review.parked.find((each) => each.id === command.topic);
  if (topic === undefined) return refuse('M1.6', 'There is no such parked topic.', 'Choose one from the parking lot.');
  const { exit } = command;
  const today = dayInZone(now, review.zone);
  if (
    exit.kind === 'action' &&
    !review.actions.some((action) => action.id === exit.action && action.state.name !== 'dropped')
  )
    return refuse('M1.6', 'That action does not exist.', 'Note the action first, then choose it.');
  if (exit.kind === 'park' && exit.until <= today)
    return refuse('M1.6', 'A topic is parked until a day to come.', 'Choose a later date.');
  if (exit.kind === 'escalate' && exit.answerBy <= today)
    return refuse('M1.6', 'An escalation is answered by a day to come.', 'Choose a later date.');
  const late = lateExit(review, exit, now);
  if (late !== undefined) return late;
  return ok([{ type: 'topic.exited.v1', body: { topic: topic.id, exit } }]);
}

const openIssueExits = {
  parked: 'Give each parked topic an exit: an action, a date, or an escalation.',
  idea: 'Take each held idea up as a cause, or dismiss it with a reason.',
  vote: 'Count the hands, or take the question back.',
} as const;

/** [M1.6] Closing with an open issue is refused. */
function close(review: Review, command: CommandOf<'review.close'>, context: DecisionContext): Verdict {
  if (isOver(review)) return alreadyClosed();
  if (isLight(review))
    return refuse('M7.1', 'A light review closes by itself.', 'File its form, or promote it to a review that meets.');
  if (review.phase !== 'actions')
    return refuse('M1.6', 'The review has not come to its actions.', 'Go through Facts, Causes and Actions first.');
  if (runningRecording(review.recordings) !== undefined)
    return refuse('M3.6', 'The meeting is still being recorded.', 'Stop the recording, then close.');
  if (openRound(review.rounds) !== undefined)
    return refuse('M7.5', 'Answers are still being waited for.', 'Settle the open round, then close.');
  const open = openIssues(review);
  const first = open[0];
  if (first !== undefined)
    return refuse(
      'M1.6',
      `${open.length === 1 ? 'One issue is' : `${open.length} issues are`} still open: “${first.text}”.`,
      openIssueExits[first.kind],
    );
  const causes = causesInTheWay(review, context);
  if (causes !== undefined) return causes;
  if (review.product === null && review.requiredRoles.includes('product-manager'))
    return refuse(
      'M8.5',
      'Product signs this review and has not reviewed it.',
      'The product seat says under Sign: met, partly or not, and whether the next phase goes ahead.',
    );
  const [lack] = jointLacks(review);
  if (lack !== undefined)
    return refuse(
      'M7.2',
      `The seat of ${lack.service} ${lack.why === 'silent' ? 'has not concurred' : 'objects'}.`,
      'Have each service concur, or waive one with a reason, which the record prints.',
    );
  return fieldsInTheWay(review) ?? ok([{ type: 'review.closed.v1', body: { summary: command.summary } }]);
}

const isOver = (review: Review): boolean => review.phase === 'closed' || review.phase === 'signed';

const alreadyClosed = (): Verdict =>
  refuse('H1', 'This review is closed.', 'Open a new review if there is more to say.');

function inDraftOrPrepared(review: Review): Verdict | undefined {
  if (review.phase === 'draft' || review.phase === 'prepared') return undefined;
  return refuse('H1', 'The meeting has begun; seats and date are settled.', 'Finish this review, or open another.');
}
