import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { answeredBy, type Round } from './round.ts';

/** Folds what happened to rounds; events of other kinds leave the review as it is. */
export function evolveRounds(review: Review, event: HappenedEvent): Review {
  switch (event.type) {
    case 'round.asked.v1': {
      const { id, phase, deadline, reviewers } = event.body;
      const round: Round = {
        id,
        phase,
        deadline,
        reviewers,
        askedAt: event.at,
        prolonged: [],
        packets: [],
        settled: null,
      };
      return { ...review, phase, rounds: [...review.rounds, round] };
    }
    case 'round.prolonged.v1':
      return withRound(review, event.body.round, (round) => {
        const { deadline, reason } = event.body;
        return { ...round, deadline, prolonged: [...round.prolonged, { at: event.at, deadline, reason }] };
      });
    case 'packet.taken.v1': {
      const { packet, sha256, late } = event.body;
      return withRound(review, packet.round, (round) => ({
        ...round,
        packets: [...round.packets, { ...packet, sha256, late, at: event.at }],
      }));
    }
    case 'round.settled.v1': {
      const { round: id, ...settled } = event.body;
      const round = review.rounds.find((each) => each.id === id);
      const answered = round === undefined ? [] : answeredBy(round);
      const after = withRound(review, id, (each) => ({ ...each, settled: { ...settled, at: event.at } }));
      return {
        ...after,
        attended: [...new Set([...review.attended, ...answered])],
        inquorateReason: review.inquorateReason ?? settled.inquorateReason,
      };
    }
    default:
      return review;
  }
}

const withRound = (review: Review, id: string, change: (round: Round) => Round): Review => ({
  ...review,
  rounds: review.rounds.map((round) => (round.id === id ? change(round) : round)),
});
