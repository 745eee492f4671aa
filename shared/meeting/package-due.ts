import type { Review } from '../domain/review/review.ts';

const hour = 3_600_000;
/** Attendees have the package a day before the meeting. */
const dueBeforeMs = 24 * hour;
/** From two days before the meeting on somebody is reminded of a package that was not written. */
const remindBeforeMs = 48 * hour;

/** Epoch ms by which attendees should have the package; null while the meeting has no date. */
export const packageDueAt = ({ scheduledAt }: Pick<Review, 'scheduledAt'>): number | null =>
  scheduledAt === null ? null : scheduledAt - dueBeforeMs;

/** A package that stays unwritten although the meeting is near. `at` is epoch ms. */
export type PackageDue = { readonly at: number; readonly isLate: boolean };

/** When the package of a review that is prepared, and whose meeting is near and ahead, is or was due; null for any other. */
export function packageDue(review: Pick<Review, 'phase' | 'scheduledAt'>, now: number): PackageDue | null {
  const { phase, scheduledAt } = review;
  const at = packageDueAt(review);
  if (phase !== 'prepared' || scheduledAt === null || at === null) return null;
  const isNear = now >= scheduledAt - remindBeforeMs && now <= scheduledAt;
  return isNear ? { at, isLate: now > at } : null;
}
