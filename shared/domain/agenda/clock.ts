import type { Agenda, ItemClock } from './agenda.ts';

/** What one agenda item's clock shows at `now`, all in ms. */
export type ItemReading = {
  readonly takenMs: number;
  readonly remainingMs: number;
  readonly mark: 'ahead' | 'in-time' | 'warning' | 'over' | 'done';
};

/** Share of a time box after which the warning is shown. */
export const warningShare = 0.8;

/** Time spent on an item up to `now`. Never negative: a clock that ran backwards adds nothing. */
export function takenMs(agenda: Agenda, item: ItemClock, now: number): number {
  const stretch = agenda.current === item.id && agenda.pace.name === 'running' ? now - agenda.pace.since : 0;
  return Math.max(0, item.takenMs + Math.max(0, stretch));
}

/** Pure function of the clock's events and `now`: the same events give the same reading after any crash. */
export function readItem(agenda: Agenda, item: ItemClock, now: number): ItemReading {
  const taken = takenMs(agenda, item, now);
  const remaining = item.budgetMs - taken;
  if (agenda.current !== item.id)
    return { takenMs: taken, remainingMs: remaining, mark: item.visited ? 'done' : 'ahead' };
  const mark = remaining < 0 ? 'over' : taken >= item.budgetMs * warningShare ? 'warning' : 'in-time';
  return { takenMs: taken, remainingMs: remaining, mark };
}

/** Over (+) or under (-) plan for the whole meeting so far: what finished items took beyond plan, and the current one's excess. */
export function meetingOverMs(agenda: Agenda, now: number): number {
  let over = 0;
  for (const item of agenda.items) {
    const taken = takenMs(agenda, item, now);
    if (agenda.current === item.id) over += Math.max(0, taken - item.plannedMs);
    else if (item.visited) over += taken - item.plannedMs;
  }
  return over;
}

/** Minutes of one extension: 2, then 1, then none. */
export function nextExtensionMs(item: ItemClock): number | null {
  return item.extensions === 0 ? 120_000 : item.extensions === 1 ? 60_000 : null;
}

export type Taking = { readonly item: string; readonly ms: number };

/**
 * Where an extension's minutes come from: first from time that earlier items left over, then from later items, last one
 * first, never below their minimum. `short` > 0 means the hard end is reached.
 */
export function planExtension(
  agenda: Agenda,
  now: number,
  wantedMs: number,
): { takings: readonly Taking[]; savedMs: number; shortMs: number } {
  if (isAtHardEnd(agenda, now)) return { takings: [], savedMs: 0, shortMs: wantedMs };
  const index = agenda.items.findIndex((item) => item.id === agenda.current);
  const saved = savedMs(agenda, now);
  let wanted = Math.max(0, wantedMs - saved);
  const takings: Taking[] = [];
  for (const item of agenda.items.slice(index + 1).toReversed()) {
    const spare = Math.max(0, item.budgetMs - Math.max(item.minimumMs, item.takenMs));
    const ms = Math.min(spare, wanted);
    if (ms > 0) takings.push({ item: item.id, ms });
    wanted -= ms;
  }
  return { takings, savedMs: Math.min(saved, wantedMs), shortMs: wanted };
}

/** Time that is still free below the hard end: planned total less what was taken and what is promised. */
export const savedMs = (agenda: Agenda, now: number): number => Math.max(0, agenda.hardEndMs - promisedMs(agenda, now));

/**
 * What the meeting will take if every item from the current one on takes its time box. An item before the current one
 * counts with what it took; one after it keeps its box even if it was visited before somebody went back.
 */
export function promisedMs(agenda: Agenda, now: number): number {
  const current = agenda.items.findIndex((item) => item.id === agenda.current);
  return agenda.items.reduce((sum, item, index) => {
    const taken = takenMs(agenda, item, now);
    return sum + (index < current ? taken : Math.max(item.budgetMs, taken));
  }, 0);
}

/** Time spent on all items up to `now`, in ms: what the meeting's own clock shows. */
export const meetingMs = (agenda: Agenda, now: number): number =>
  agenda.items.reduce((sum, item) => sum + takenMs(agenda, item, now), 0);

/** The whole of the meeting's time is used up: nothing is left to give, only to stop and resume later. */
export const isAtHardEnd = (agenda: Agenda, now: number): boolean => meetingMs(agenda, now) >= agenda.hardEndMs;

/** What the agenda plans for the whole meeting, in ms. */
export const plannedMs = (agenda: Agenda): number => agenda.items.reduce((sum, item) => sum + item.plannedMs, 0);
