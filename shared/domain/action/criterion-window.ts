import { addDays, instantOf } from '../calendar/zone-time.ts';
import { err, ok, type Result } from '../../lib/result.ts';

/**
 * Over what a metric criterion is measured: so much time from the moment the commitment was done, or calendar days in
 * the review's zone, both ends included.
 */
export type CriterionWindow =
  | { readonly kind: 'length'; readonly ms: number }
  | { readonly kind: 'days'; readonly from: string; readonly to: string };

/** Longest window: what one piece of evidence may cover. */
export const longestWindowDays = 31;

const dayMs = 86_400_000;
const units: { readonly [unit: string]: number } = {
  min: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  d: dayMs,
  day: dayMs,
  days: dayMs,
  week: 7 * dayMs,
  weeks: 7 * dayMs,
};

const forms = 'Write “7 days”, “24 h”, “2 weeks” or “2026-04-01..2026-04-08”.';

/** Reads a window as it is written in a criterion. The error is a sentence that says what was not understood. */
export function readWindow(text: string): Result<CriterionWindow, string> {
  const written = text.trim();
  const days = /^(\d{4}-\d{2}-\d{2})\s*\.\.\s*(\d{4}-\d{2}-\d{2})$/.exec(written);
  if (days !== null) return readDays(days[1] ?? '', days[2] ?? '');
  const length = /^(\d{1,4}(?:\.\d{1,2})?)\s*([a-z]+)$/i.exec(written);
  if (length === null) return err(`“${written}” is not a window. ${forms}`);
  const unit = units[(length[2] ?? '').toLowerCase()];
  if (unit === undefined) return err(`“${length[2]}” is not a unit of time here. ${forms}`);
  const ms = Math.round(Number(length[1]) * unit);
  if (ms < 60_000) return err('A window is at least one minute long.');
  return ms > longestWindowDays * dayMs ? tooLong : ok({ kind: 'length', ms });
}

const tooLong = err(`A window covers at most ${longestWindowDays} days.`);

function readDays(from: string, to: string): Result<CriterionWindow, string> {
  for (const day of [from, to]) if (!isDay(day)) return err(`There is no ${day} in the calendar.`);
  if (to < from) return err(`The window ends on ${to}, before it begins on ${from}.`);
  const length = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  return length > longestWindowDays ? tooLong : ok({ kind: 'days', from, to });
}

function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(day);
}

/**
 * The stretch that is measured, epoch ms, its end excluded. A length begins when the commitment was done: what was
 * measured before says nothing about what it changed.
 */
export function windowBounds(
  window: CriterionWindow,
  doneAt: number,
  zone: string,
): { readonly from: number; readonly to: number } {
  if (window.kind === 'length') return { from: doneAt, to: doneAt + window.ms };
  return { from: instantOf(window.from, 0, zone), to: instantOf(addDays(window.to, 1), 0, zone) };
}
