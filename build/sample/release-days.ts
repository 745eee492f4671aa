import type { SampleService } from '../../assets/sample/organisation.ts';
import { day, hour, minute, startOfDay, toWall } from './local-time.ts';
import type { Random } from './random.ts';

/** Share of releases that a weekday keeps, Monday first: Fridays are avoided, weekends are for emergencies. */
const weekdayShare = [0.85, 1, 1, 0.95, 0.35, 0.025, 0.015];

/** No regular releases: late December to early January, and the two heaviest travel weeks of July. */
export function isFrozen(instant: number): boolean {
  const { month, date } = toWall(instant);
  return (month === 12 && date >= 18) || (month === 1 && date <= 4) || (month === 7 && date >= 11 && date <= 24);
}

/** When a service went to production between two instants: irregular, in working hours, rarely twice within two days. */
export function planReleaseTimes(service: SampleService, from: number, to: number, random: Random): readonly number[] {
  const times: number[] = [];
  let cursor = from + random.between(0, service.cadenceDays) * day;
  while (cursor < to) {
    const at = toWorkingHour(cursor, random);
    if (at < to && !isFrozen(at) && (times.at(-1) ?? 0) < at - 20 * hour) times.push(at);
    cursor = at + gapDays(service, random) * day;
  }
  return times;
}

/** A busy stretch follows a quiet one: a quarter of the gaps are a third as long, the others stretch a little. */
function gapDays(service: SampleService, random: Random): number {
  const scale = random.chance(0.25) ? 0.33 : 1.1;
  return Math.max(1, random.around(service.cadenceDays * scale, 0.45));
}

function toWorkingHour(instant: number, random: Random): number {
  let midnight = startOfDay(instant);
  while (!random.chance(weekdayShare[toWall(midnight + 12 * hour).weekday] ?? 0))
    midnight = startOfDay(midnight + 30 * hour);
  // Two humps, late morning and after lunch; a few late ones.
  const hump = random.chance(0.55) ? 10.4 : 14.2;
  const hours = random.chance(0.04)
    ? random.between(17, 21)
    : Math.min(17, Math.max(8.5, hump + random.normal() * 0.9));
  return midnight + Math.round((hours * hour) / minute) * minute + random.whole(0, 59) * 1000;
}
