import type { RowOf } from '../../../shared/domain/release/rows.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { startOfDay } from '../../ui/format-time.ts';

/** Seven days in a row, each by its midnight in the workspace's zone; `end` is the midnight after the last. Epoch ms. */
export type Week = { readonly days: readonly number[]; readonly from: number; readonly end: number };

const dayMs = 86_400_000;

/** The week in which the day of `at` is the fifth: what was matters more than what comes. */
export function weekAround(at: number, zone: string): Week {
  const today = startOfDay(at, zone);
  // Half a day on, so that a day of 23 or 25 hours still lands within its neighbour.
  const midnight = (days: number) => startOfDay(today + days * dayMs + dayMs / 2, zone);
  const days = [-4, -3, -2, -1, 0, 1, 2].map(midnight);
  return { days, from: days[0] ?? today, end: midnight(3) };
}

export type WeekMark = {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  readonly tone: 'warn' | 'over';
  readonly weight: number;
  readonly href: { readonly service: string; readonly version: string } | null;
};

/** What of a week deserves a word: rolled back and failed deployments, then incidents, the grave ones first. */
export function weekMarks(
  deployments: readonly RowOf<'deployment'>[],
  incidents: readonly RowOf<'incident'>[],
  late: readonly { readonly service: string; readonly version: string; readonly at: number }[],
): readonly WeekMark[] {
  return [
    ...deployments.flatMap((row): WeekMark[] => {
      if (row.result !== 'failure' && row.result !== 'rolled-back') return [];
      const text = `${row.service} ${row.result === 'failure' ? 'failed' : 'rolled back'}`;
      const weight = (row.environment === 'production' ? 4 : 1) + (row.result === 'rolled-back' ? 2 : 0);
      return [{ id: row.id, at: row.finishedAt ?? row.startedAt, text, tone: 'over', weight, href: row }];
    }),
    ...incidents.map((row): WeekMark => {
      const grave = row.severity === 'critical' || row.severity === 'major';
      return {
        id: row.id,
        at: row.impactStartedAt ?? row.detectedAt,
        text: `incident: ${row.title}`,
        tone: grave ? 'over' : 'warn',
        weight: grave ? 3 : 2,
        href: null,
      };
    }),
    ...late.map((each): WeekMark => ({
      id: `late:${each.service}@${each.version}`,
      at: each.at,
      text: `${each.service} late at runtime`,
      tone: 'warn',
      weight: 5,
      href: each,
    })),
  ].toSorted((a, b) => a.at - b.at);
}

/** A runtime that shows a version this long after the pipeline said done is worth a word. */
export const lateAfterMs = 60_000;

export const reviewsIn = (week: Week, reviews: readonly Review[]): readonly Review[] =>
  reviews.filter(({ scheduledAt }) => scheduledAt !== null && scheduledAt >= week.from && scheduledAt < week.end);
