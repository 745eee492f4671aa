import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Clock } from '../../electron/platform/clock.ts';

/**
 * Time that runs `rate` times as fast as this machine's since `real` (epoch ms), when it was `wall` (epoch ms). `jumped`
 * ms were added to the wall clock alone: a laptop that slept, or somebody who set the clock.
 */
export type Pace = { readonly real: number; readonly wall: number; readonly rate: number; readonly jumped: number };

const passed = ({ real, rate }: Pace, now: number): number => (now - real) * rate;

/** What a wall clock shows now under this pace, epoch ms. */
export const paceToWall = (pace: Pace, now = Date.now()): number =>
  Math.round(pace.wall + passed(pace, now) + pace.jumped);

/**
 * A clock that reads its pace from a file at every look, so that a test can change it while programs run. Both its hands
 * are read at one instant of a turn: a pause of this machine between two reads would be many seconds of the meeting.
 */
export function createPacedClock(file: string): Clock {
  let instant: number | undefined;
  const now = (): number => {
    if (instant === undefined) queueMicrotask(() => (instant = undefined));
    return (instant ??= Date.now());
  };
  return { wall: () => paceToWall(readPace(file), now()), monotonic: () => passed(readPace(file), now()) };
}

export const readPace = (file: string): Pace => JSON.parse(readFileSync(file, 'utf8')) as Pace;

export function writePace(file: string, pace: Pace): void {
  writeFileSync(`${file}.next`, JSON.stringify(pace));
  renameSync(`${file}.next`, file);
}

/** Makes the page's `Date` follow the pace; evaluated before any script of the page, and again when the pace changes. */
export function pacePage(pace: Pace): void {
  const realNow = (globalThis as { hotwashRealNow?: () => number }).hotwashRealNow ?? Date.now.bind(Date);
  (globalThis as { hotwashRealNow?: () => number }).hotwashRealNow = realNow;
  const now = (): number => Math.round(pace.wall + (realNow() - pace.real) * pace.rate + pace.jumped);
  const RealDate =
    Object.getPrototypeOf(Date) === Function.prototype ? Date : (Object.getPrototypeOf(Date) as typeof Date);
  class PacedDate extends RealDate {
    constructor(...parts: readonly []) {
      if (parts.length === 0) super(now());
      else super(...parts);
    }
    static override now(): number {
      return now();
    }
  }
  globalThis.Date = PacedDate as DateConstructor;
}
