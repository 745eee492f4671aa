import { isShortOf } from '../agenda/quorum.ts';
import { isLight } from '../light/light-phase.ts';
import { correctionMs, type Breach } from '../review/breach.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { answersRound } from './decide-packet.ts';
import { outOfTurn } from './decide-rounds.ts';
import { answeredBy, openRound } from './round.ts';

type RoundEvent = HappenedEvent & {
  type: 'round.asked.v1' | 'round.prolonged.v1' | 'packet.taken.v1' | 'round.settled.v1';
};

/** [M7.5] What an event of a review without meeting breaks in the state it met. */
export function auditRounds(review: Review, event: RoundEvent): Breach | undefined {
  const open = openRound(review.rounds);
  switch (event.type) {
    case 'round.asked.v1': {
      if (isLight(review)) return ['M7.1', 'a light review asks nobody.'];
      if (open !== undefined || review.agenda.startedAt !== null)
        return ['M7.5', 'another round was open, or the meeting had begun.'];
      const early = outOfTurn(review, event.body.phase);
      if (early?.ok === false) return [early.error.rule, `the review was in ${review.phase}.`];
      return event.body.deadline + correctionMs <= event.at ? ['M7.5', 'its deadline had passed.'] : undefined;
    }
    case 'round.prolonged.v1':
      return open?.id === event.body.round && event.body.deadline > open.deadline
        ? undefined
        : ['M7.5', 'its round was not open, or was cut short.'];
    case 'packet.taken.v1':
      return packetBreach(review, event);
    case 'round.settled.v1': {
      if (open?.id !== event.body.round) return ['M7.5', 'its round was not open.'];
      const answered = answeredBy(open);
      if (event.at + correctionMs < open.deadline && open.reviewers.some((code) => !answered.includes(code)))
        return ['M7.5', 'its deadline had not passed, and not everybody had answered.'];
      return event.body.inquorateReason === null && isShortOf(review, answered)
        ? ['M1.2', 'too few had answered, and no reason was given.']
        : undefined;
    }
  }
}

function packetBreach(review: Review, event: RoundEvent & { type: 'packet.taken.v1' }): Breach | undefined {
  const { packet, sha256, late } = event.body;
  const open = openRound(review.rounds);
  if (open?.id !== packet.round || packet.review !== review.id) return ['M7.5', 'its round was not open.'];
  if (!open.reviewers.includes(packet.author)) return ['M7.5', 'its author was not asked.'];
  if (open.packets.some((taken) => taken.sha256 === sha256)) return ['M7.5', 'it was taken in already.'];
  if (!packet.said.every((said) => answersRound(review, open, said)))
    return ['M7.5', 'a statement in it is no answer to its round.'];
  const isTold = late ? event.at + correctionMs > open.deadline : event.at - correctionMs <= open.deadline;
  return isTold ? undefined : ['M7.5', 'whether it came late is not what the deadline says.'];
}
