import { day, hour } from './local-time.ts';

/** How far records were moved in time, and the words that say so wherever they are shown. */
export type Move = { readonly ms: number; readonly words: string };

/** A move by whole days and hours: `dates moved by -1970 days`. */
export function moveBy(days: number, hours = 0): Move {
  const more = hours === 0 ? '' : ` and ${hours} hours`;
  return { ms: days * day + hours * hour, words: `dates moved by ${days} days${more}` };
}

/** The move by whole days that brings `from` to the calendar day (UTC) of `to`. */
export const daysBetween = (from: number, to: number): number => Math.floor(to / day) - Math.floor(from / day);

const isoTime = /\b(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})/g;

/** Moves every ISO time of a text that has an offset; offset and digits stay as they were. */
export function moveIsoTimes(text: string, { ms }: Move): string {
  return text.replaceAll(isoTime, (_, wall: string, fraction: string | undefined, offset: string) => {
    const moved = new Date(Date.parse(`${wall}Z`) + ms).toISOString().slice(0, 19);
    return `${moved}${fraction ?? ''}${offset}`;
  });
}

/** Moves the `timestamp` members (ms since 1970) of JSON bodies that stand in a CSV cell. */
export const moveTimestamps = (text: string, { ms }: Move): string =>
  text.replaceAll(/(""timestamp"":\s*)(\d{13})/g, (_, name: string, time: string) => `${name}${Number(time) + ms}`);

/** The first time in a line, epoch ms; undefined where it has none. */
export function firstTime(line: string): number | undefined {
  const match = new RegExp(isoTime.source).exec(line);
  return match === null ? undefined : Date.parse(match[0]);
}
