import type { Review } from '../review/review.ts';

/** Who of those in the room has not agreed to be recorded in the words that stand, in the order they came in. */
export const withoutConsent = ({ consent, present }: Pick<Review, 'consent' | 'present'>): readonly string[] =>
  present.filter((member) => !hasAgreed(consent, member));

export const hasAgreed = (consent: Review['consent'], member: string): boolean =>
  consent?.answers.some((each) => each.member === member && each.answer === 'agrees') === true;
