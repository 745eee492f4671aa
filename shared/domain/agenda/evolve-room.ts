import { evolveDecisions } from '../decision/evolve-decisions.ts';
import { evolveNotes } from '../note/evolve-notes.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { evolveVotes } from '../vote/evolve-votes.ts';
import { evolveAgenda } from './evolve-agenda.ts';

/** Folds what happens round the table: the clock and what the room was asked, votes, decisions, the scribe's lines. */
export function evolveRoom(review: Review, event: HappenedEvent): Review {
  const clocked = { ...review, agenda: evolveAgenda(review.agenda, event) };
  return evolveNotes(evolveDecisions(evolveVotes(clocked, event), event), event);
}
