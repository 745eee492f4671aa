import { err, ok, type Result } from '../lib/result.ts';
import type { Zone } from './zone.ts';

export type TimeFault = {
  readonly code: 'bad-time' | 'zone-needed' | 'time-gap' | 'time-out-of-range' | 'time-ambiguous';
  readonly message: string;
};

/** 2000-01-01T00:00:00Z: nothing that Hotwash reviews is older. */
const earliest = 946_684_800_000;
/** How far a source's clock may be ahead of ours. */
const allowedSkewMs = 10 * 60_000;

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?$/;

/**
 * Reads a moment into the one or two instants (ms since 1970 UTC) it can mean. Takes ISO 8601 with `T` or a space, and
 * epoch seconds or milliseconds (numbers below 10^11 are seconds). A time without a zone needs `zone`; it means two
 * instants only in the hour that a zone repeats when its clocks go back.
 */
export function readInstants(input: string | number, zone: Zone | null): Result<readonly number[], TimeFault> {
  if (typeof input === 'number') return readEpoch(input);
  const text = input.trim();
  const match = isoPattern.exec(text);
  if (match === null) {
    if (/^\d{9,19}(\.\d+)?$/.test(text)) return readEpoch(Number(text));
    return err({
      code: 'bad-time',
      message: `${text.length <= 20 ? `"${text}"` : 'this'} is not a time; write it as 2026-03-16T10:00:00Z`,
    });
  }
  const wall = wallOf(match);
  if (wall === null) return err({ code: 'bad-time', message: `"${text.slice(0, 60)}" is not a date in the calendar` });
  const mark = match[8];
  if (mark !== undefined) return ok([wall - offsetOf(mark)]);
  if (zone === null)
    return err({
      code: 'zone-needed',
      message: `"${text.slice(0, 60)}" has no time zone. Say which zone the file's times are in, such as UTC or Europe/Berlin.`,
    });
  const instants = zone.instantsOf(wall);
  if (instants.length === 0)
    return err({
      code: 'time-gap',
      message: `"${text.slice(0, 60)}" did not exist in ${zone.name}: clocks went forward over it. The zone may be wrong.`,
    });
  return ok(instants);
}

/** Reads one moment and checks that it lies between 2000 and `now` + 10 minutes. */
export function readTime(input: string | number, zone: Zone | null, now: number): Result<number, TimeFault> {
  const instants = readInstants(input, zone);
  if (!instants.ok) return instants;
  const [first, second] = instants.value;
  if (first === undefined) return err({ code: 'bad-time', message: 'the time means no moment' });
  if (second !== undefined)
    return err({
      code: 'time-ambiguous',
      message: `"${String(input).slice(0, 60)}" happened twice in ${zone?.name ?? 'its zone'} when clocks went back. Write it with an offset.`,
    });
  return checkRange(first, now);
}

export function checkRange(instant: number, now: number): Result<number, TimeFault> {
  if (instant < earliest)
    return err({ code: 'time-out-of-range', message: `${isoText(instant)} is before the year 2000` });
  if (instant > now + allowedSkewMs)
    return err({ code: 'time-out-of-range', message: `${isoText(instant)} lies in the future` });
  return ok(instant);
}

function isoText(instant: number): string {
  return Math.abs(instant) <= 8.64e15 ? new Date(instant).toISOString() : String(instant);
}

function readEpoch(value: number): Result<readonly number[], TimeFault> {
  if (!Number.isFinite(value) || value < 0 || value >= 1e14)
    return err({ code: 'bad-time', message: `${value} is not a time in seconds or milliseconds since 1970` });
  return ok([Math.round(value < 1e11 ? value * 1000 : value)]);
}

function wallOf(match: RegExpExecArray): number | null {
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  const hour = Number(match[4]);
  const minute = Number(match[5]);
  const second = match[6] === undefined ? 0 : Number(match[6]);
  const millis = match[7] === undefined ? 0 : Math.trunc(Number(`0.${match[7]}`) * 1000);
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59 || year < 1000) return null;
  if (day < 1 || day > daysIn(year, month)) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second, millis);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function offsetOf(mark: string): number {
  const sign = mark.startsWith('-') ? -1 : 1;
  if (!/^[+-]/.test(mark)) return 0;
  const digits = mark.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4) || '0')) * 60_000;
}
