import type { Calendar } from '../policy/policy.ts';
import type { Timeline } from '../policy/tier-policy.ts';
import { addDays, clockWords, daysFromTo, dayWords, instantOf, wallAt, wallWords } from './zone-time.ts';

/** When a review may be held (M1.4). Epoch ms; `due` is the first instant that is too late. */
export type DueWindow = {
  readonly goLive: number;
  /** The first moment with enough data. */
  readonly earliest: number;
  readonly due: number;
  /** The last day on which it can be held, in the review's zone: `2026-12-03`. */
  readonly lastDay: string;
};

/**
 * The window of a release that went live at `goLive` (epoch ms): from `soakHours` of data on, to the end of the local day
 * that lies `dueDays` after the day it went live. Neither moves for blackouts or sprints.
 */
export function dueWindow(goLive: number, { soakHours, dueDays }: Timeline, zone: string): DueWindow {
  const lastDay = addDays(wallAt(goLive, zone).day, dueDays);
  return {
    goLive,
    earliest: goLive + soakHours * 3_600_000,
    due: instantOf(addDays(lastDay, 1), 0, zone),
    lastDay,
  };
}

/** `from Tue 24 Nov 14:05 (24 h of data) to Thu 3 Dec, 23:59`; says so where the one lies after the other. */
export function windowWords({ earliest, due, lastDay }: DueWindow, { soakHours }: Timeline, zone: string): string {
  const from = `from ${wallWords(earliest, zone)} (${soakHours} h of data)`;
  const last = wallAt(due - 1, zone).minute;
  return earliest >= due
    ? `${from}, which is later than it is due: ${dayWords(lastDay)}`
    : `${from} to ${dayWords(lastDay)}, ${clockWords(last)}`;
}

/** Why no review is held on a day. */
export type Closed =
  | { readonly kind: 'blackout'; readonly name: string; readonly until: string }
  | { readonly kind: 'sprint'; readonly dayOfSprint: number };

/** Which rule of the calendar keeps a day (`2026-12-24`) free of reviews; undefined where none does. */
export function closedOn(day: string, { blackouts, sprint }: Calendar): Closed | undefined {
  const blackout = blackouts.find(({ from, to }) => from <= day && day <= to);
  if (blackout !== undefined) return { kind: 'blackout', name: blackout.name, until: blackout.to };
  if (sprint === null || day < sprint.start) return undefined;
  const dayOfSprint = (daysFromTo(sprint.start, day) % sprint.days) + 1;
  return sprint.keepFree.includes(dayOfSprint) ? { kind: 'sprint', dayOfSprint } : undefined;
}

export const closedWords = (closed: Closed): string =>
  closed.kind === 'blackout' ? `the blackout “${closed.name}”` : `day ${closed.dayOfSprint} of the sprint, kept free`;
