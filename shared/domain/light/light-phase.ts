import type { Review } from '../review/review.ts';

const hour = 3_600_000;

/** A review of a tier that does not meet, and that is not over. One that was promoted is light no more. */
export const isLight = (review: Review): boolean =>
  review.tier === 'light' &&
  review.governance.tier.light !== null &&
  (review.phase === 'draft' || review.phase === 'prepared');

/** Until when anybody can dissent, epoch ms; null while the form is not filed. */
export function objectionsUntil({ governance, light }: Pick<Review, 'governance' | 'light'>): number | null {
  const hours = governance.tier.light?.objectionHours;
  return light.filed === null || hours === undefined ? null : light.filed.at + Math.round(hours * hour);
}
