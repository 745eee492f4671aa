import { zoneOffset } from '../domain/calendar/zone-time.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

// Composed here and not by Intl, whose words differ from one version of its data to the next: a record's bytes must not.
/** Parts of what the wall clock of `zone` shows at an instant (epoch ms). */
function wall(at: number, zone: string): { readonly day: string; readonly year: string; readonly time: string } {
  const iso = new Date(at + zoneOffset(at, zone)).toISOString();
  const day = `${Number(iso.slice(8, 10))} ${months[Number(iso.slice(5, 7)) - 1] ?? ''}`;
  return { day, year: iso.slice(0, 4), time: iso.slice(11, 19) };
}

/** `09:12` by the wall clock of `zone`. */
export const clockText = (at: number, zone: string): string => wall(at, zone).time.slice(0, 5);

/** `09:12:41` by the wall clock of `zone`. */
export const secondsText = (at: number, zone: string): string => wall(at, zone).time;

/** `12 Mar` by the calendar of `zone`, months in three letters. */
export const dayText = (at: number, zone: string): string => wall(at, zone).day;

/** `12 Mar 2026` by the calendar of `zone`. */
export function dateText(at: number, zone: string): string {
  const { day, year } = wall(at, zone);
  return `${day} ${year}`;
}

/** `12 Mar 2026, 14:02` by the wall clock of `zone`. */
export const dayTimeText = (at: number, zone: string): string => `${dateText(at, zone)}, ${clockText(at, zone)}`;
