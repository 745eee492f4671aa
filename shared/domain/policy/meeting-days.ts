import type { Calendar } from './policy.ts';
import type { Timeline } from './tier-policy.ts';

const dayMs = 86_400_000;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const dayNumber = (day: string): number => Math.floor(Date.parse(day) / dayMs);
const dayText = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** Whether a review can be held on a day at all: a working day, in no blackout, not kept free by the sprint. */
function createIsOpen({ workingDays, blackouts, sprint }: Calendar): (day: number) => boolean {
  const closed = blackouts.map(({ from, to }) => [dayNumber(from), dayNumber(to)] as const);
  const start = sprint === null ? 0 : dayNumber(sprint.start);
  return (day) => {
    const weekday = weekdays[(((day + 4) % 7) + 7) % 7];
    if (!workingDays.some((each) => each === weekday)) return false;
    if (closed.some(([from, to]) => from <= day && day <= to)) return false;
    if (sprint === null) return true;
    const ofSprint = (((day - start) % sprint.days) + sprint.days) % sprint.days;
    return !sprint.keepFree.includes(ofSprint + 1);
  };
}

/**
 * The first day on which a deployment could end whose whole due window (from the end of the soak to the due day) has no
 * day for a meeting by `calendar`, though by `before` it had one; null when there is none. Looked for around blackouts,
 * and over as many weeks as weekdays and sprint take to meet again.
 */
export function firstShutWindow(
  { soakHours, dueDays }: Timeline,
  calendar: Calendar,
  before: Calendar,
): { readonly from: string; readonly to: string } | null {
  const first = Math.ceil(soakHours / 24);
  const [nextNow, nextBefore] = [createNextOpen(calendar, dueDays), createNextOpen(before, dueDays)];
  let found: number | null = null;
  for (const start of startsAround(calendar, dueDays)) {
    const [opens, closes] = [start + first, start + dueDays];
    if (nextNow(opens) > closes && nextBefore(opens) <= closes) found = start;
  }
  return found === null ? null : { from: dayText(found + first), to: dayText(found + dueDays) };
}

/** Days that deployments could end on, the last first. */
function startsAround({ sprint, blackouts }: Calendar, dueDays: number): readonly number[] {
  const starts = new Set<number>();
  const from = dayNumber(sprint?.start ?? '2026-01-05');
  const period = 7 * (sprint?.days ?? 1);
  for (let day = from; day < from + period; day += 1) starts.add(day);
  for (const { from: begins, to } of blackouts)
    for (let day = dayNumber(begins) - dueDays; day <= dayNumber(to); day += 1) starts.add(day);
  return [...starts].toSorted((a, b) => b - a);
}

/** The first open day from a day on, looked for at most `within` days; asked from late to early, each costs a step. */
function createNextOpen(calendar: Calendar, within: number): (day: number) => number {
  const isOpen = createIsOpen(calendar);
  const known = new Map<number, number>();
  return (from) => {
    let day = from;
    while (day <= from + within && !known.has(day) && !isOpen(day)) day += 1;
    const next = known.get(day) ?? day;
    known.set(from, next);
    return next;
  };
}
