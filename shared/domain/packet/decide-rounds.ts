import { ok } from '../../lib/result.ts';
import { holesInTheWay } from '../kpi/decide-holes.ts';
import { isLight } from '../light/light-phase.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { findMember } from '../workspace/workspace.ts';
import { answersLack } from './answers-lack.ts';
import { roundPhases, type RoundPhase } from './packet.ts';
import { answeredBy, openRound } from './round.ts';
import { settleRound } from './settle-round.ts';

type RoundCommand = CommandOf<'round.ask' | 'round.prolong' | 'round.settle'>;

/** Longest time a round stays open, days. */
export const longestRoundDays = 30;
const dayMs = 86_400_000;

/** A review without a meeting: one phase at a time, one deadline for everybody, answers merged (M7.5). */
export function decideRounds(review: Review, command: RoundCommand, context: DecisionContext): Verdict {
  switch (command.type) {
    case 'round.ask':
      return ask(review, command, context);
    case 'round.prolong': {
      const round = openRound(review.rounds);
      if (round?.id !== command.round) return noSuchRound();
      if (command.deadline <= round.deadline)
        return refuse('M7.5', 'A round is prolonged, never cut short.', 'Choose a later deadline.');
      return (
        badDeadline(command.deadline, context.now) ??
        ok([
          {
            type: 'round.prolonged.v1',
            body: { round: round.id, deadline: command.deadline, reason: command.reason },
          },
        ])
      );
    }
    case 'round.settle':
      return settle(review, command, context);
  }
}

function ask(review: Review, command: CommandOf<'round.ask'>, context: DecisionContext): Verdict {
  const { workspace, now } = context;
  const { id, phase, deadline, reviewers } = command;
  if (review.rounds.some((round) => round.id === id)) return ok([]);
  if (isLight(review))
    return refuse('M7.1', 'A light review asks nobody.', 'File its form, or promote it to a full review.');
  if (review.agenda.startedAt !== null)
    return refuse('M7.5', 'This review meets; its meeting has begun.', 'Go on in the room.');
  if (openRound(review.rounds) !== undefined)
    return refuse('M7.5', 'A round is open already.', 'Settle it first; one phase is worked through at a time.');
  const early = outOfTurn(review, phase);
  if (early !== undefined) return early;
  const stranger = reviewers.find((code) => findMember(workspace, code) === undefined);
  if (stranger !== undefined) return refuse('M7.5', `${stranger} is not in the roster.`, 'Ask people of the roster.');
  const holes = phase === 'facts' ? holesInTheWay(review, workspace) : undefined;
  if (holes !== undefined) return holes;
  return (
    badDeadline(deadline, now) ??
    ok([
      { type: 'round.asked.v1', body: { id, phase, deadline, reviewers: [...new Set(reviewers)] } },
      ...(phase === 'causes' && review.phase === 'facts' ? [{ type: 'ideas.opened.v1' as const, body: {} }] : []),
    ])
  );
}

/** What may be asked next, in the order of the phases. */
export const askable = (review: Review): readonly RoundPhase[] =>
  roundPhases.filter((phase) => outOfTurn(review, phase) === undefined);

/** [M3.1] Facts come before causes, without a meeting as well. */
export function outOfTurn(review: Review, phase: RoundPhase): Verdict | undefined {
  const from = review.phase;
  if (from === 'draft') return refuse('M1.1', 'The review is still a draft.', 'Fill the seats and prepare it first.');
  if (from === 'closed' || from === 'signed')
    return refuse('H1', 'This review is closed.', 'Open a new review if there is more to say.');
  const may: { readonly [P in RoundPhase]: readonly Review['phase'][] } = {
    facts: ['prepared', 'facts'],
    causes: ['facts', 'causes'],
    actions: ['causes', 'actions'],
  };
  if (!may[phase].includes(from))
    return refuse(
      'M3.1',
      `The review is in ${from}; ${phase} are not its turn.`,
      'Go through facts, causes and actions.',
    );
  if (phase === 'causes' && from === 'facts' && review.factsAgreed === null)
    return refuse(
      'M3.1',
      'A majority has not agreed on the facts as they stand.',
      'Ask a round of facts in which nothing about them changes and more than half agree.',
    );
  return undefined;
}

function badDeadline(deadline: number, now: number): Verdict | undefined {
  if (deadline <= now) return refuse('M7.5', 'That deadline has passed.', 'Choose a time to come.');
  if (deadline > now + longestRoundDays * dayMs)
    return refuse('M7.5', `A round is open for ${longestRoundDays} days at most.`, 'Choose an earlier deadline.');
  return undefined;
}

/** [M7.5] Before the deadline a round is settled only when everybody answered; [M1.2] below quorum only with a reason. */
function settle(review: Review, command: CommandOf<'round.settle'>, { now, workspace }: DecisionContext): Verdict {
  const round = openRound(review.rounds);
  if (round?.id !== command.round) return noSuchRound();
  const answered = answeredBy(round);
  const waiting = round.reviewers.filter((code) => !answered.includes(code));
  if (now < round.deadline && waiting.length > 0)
    return refuse(
      'M7.5',
      `${waiting.length} of ${round.reviewers.length} have not answered, and the deadline has not passed.`,
      'Wait for it, or take their packets in.',
    );
  const lacks = answersLack(review, answered, workspace);
  if (lacks.length > 0 && command.inquorateReason === null)
    return refuse(
      'M1.2',
      `No quorum among the answers: ${lacks.join('; ')}.`,
      'Prolong the round, or settle it inquorate with a reason.',
    );
  return ok(settleRound(review, round, lacks.length > 0 ? command.inquorateReason : null, now));
}

const noSuchRound = (): Verdict => refuse('M7.5', 'That round is not open.', 'Look at the review again.');
