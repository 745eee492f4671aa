import { takenMs } from '../agenda/clock.ts';
import type { Review } from '../review/review.ts';
import { seatNames } from '../review/seats.ts';

/** A review as the calendar sees it. `at` in epoch ms. */
export type Meeting = {
  readonly review: string;
  readonly at: number;
  readonly minutes: number;
  readonly people: readonly string[];
  readonly isHeld: boolean;
};

/** Who is expected: the holders of the seats, their deputies, the facilitator and the scribe. */
export function expectedAt(review: Review): readonly string[] {
  const seated = seatNames.flatMap((seat) => [review.seats[seat].accountable, review.seats[seat].deputy]);
  const named = [...seated, review.facilitator, review.scribe].filter((person) => person !== null);
  return [...new Set(named)];
}

/**
 * When a review was held, with whom and for how long its clock ran; else when it is going to be, with those expected.
 * Null where neither is known. A meeting that is under way counts with its planned length.
 */
export function meetingOf(review: Review): Meeting | null {
  const { id, agenda, scheduledAt, closedAt } = review;
  const planned = review.governance.tier.timeline.lengthMinutes;
  if (agenda.startedAt !== null) {
    const ran = closedAt === null ? 0 : agenda.items.reduce((sum, item) => sum + takenMs(agenda, item, closedAt), 0);
    const minutes = closedAt === null ? planned : Math.ceil(ran / 60_000);
    return { review: id, at: agenda.startedAt, minutes, people: review.attended, isHeld: true };
  }
  if (scheduledAt === null) return null;
  return { review: id, at: scheduledAt, minutes: planned, people: expectedAt(review), isHeld: false };
}

/** Every meeting of these reviews, earliest first. */
export const meetingsOf = (reviews: readonly Review[]): readonly Meeting[] =>
  reviews.flatMap((review) => meetingOf(review) ?? []).toSorted((a, b) => a.at - b.at);
