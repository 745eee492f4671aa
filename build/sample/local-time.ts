export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** What a wall clock in the sample organisation's zone shows. `weekday` 0 is Monday. */
export type Wall = {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly hour: number;
  readonly minute: number;
  readonly weekday: number;
};

/**
 * Offset from UTC in ms of Central European time: an hour, two from the last Sunday of March 01:00 UTC to that of
 * October. Written out, so that the generator's bytes depend on no zone database of the machine.
 */
export function offsetAt(instant: number): number {
  const year = new Date(instant).getUTCFullYear();
  const summer = instant >= lastSunday(year, 2) + hour && instant < lastSunday(year, 9) + hour;
  return summer ? 2 * hour : hour;
}

function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month + 1, 0);
  return last - new Date(last).getUTCDay() * day;
}

export function toWall(instant: number): Wall {
  const shown = new Date(instant + offsetAt(instant));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    date: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    weekday: (shown.getUTCDay() + 6) % 7,
  };
}

/** The instant of a wall time written `2026-11-19 14:12`; in the repeated hour of autumn the first. */
export function fromWall(text: string): number {
  const wall = Date.parse(`${text.replace(' ', 'T')}Z`);
  const summer = wall - 2 * hour;
  return offsetAt(summer) === 2 * hour ? summer : wall - hour;
}

/** Midnight of the wall's day that holds `instant`. */
export function startOfDay(instant: number): number {
  const { year, month, date } = toWall(instant);
  return fromWall(`${year}-${two(month)}-${two(date)} 00:00`);
}

/** `2026-11-19T14:12:08+01:00`. */
export function withOffset(instant: number): string {
  const offset = offsetAt(instant);
  return `${new Date(instant + offset).toISOString().slice(0, 19)}+0${offset / hour}:00`;
}

/** `2026-11-19 14:12:00`, with no word of a zone. */
export const withoutZone = (instant: number): string =>
  new Date(instant + offsetAt(instant)).toISOString().slice(0, 19).replace('T', ' ');

const two = (value: number): string => String(value).padStart(2, '0');
