import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';

/** Folds what the room was asked by show of hands. */
export function evolveVotes(review: Review, event: HappenedEvent): Review {
  switch (event.type) {
    case 'vote.opened.v1': {
      const vote = { ...event.body, item: review.agenda.current ?? '', openedAt: event.at, counted: null };
      return { ...review, votes: [...review.votes, vote] };
    }
    case 'vote.taken.v1': {
      const { id, options, present } = event.body;
      const counted = { hands: options.map((option) => option.hands), present, at: event.at };
      return { ...review, votes: review.votes.map((vote) => (vote.id === id ? { ...vote, counted } : vote)) };
    }
    case 'vote.withdrawn.v1':
      return { ...review, votes: review.votes.filter((vote) => vote.id !== event.body.id) };
    default:
      return review;
  }
}
