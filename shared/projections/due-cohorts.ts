import type { Judgement } from '../domain/trigger/automatic-start.ts';
import type { Review } from '../domain/review/review.ts';
import { coverOf } from './trigger-cover.ts';

/** A day of a service that deploys often, whose review is due; `events` waited for it. */
export type DueCohort = { readonly service: string; readonly day: string; readonly events: readonly string[] };

/** What a day's cohort is called where an event has its id. */
export const cohortEvent = (service: string, day: string): string => `cohort:${service}:${day}`;

/**
 * [M7.4] Days that are over in the workspace's zone, with deployments that no review has taken up. What came in after its
 * day's review was opened waits for a review of its own, so that nothing is in none and nothing in two.
 */
export function dueCohorts(
  known: ReadonlyMap<string, Judgement>,
  reviews: readonly Review[],
  today: string,
): readonly DueCohort[] {
  const cover = coverOf(reviews);
  const due = new Map<string, { service: string; day: string; events: string[] }>();
  for (const { event, service, outcome } of known.values()) {
    if (outcome.kind !== 'judged' || outcome.cohort === null || outcome.review !== null || service === null) continue;
    if (outcome.cohort >= today || cover.cohortOf(event) !== undefined) continue;
    const key = cohortEvent(service, outcome.cohort);
    const day = due.get(key) ?? { service, day: outcome.cohort, events: [] };
    day.events.push(event);
    due.set(key, day);
  }
  return [...due.values()].toSorted((a, b) => (`${a.day} ${a.service}` < `${b.day} ${b.service}` ? -1 : 1));
}
