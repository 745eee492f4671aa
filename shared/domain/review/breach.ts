import type { RuleId } from '../refusal.ts';
import type { Review } from './review.ts';

/** The rule that an event breaks in the state it met, and what is wrong, in words that follow a colon. */
export type Breach = readonly [rule: RuleId, what: string];

/** Between deciding and writing the wall clock may be corrected by so much, ms. */
export const correctionMs = 5 * 60_000;

export const inPhase = (review: Review, phases: readonly Review['phase'][], rule: RuleId): Breach | undefined =>
  phases.includes(review.phase) ? undefined : [rule, `the review was in ${review.phase}.`];

/** The phases in which people say and decide something. */
export const talking: readonly Review['phase'][] = ['facts', 'causes', 'actions'];
