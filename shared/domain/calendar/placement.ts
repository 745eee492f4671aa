import { z } from 'zod';
import { memberIdSchema } from '../ids.ts';
import { calendarSchema, type Calendar } from '../policy/policy.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { wallAt, zoneOffset } from './zone-time.ts';

const { workingDays, workingHours } = calendarSchema.shape;

/** Where somebody works and when, in their own zone. Hours may go past midnight: 22:00 to 06:00 belongs to its evening. */
export const placementSchema = z.strictObject({
  zone: z.string().max(60),
  from: workingHours.shape.from,
  to: workingHours.shape.to,
  /** Null where they are the policy's. */
  days: workingDays.nullable(),
});
export type Placement = z.infer<typeof placementSchema>;

/** Somebody said where they work and when. */
export const memberPlacedSchema = placementSchema.extend({ id: memberIdSchema });

/** Placements by member; who is not named works where the workspace is, in the policy's hours. */
export type Placements = { readonly [member: string]: Placement };

/** A placement ready for arithmetic: minutes of the day, weekdays from Sunday = 0. */
export type WorkingTime = {
  readonly zone: string;
  readonly from: number;
  readonly to: number;
  readonly days: ReadonlySet<number>;
};

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** When a member works: what they said, else the workspace's zone and the policy's hours and days. */
export function workingTimeOf(
  member: string,
  { zone, placements }: Pick<Workspace, 'zone' | 'placements'>,
  calendar: Calendar,
): WorkingTime {
  const own = placements[member] ?? { zone, ...calendar.workingHours, days: null };
  const days = new Set((own.days ?? calendar.workingDays).map((day) => dayNames.indexOf(day)));
  return { zone: own.zone, from: minuteOf(own.from), to: minuteOf(own.to), days };
}

const isWorking = ({ from, to, days }: WorkingTime, weekday: number, minute: number): boolean =>
  from < to
    ? days.has(weekday) && minute >= from && minute < to
    : (minute >= from && days.has(weekday)) || (minute < to && days.has((weekday + 6) % 7));

const quarter = 900_000;
const minuteMs = 60_000;

/**
 * How many of `minutes` from `at` (epoch ms) lie outside somebody's working time, by their own wall clock: a clock that is
 * put forward or back in between is followed.
 */
export function minutesOutside(at: number, minutes: number, time: WorkingTime): number {
  let outside = 0;
  for (let next = at, left = minutes; left > 0;) {
    // Within a quarter of an hour of UTC no zone changes.
    const ends = Math.floor(next / quarter + 1) * quarter;
    const here = Math.min(left, Math.ceil((ends - next) / minuteMs));
    const local = Math.floor((next + zoneOffset(next, time.zone)) / minuteMs);
    for (let step = 0; step < here; step += 1) {
      const minute = local + step;
      const day = Math.floor(minute / 1440);
      // 1 January 1970 was a Thursday.
      if (!isWorking(time, (((day + 4) % 7) + 7) % 7, minute - day * 1440)) outside += 1;
    }
    next += here * minuteMs;
    left -= here;
  }
  return outside;
}

/** Whether a person's wall shows another day than the wall of `zone`, in words: `next day`, `day before`, or nothing. */
export function otherDay(at: number, zone: string, theirs: string): '' | 'next day' | 'day before' {
  const [here, there] = [wallAt(at, zone).day, wallAt(at, theirs).day];
  return here === there ? '' : there > here ? 'next day' : 'day before';
}
