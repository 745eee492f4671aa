import { addDays, instantOf, wallAt } from '../../../shared/domain/calendar/zone-time.ts';

/** Four weeks from a Monday; each day by its first instant in the zone, epoch ms. `end` is the first instant after. */
export type SpineRange = {
  readonly days: readonly { readonly day: string; readonly at: number }[];
  readonly from: number;
  readonly end: number;
};

const daysShown = 28;

/** The four weeks that begin with the week before the one of `at`: what was just held stays in sight. */
export function fourWeeksAround(at: number, zone: string): SpineRange {
  const { day, weekday } = wallAt(at, zone);
  const monday = addDays(day, -((weekday + 6) % 7) - 7);
  const days = Array.from({ length: daysShown }, (_, index) => {
    const each = addDays(monday, index);
    return { day: each, at: instantOf(each, 0, zone) };
  });
  const end = instantOf(addDays(monday, daysShown), 0, zone);
  return { days, from: days[0]?.at ?? end, end };
}

/** Bars that overlap in time go below each other: the lane of each, in the order given. */
export function lanesOf(bars: readonly { readonly from: number; readonly to: number }[]): readonly number[] {
  const ends: number[] = [];
  return bars.map(({ from, to }) => {
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    return lane;
  });
}
