/** What a clock and a calendar on the wall of a zone show. `minute` counts from midnight, `weekday` from Sunday = 0. */
export type Wall = { readonly day: string; readonly minute: number; readonly weekday: number };

const quarter = 900_000;
const dayMs = 86_400_000;
const mostKept = 20_000;
type Reader = { readonly format: Intl.DateTimeFormat; readonly offsets: Map<number, number> };
const readers = new Map<string, Reader>();

function readerOf(zone: string): Reader {
  const known = readers.get(zone);
  if (known !== undefined) return known;
  const options = {
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  } as const;
  const formatIn = (timeZone: string): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
  let format: Intl.DateTimeFormat;
  try {
    format = formatIn(zone);
  } catch {
    // A workspace may come from a machine that knows more zones than this one.
    format = formatIn('UTC');
  }
  const reader = { format, offsets: new Map<number, number>() };
  readers.set(zone, reader);
  return reader;
}

/**
 * How far a zone's wall clock is ahead of UTC at an instant (epoch ms), in ms. Read once for each quarter of an hour,
 * on which every change of a zone since 1972 lies. An unknown zone is read as UTC.
 */
export function zoneOffset(at: number, zone: string): number {
  const { format, offsets } = readerOf(zone);
  const bucket = Math.floor(at / quarter) * quarter;
  const known = offsets.get(bucket);
  if (known !== undefined) return known;
  if (offsets.size >= mostKept) offsets.clear();
  const read: { [part: string]: number } = {};
  for (const { type, value } of format.formatToParts(bucket)) read[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = read;
  const offset = Date.UTC(year, month - 1, day, hour, minute) - bucket;
  offsets.set(bucket, offset);
  return offset;
}

/** The day, minute and weekday that a wall in `zone` shows at an instant (epoch ms). */
export function wallAt(at: number, zone: string): Wall {
  const local = at + zoneOffset(at, zone);
  const midnight = Math.floor(local / dayMs) * dayMs;
  return {
    day: new Date(midnight).toISOString().slice(0, 10),
    minute: Math.floor((local - midnight) / 60_000),
    weekday: new Date(midnight).getUTCDay(),
  };
}

/**
 * The first instant (epoch ms) from which a wall in `zone` shows this day and minute or later: of a time that comes twice
 * the first, of a time that is left out the moment the clock is put forward. Good for days without a midnight too.
 */
export function instantOf(day: string, minute: number, zone: string): number {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  // No zone is further than 14 hours from UTC, and none changes twice in three days.
  let [before, after] = [wanted - 1.5 * dayMs, wanted + 1.5 * dayMs].map((at) => Math.floor(at / quarter)) as [
    number,
    number,
  ];
  const early = zoneOffset(before * quarter, zone);
  const late = zoneOffset(after * quarter, zone);
  if (early === late) return wanted - early;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (zoneOffset(middle * quarter, zone) === early) before = middle;
    else after = middle;
  }
  const change = after * quarter;
  return wanted - early < change ? wanted - early : Math.max(change, wanted - late);
}

/** The calendar day `days` after another: `2026-11-27`. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** Whole calendar days from one to another; negative when `to` lies before `from`. */
export const daysFromTo = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `Tue 24 Nov` */
export function dayWords(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

/** `14:05` for a minute of the day. */
export const clockWords = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** `Tue 24 Nov 14:05` as a wall in `zone` shows it. */
export function wallWords(at: number, zone: string): string {
  const { day, minute } = wallAt(at, zone);
  return `${dayWords(day)} ${clockWords(minute)}`;
}
