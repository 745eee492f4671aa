import { takenMs } from '../domain/agenda/clock.ts';
import type { Review } from '../domain/review/review.ts';

/** One line of the planned-versus-actual table, times in ms. */
export type PlannedActual = {
  readonly item: string;
  readonly title: string;
  readonly plannedMs: number;
  readonly budgetMs: number;
  readonly takenMs: number;
  readonly extensions: number;
  readonly pauses: number;
  readonly parked: number;
  readonly visited: boolean;
};

/** What was planned and what was taken, item by item, up to `now`. */
export function plannedVersusActual(review: Review, now: number): readonly PlannedActual[] {
  const { agenda } = review;
  return agenda.items.map((item) => ({
    item: item.id,
    title: item.title,
    plannedMs: item.plannedMs,
    budgetMs: item.budgetMs,
    takenMs: takenMs(agenda, item, now),
    extensions: item.extensions,
    pauses: agenda.pauses.filter((pause) => pause.item === item.id).length,
    parked: review.parked.filter((topic) => topic.item === item.id).length,
    visited: item.visited,
  }));
}

/** The table as CSV (RFC 4180), seconds as whole numbers. */
export function plannedVersusActualCsv(rows: readonly PlannedActual[]): string {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const seconds = (ms: number): number => Math.round(ms / 1000);
  const lines = rows.map((row) =>
    [
      cell(row.title),
      seconds(row.plannedMs),
      seconds(row.budgetMs),
      seconds(row.takenMs),
      row.extensions,
      row.pauses,
      row.parked,
    ].join(','),
  );
  return ['item,planned_s,box_s,taken_s,extensions,pauses,parked', ...lines, ''].join('\r\n');
}
