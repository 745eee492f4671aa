const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const longMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** A moment as a clock on the wall of `zone` shows it. `month` counts from 1, `weekday` from Sunday = 0. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
};

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const kept = formats.get(zone);
  if (kept !== undefined) return kept;
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  };
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
  } catch {
    format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  }
  formats.set(zone, format);
  return format;
}

/** Moments of one zone that were read last: a chart that moves asks for the same round ones at every step. */
const mostRead = 1024;
const lastRead = new Map<string, Map<number, WallTime>>();

/** `at` in epoch ms; an unknown zone is read as UTC. */
export function toWallTime(at: number, zone: string): WallTime {
  let read = lastRead.get(zone);
  if (read === undefined) lastRead.set(zone, (read = new Map()));
  let wall = read.get(at);
  if (wall !== undefined) return wall;
  if (read.size >= mostRead) read.clear();
  read.set(at, (wall = readWallTime(at, zone)));
  return wall;
}

function readWallTime(at: number, zone: string): WallTime {
  const read: { [part: string]: number } = {};
  for (const part of formatOf(zone).formatToParts(at)) read[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
  return { year, month, day, hour, minute, second, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
}

const two = (n: number): string => String(n).padStart(2, '0');

/** `12 Mar 2026` */
export function formatDay(at: number, zone: string): string {
  const wall = toWallTime(at, zone);
  return `${wall.day} ${months[wall.month - 1]} ${wall.year}`;
}

/** `12 Mar` */
export function formatShortDay(at: number, zone: string): string {
  const wall = toWallTime(at, zone);
  return `${wall.day} ${months[wall.month - 1]}`;
}

/** `Monday, 16 March` */
export function formatLongDay(at: number, zone: string): string {
  const wall = toWallTime(at, zone);
  return `${weekdays[wall.weekday]}, ${wall.day} ${longMonths[wall.month - 1]}`;
}

/** `March`; with its year where that is not the one of `beside` (epoch ms): `November 2025`. */
export function formatMonth(at: number, zone: string, beside: number): string {
  const { year, month } = toWallTime(at, zone);
  const name = longMonths[month - 1] ?? '';
  return year === toWallTime(beside, zone).year ? name : `${name} ${year}`;
}

/** `Mon 16`, or `Sat` alone for the days of a weekend. */
export function formatWeekday(at: number, zone: string): string {
  const wall = toWallTime(at, zone);
  const name = weekdays[wall.weekday]?.slice(0, 3) ?? '';
  return wall.weekday === 0 || wall.weekday === 6 ? name : `${name} ${wall.day}`;
}

/** `14:02` */
export function formatClock(at: number, zone: string): string {
  const wall = toWallTime(at, zone);
  return `${two(wall.hour)}:${two(wall.minute)}`;
}

/** `14:02:10` */
export function formatClockSeconds(at: number, zone: string): string {
  return `${formatClock(at, zone)}:${two(toWallTime(at, zone).second)}`;
}

/** `12 Mar 2026, 14:02`. The zone stands beside it once per screen or table. */
export const formatDayTime = (at: number, zone: string): string => `${formatDay(at, zone)}, ${formatClock(at, zone)}`;

/** `2026-03-27` in `zone`, as date fields and due dates have it. */
export function toDayText(at: number, zone: string): string {
  const { year, month, day } = toWallTime(at, zone);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** `27 Mar 2026` for `2026-03-27`. */
export function formatDayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${months[(month ?? 1) - 1]} ${year}`;
}

/** `19 min`, `2 min 31 s`, `3 h 05 min`, `6 days`: two units at most, never negative. */
export function formatSpan(ms: number): string {
  const seconds = Math.round(Math.max(0, ms) / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10 && seconds % 60 > 0) return `${minutes} min ${seconds % 60} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${two(minutes % 60)} min`;
  return `${Math.floor(hours / 24)} days`;
}

/** Epoch ms of midnight at the beginning of the day of `at` in `zone`; daylight-saving days included. */
export function startOfDay(at: number, zone: string): number {
  const { year, month, day } = toWallTime(at, zone);
  return wallTimeToEpoch({ year, month, day, hour: 0, minute: 0 }, zone);
}

/** Epoch ms at which a wall clock of `zone` shows these figures. In the gap of a spring day, the moment after it. */
export function wallTimeToEpoch(wall: Omit<WallTime, 'second' | 'weekday'>, zone: string): number {
  const wanted = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  let guess = wanted;
  for (let round = 0; round < 3; round += 1) {
    const shown = toWallTime(guess, zone);
    const off = wanted - Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute);
    if (off === 0) return guess;
    guess += off;
  }
  return guess;
}

/**
 * Reads a day as people type it, day before month: `2026-11-27`, `27 Nov 2026`, `27.11.2026`. Null for anything else, a
 * day that does not exist, and slashes, which mean two things.
 */
export function parseDay(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso !== null) return toDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (dotted !== null) return toDay(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const named = /^(\d{1,2})\s+([a-z]{3,})\s+(\d{4})$/.exec(text);
  if (named === null) return null;
  const month = longMonths.findIndex((name) => name.toLowerCase().startsWith(named[2] ?? '-'));
  return month < 0 ? null : toDay(Number(named[3]), month + 1, Number(named[1]));
}

function toDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}` : null;
}

/** `10:00` or `10.00`, 24 hours; null for anything else. */
export function parseClock(typed: string): { readonly hour: number; readonly minute: number } | null {
  const read = /^(\d{1,2})[:.](\d{2})$/.exec(typed.trim());
  const [hour, minute] = [Number(read?.[1]), Number(read?.[2])];
  return read === null || hour > 23 || minute > 59 ? null : { hour, minute };
}
