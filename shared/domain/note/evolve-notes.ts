import { meetingMs } from '../agenda/clock.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';

/** Folds the scribe's lines. A line in other words keeps the time at which it was first typed. */
export function evolveNotes(review: Review, event: HappenedEvent): Review {
  switch (event.type) {
    case 'note.taken.v1': {
      const { agenda } = review;
      const stamp = { item: agenda.current ?? '', at: event.at, meetingMs: meetingMs(agenda, event.at) };
      return { ...review, notes: [...review.notes, { ...event.body, ...stamp }] };
    }
    case 'note.reworded.v1': {
      const { note, text } = event.body;
      return { ...review, notes: review.notes.map((each) => (each.id === note ? { ...each, text } : each)) };
    }
    default:
      return review;
  }
}
