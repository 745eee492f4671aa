import type { Calendar } from '../policy/policy.ts';
import { rankSlots, type SlotCost } from './burden.ts';
import { closedOn, closedWords, type DueWindow } from './due-window.ts';
import type { Meeting } from './meetings.ts';
import { minutesOutside, otherDay, type WorkingTime } from './placement.ts';
import { clockWords, instantOf, wallAt } from './zone-time.ts';

/** One attendee's side of a slot: what their wall shows, and how much of it is their time off. */
export type SlotSide = {
  readonly member: string;
  readonly zone: string;
  /** `09:30`, or `02:30 next day` where their wall shows another day than the review's. */
  readonly local: string;
  readonly outside: number;
};
export type Slot = { readonly at: number; readonly minutes: number; readonly sides: readonly SlotSide[] };

/** Which rule took how many of the half hours of a window. */
export type Taken = { readonly by: string; readonly halfHours: number };
export type Proposal = { readonly slots: readonly Slot[]; readonly taken: readonly Taken[] };

export type SlotWish = {
  readonly window: DueWindow;
  readonly calendar: Calendar;
  /** The review's. */
  readonly zone: string;
  readonly minutes: number;
  readonly people: readonly string[];
  readonly timeOf: (member: string) => WorkingTime;
  /** Meetings of other reviews. */
  readonly others: readonly Meeting[];
  /** Minutes of time off that reviews took from each so far. */
  readonly past: ReadonlyMap<string, number>;
  /** Epoch ms. */
  readonly now: number;
  readonly atMost: number;
};

const halfHour = 1_800_000;
const mostOfADay = 2;

/**
 * The next times for a review [M1.4] [M7.5]: on the half hours of its zone, inside its window, on days that no rule keeps
 * free, beside no other meeting of the same people; ranked by {@link rankSlots}, so within everybody's hours where that
 * can be. At most two of a day and never two that overlap, for somebody has to choose. Where nothing is left, `taken` says
 * what took it, most first.
 */
export function proposeSlots(wish: SlotWish): Proposal {
  const taken = new Map<string, number>();
  const take = (by: string): void => void taken.set(by, (taken.get(by) ?? 0) + 1);
  const free: (SlotCost & { readonly day: string })[] = [];
  // While nobody is named, the hours of whoever said nothing about theirs are as good as any.
  const people = wish.people.length === 0 ? [''] : wish.people;
  const distinct = groupByTime(people, wish.timeOf);
  for (const at of halfHoursOf(wish)) {
    const { day } = wallAt(at, wish.zone);
    const closed = closedOn(day, wish.calendar);
    if (closed !== undefined) take(closedWords(closed));
    else if (at < wish.now) take('the time that is over');
    else if (isTaken(at, wish)) take('other reviews of the same people');
    else free.push({ at, day, outside: costOf(at, wish.minutes, distinct) });
  }
  if (wish.window.earliest >= wish.window.due) take('the hours of data it waits for');
  const perDay = new Map<string, number>();
  const slots: Slot[] = [];
  for (const { at, day } of rankSlots(free, people, wish.past)) {
    if (slots.length >= wish.atMost) break;
    const ofDay = perDay.get(day) ?? 0;
    const overlaps = slots.some((slot) => Math.abs(slot.at - at) < wish.minutes * 60_000);
    if (ofDay >= mostOfADay || overlaps) continue;
    perDay.set(day, ofDay + 1);
    slots.push(slotAt(at, wish));
  }
  const byMost = [...taken].map(([by, halfHours]) => ({ by, halfHours }));
  return { slots, taken: byMost.toSorted((a, b) => b.halfHours - a.halfHours) };
}

/** A slot with every attendee's side of it, those who would lose most first. */
export function slotAt(
  at: number,
  { minutes, people, timeOf, zone }: Pick<SlotWish, 'minutes' | 'people' | 'timeOf' | 'zone'>,
): Slot {
  const sides = people.map((member): SlotSide => {
    const time = timeOf(member);
    const shift = otherDay(at, zone, time.zone);
    const clock = clockWords(wallAt(at, time.zone).minute);
    const local = shift === '' ? clock : `${clock} ${shift}`;
    return { member, zone: time.zone, local, outside: minutesOutside(at, minutes, time) };
  });
  return { at, minutes, sides: sides.toSorted((a, b) => b.outside - a.outside) };
}

/** From the first half hour with enough data to the last that is over when it is due. */
function* halfHoursOf({ window, zone, minutes }: SlotWish): Generator<number> {
  const first = wallAt(window.earliest, zone);
  let at = instantOf(first.day, Math.floor(first.minute / 30) * 30, zone);
  while (at < window.earliest) at += halfHour;
  for (; at + minutes * 60_000 <= window.due; at += halfHour) yield at;
}

const isTaken = (at: number, { minutes, others, people }: SlotWish): boolean =>
  others.some(
    (other) =>
      at < other.at + other.minutes * 60_000 &&
      other.at < at + minutes * 60_000 &&
      other.people.some((person) => people.includes(person)),
  );

type Group = { readonly time: WorkingTime; readonly members: string[] };

/** People who work alike are reckoned once: sixty of them live in a handful of zones. */
function groupByTime(people: readonly string[], timeOf: SlotWish['timeOf']): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const member of people) {
    const time = timeOf(member);
    const key = `${time.zone} ${time.from} ${time.to} ${[...time.days].join(',')}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { time, members: [member] });
    else known.members.push(member);
  }
  return [...groups.values()];
}

function costOf(at: number, minutes: number, groups: readonly Group[]): ReadonlyMap<string, number> {
  const outside = new Map<string, number>();
  for (const { time, members } of groups) {
    const cost = minutesOutside(at, minutes, time);
    if (cost > 0) for (const member of members) outside.set(member, cost);
  }
  return outside;
}
