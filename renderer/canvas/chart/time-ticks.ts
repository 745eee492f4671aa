import { formatClock, formatClockSeconds, formatDay, formatShortDay, startOfDay } from '../../ui/format-time.ts';

export type TimeTick = { readonly at: number; readonly label: string };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const sixtieths = [1, 2, 5, 10, 15, 30];
const steps = sixtieths
  .map((n) => n * second)
  .concat(sixtieths.map((n) => n * minute))
  .concat([1, 2, 3, 6, 12].map((n) => n * hour));
/** A day and a month say which day it is within less than a year. */
const longestWithoutYear = 300 * day;
const daySteps = [1, 2, 7, 14, 30, 61, 91, 182, 365];

/** Round moments of a zone's wall clock within [from, to], at most about `count`; midnight is told as its day. */
export function timeTicks(from: number, to: number, count: number, zone: string): readonly TimeTick[] {
  const wanted = Math.max((to - from) / Math.max(1, count), 1);
  const step = steps.find((each) => each >= wanted);
  return step === undefined ? dayTicks(from, to, wanted, zone) : clockTicks(from, to, step, zone);
}

function clockTicks(from: number, to: number, step: number, zone: string): readonly TimeTick[] {
  const ticks: TimeTick[] = [];
  const tell = step < minute ? formatClockSeconds : formatClock;
  for (let midnight = startOfDay(from, zone); midnight <= to; midnight = startOfDay(midnight + 1.5 * day, zone)) {
    const next = startOfDay(midnight + 1.5 * day, zone);
    const first = midnight + Math.max(0, Math.ceil((from - midnight) / step)) * step;
    for (let at = first; at < next - step / 2 && at <= to; at += step)
      ticks.push({ at, label: at === midnight ? formatShortDay(at, zone) : tell(at, zone) });
  }
  return ticks;
}

function dayTicks(from: number, to: number, wanted: number, zone: string): readonly TimeTick[] {
  const stride = daySteps.find((each) => each * day >= wanted) ?? Math.ceil(wanted / day);
  const ticks: TimeTick[] = [];
  for (let at = startOfDay(from + day - 1, zone); at <= to; at = startOfDay(at + stride * day + day / 2, zone))
    ticks.push({ at, label: to - from > longestWithoutYear ? formatDay(at, zone) : formatShortDay(at, zone) });
  return ticks;
}
