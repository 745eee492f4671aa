import { addDays, wallAt } from './calendar/zone-time.ts';

/** The calendar day in a zone: `2026-03-12`. */
export const dayInZone = (epoch: number, zone: string): string => wallAt(epoch, zone).day;

/** The calendar day in a zone, `days` after the one that `now` falls on. */
export const dayAfter = (now: number, days: number, zone: string): string => addDays(dayInZone(now, zone), days);
