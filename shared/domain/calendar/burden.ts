import type { Meeting } from './meetings.ts';
import { minutesOutside, type WorkingTime } from './placement.ts';

/** What reviews have cost somebody of their time off. `last` in epoch ms. */
export type BurdenEntry = {
  readonly member: string;
  /** Reviews that reached into their time off. */
  readonly times: number;
  readonly minutes: number;
  readonly last: number | null;
};

/**
 * The ledger of time off that reviews took: for each member, over meetings held or planned since `since` (epoch ms), the
 * minutes that lay outside their own working time. Each of `members` is in it, with nothing where nothing was taken.
 */
export function burdenLedger(
  members: readonly string[],
  meetings: readonly Meeting[],
  since: number,
  timeOf: (member: string) => WorkingTime,
): readonly BurdenEntry[] {
  const entries = new Map(
    members.map((member) => [member, { member, times: 0, minutes: 0, last: null as number | null }]),
  );
  for (const { at, minutes, people } of meetings) {
    if (at < since) continue;
    for (const member of people) {
      const entry = entries.get(member);
      const outside = entry === undefined ? 0 : minutesOutside(at, minutes, timeOf(member));
      if (entry === undefined || outside === 0) continue;
      entry.times += 1;
      entry.minutes += outside;
      entry.last = Math.max(entry.last ?? at, at);
    }
  }
  return [...entries.values()];
}

/** What one slot would cost: minutes outside working time, by member; who is not named loses nothing. */
export type SlotCost = { readonly at: number; readonly outside: ReadonlyMap<string, number> };

/**
 * Orders slots so that the burden goes round. With `past(p)` the minutes of time off that reviews took from attendee p so
 * far and `cost(s, p)` what slot s would take, the first slot is the one that minimises, in this order,
 *
 *     max over p of past(p) + cost(s, p)     nobody's total grows beyond the others'
 *     sum over p of cost(s, p)               then as few minutes as possible altogether
 *     the slot's beginning                   then as early as possible
 *
 * The first term rises only when every slot would raise it. So where each attendee could be the only one outside their
 * hours, the totals of any two differ by at most the dearest single meeting, whatever the history.
 */
export function rankSlots<T extends SlotCost>(
  slots: readonly T[],
  people: readonly string[],
  past: ReadonlyMap<string, number>,
): readonly T[] {
  const soFar = (person: string): number => past.get(person) ?? 0;
  const ranked = slots.map((slot) => {
    let highest = 0;
    let sum = 0;
    for (const person of people) {
      const cost = slot.outside.get(person) ?? 0;
      highest = Math.max(highest, soFar(person) + cost);
      sum += cost;
    }
    return { slot, highest, sum };
  });
  return ranked
    .toSorted((a, b) => a.highest - b.highest || a.sum - b.sum || a.slot.at - b.slot.at)
    .map(({ slot }) => slot);
}
