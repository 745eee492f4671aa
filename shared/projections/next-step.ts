import { assertNever } from '../lib/invariant.ts';
import { isLight } from '../domain/light/light-phase.ts';
import { isWithoutMeeting, openRound } from '../domain/packet/round.ts';
import { type Review } from '../domain/review/review.ts';
import { seatNames, type SeatName, type SignOffRole } from '../domain/review/seats.ts';

/** The one thing to do next with a review, and where it is done. */
export type NextStep = {
  readonly verb: 'Prepare' | 'Fill in' | 'Open the room' | 'Back to the room' | 'Answers' | 'Close' | 'Sign' | 'Look';
  readonly place: 'prepare' | 'light' | 'rounds' | 'room' | 'record';
};

export function nextStep(review: Review): NextStep {
  switch (review.phase) {
    case 'draft':
      return { verb: 'Prepare', place: 'prepare' };
    case 'prepared':
      if (!isLight(review)) return { verb: 'Open the room', place: 'room' };
      return { verb: review.light.filed === null ? 'Fill in' : 'Look', place: 'light' };
    case 'facts':
    case 'causes':
      if (isWithoutMeeting(review)) return { verb: 'Answers', place: 'rounds' };
      return { verb: 'Back to the room', place: 'room' };
    case 'actions':
      if (openRound(review.rounds) !== undefined) return { verb: 'Answers', place: 'rounds' };
      if (isWithoutMeeting(review)) return { verb: 'Close', place: 'room' };
      return { verb: isAtItsEnd(review) ? 'Close' : 'Back to the room', place: 'room' };
    case 'closed':
      return { verb: 'Sign', place: 'record' };
    case 'signed':
      return { verb: 'Look', place: 'record' };
    default:
      return assertNever(review.phase);
  }
}

function isAtItsEnd(review: Review): boolean {
  const { agenda } = review;
  return agenda.items.some((item) => item.id === agenda.current && item.kind === 'sign');
}

/** Seats without an accountable person; while there is one, the review cannot leave draft (M1.1). */
export const emptySeats = (review: Review): readonly SeatName[] =>
  seatNames.filter((seat) => review.seats[seat].accountable === null);

export const missingSignOffs = (review: Review): readonly SignOffRole[] =>
  review.requiredRoles.filter((role) => !review.signOffs.some((signOff) => signOff.role === role));

/** A review that is not yet over at `now` although its date has passed. */
export const isPastDue = (review: Review, now: number): boolean =>
  (review.phase === 'draft' || review.phase === 'prepared') && review.scheduledAt !== null && review.scheduledAt < now;

/** What needs somebody first: a meeting under way, then by date, then those without one, then signatures. */
export function byUrgency(a: Review, b: Review): number {
  return rank(a) - rank(b) || (a.scheduledAt ?? Infinity) - (b.scheduledAt ?? Infinity) || b.openedAt - a.openedAt;
}

function rank(review: Review): number {
  if (review.phase === 'facts' || review.phase === 'causes' || review.phase === 'actions') return 0;
  if (review.phase === 'draft' || review.phase === 'prepared') return review.scheduledAt === null ? 2 : 1;
  return review.phase === 'closed' ? 3 : 4;
}
