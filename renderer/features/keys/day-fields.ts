import { parseDay, toDayText, wallTimeToEpoch } from '../../ui/format-time.ts';

/** `2026-03-16`, as a date field wants it. */
export const dayOf = (at: number, zone: string): string => toDayText(at, zone);

/** Epoch ms of the beginning of a typed day in `zone`; null where it is none. */
export function startOfDay(typed: string, zone: string): number | null {
  const [year, month, day] = (parseDay(typed) ?? '').split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  return wallTimeToEpoch({ year, month, day, hour: 0, minute: 0 }, zone);
}

/** Epoch ms at which a typed day is over in `zone`. */
export function endOfDay(typed: string, zone: string): number | null {
  const [year, month, day] = (parseDay(typed) ?? '').split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  const date = { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
  return wallTimeToEpoch({ ...date, hour: 0, minute: 0 }, zone);
}
