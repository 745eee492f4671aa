import { describe, expect, it } from 'vitest';
import type { Calendar } from '../policy/policy.ts';
import { standardPolicy } from '../policy/standard-policy.ts';
import { burdenLedger } from './burden.ts';
import { closedOn, dueWindow, windowWords } from './due-window.ts';
import type { Meeting } from './meetings.ts';
import { workingTimeOf, type Placements } from './placement.ts';
import { proposeSlots, type SlotWish } from './propose-slots.ts';
import { instantOf, wallAt, wallWords } from './zone-time.ts';

const zone = 'Europe/Berlin';
const timeline = { soakHours: 24, dueDays: 10, lengthMinutes: 60 };
const at = (day: string, clock: string): number =>
  instantOf(day, Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)), zone);
const goLive = at('2026-11-23', '14:05');

const wishFor = (
  more: Partial<SlotWish> = {},
  placements: Placements = {},
  calendar: Calendar = standardPolicy.calendar,
): SlotWish => ({
  window: dueWindow(goLive, timeline, zone),
  calendar,
  zone,
  minutes: 60,
  people: ['rel-01', 'ops-01'],
  timeOf: (member) => workingTimeOf(member, { zone, placements }, calendar),
  others: [],
  past: new Map(),
  now: goLive,
  atMost: 6,
  ...more,
});
const begins = (wish: SlotWish): readonly string[] => proposeSlots(wish).slots.map((slot) => wallWords(slot.at, zone));

describe('the due window', () => {
  it('[M1.4] begins with enough data and ends with the local day, in words', () => {
    const window = dueWindow(goLive, timeline, zone);
    expect(windowWords(window, timeline, zone)).toBe('from Tue 24 Nov 14:05 (24 h of data) to Thu 3 Dec, 23:59');
    expect(window.lastDay).toBe('2026-12-03');
  });

  it('[M1.4] ends with a day of 25 hours', () => {
    const { due } = dueWindow(at('2026-10-24', '12:00'), { ...timeline, dueDays: 1 }, zone);
    expect(new Date(due).toISOString()).toBe('2026-10-25T23:00:00.000Z');
  });

  it('[M1.4] is not moved by a blackout or a sprint, which keep days free of reviews', () => {
    const calendar: Calendar = {
      ...standardPolicy.calendar,
      blackouts: [{ from: '2026-11-25', to: '2026-11-26', name: 'Stocktaking' }],
      sprint: { start: '2026-11-16', days: 14, keepFree: [1, 14] },
    };
    expect(closedOn('2026-11-25', calendar)).toMatchObject({ kind: 'blackout', name: 'Stocktaking' });
    expect(closedOn('2026-11-30', calendar)).toEqual({ kind: 'sprint', dayOfSprint: 1 });
    expect(closedOn('2026-11-29', calendar)).toEqual({ kind: 'sprint', dayOfSprint: 14 });
    expect(closedOn('2026-11-27', calendar)).toBeUndefined();
    const { slots } = proposeSlots(wishFor({ atMost: 50 }, {}, calendar));
    const days = new Set(slots.map((slot) => wallAt(slot.at, zone).day));
    expect(['2026-11-25', '2026-11-26', '2026-11-29', '2026-11-30'].filter((day) => days.has(day))).toEqual([]);
    expect(days.has('2026-11-24')).toBe(true);
  });
});

describe('proposing slots', () => {
  it('[M1.4] proposes times within everybody’s hours, at most two of a day, none of them overlapping', () => {
    expect(begins(wishFor())).toEqual([
      'Tue 24 Nov 14:30',
      'Tue 24 Nov 15:30',
      'Wed 25 Nov 09:00',
      'Wed 25 Nov 10:00',
      'Thu 26 Nov 09:00',
      'Thu 26 Nov 10:00',
    ]);
  });

  it('[M1.4] keeps clear of other reviews of the same people, and of nobody else’s', () => {
    const other = (people: readonly string[]): Meeting => ({
      review: 'r-2026-002',
      at: at('2026-11-24', '15:00'),
      minutes: 60,
      people,
      isHeld: false,
    });
    expect(begins(wishFor({ others: [other(['ops-01'])] }))[0]).toBe('Tue 24 Nov 16:00');
    expect(begins(wishFor({ others: [other(['eng-09'])] }))[0]).toBe('Tue 24 Nov 14:30');
  });

  it('[M1.4] keeps to the policy’s hours while nobody is named', () => {
    const { slots } = proposeSlots(wishFor({ people: [] }));
    expect(wallWords(slots[2]?.at ?? 0, zone)).toBe('Wed 25 Nov 09:00');
    expect(slots[0]?.sides).toEqual([]);
  });

  it('[M1.4] says which rule took the window when nothing is left of it', () => {
    const calendar = {
      ...standardPolicy.calendar,
      blackouts: [{ from: '2026-11-20', to: '2026-12-31', name: 'Freeze' }],
    };
    const proposal = proposeSlots(wishFor({}, {}, calendar));
    expect(proposal.slots).toEqual([]);
    expect(proposal.taken[0]?.by).toBe('the blackout “Freeze”');
    const late = proposeSlots(wishFor({ now: at('2027-01-01', '10:00') }));
    expect(late.taken.map(({ by }) => by)).toEqual(['the time that is over']);
    const short = proposeSlots(wishFor({ window: dueWindow(goLive, { ...timeline, soakHours: 500 }, zone) }));
    expect(short).toMatchObject({ slots: [], taken: [{ by: 'the hours of data it waits for' }] });
  });

  it('[M7.5] says of every attendee the local time and what lies outside their hours', () => {
    const placements: Placements = { 'ops-01': { zone: 'Asia/Kolkata', from: '09:00', to: '17:00', days: null } };
    const [slot] = proposeSlots(wishFor({}, placements)).slots;
    expect(slot?.sides).toEqual([
      { member: 'rel-01', zone, local: '09:00', outside: 0 },
      { member: 'ops-01', zone: 'Asia/Kolkata', local: '13:30', outside: 0 },
    ]);
  });

  it('[M7.5] where no hour suits all, the burden goes from one to the other, also when the clocks change', () => {
    const placements: Placements = { 'ops-01': { zone: 'Pacific/Auckland', from: '09:00', to: '17:00', days: null } };
    const meetings: Meeting[] = [];
    const people = ['rel-01', 'ops-01'];
    const timeOf = (member: string) => workingTimeOf(member, { zone, placements }, standardPolicy.calendar);
    for (let week = 0; week < 12; week += 1) {
      const live = Date.UTC(2026, 8, 1 + week * 7, 9);
      const past = new Map(burdenLedger(people, meetings, 0, timeOf).map((each) => [each.member, each.minutes]));
      const [slot] = proposeSlots(
        wishFor({ window: dueWindow(live, timeline, zone), now: live, past }, placements),
      ).slots;
      meetings.push({ review: `r-2026-${week}`, at: slot?.at ?? 0, minutes: 60, people, isHeld: true });
      const [one, two] = burdenLedger(people, meetings, 0, timeOf).map(({ minutes }) => minutes);
      expect(Math.abs((one ?? 0) - (two ?? 0))).toBeLessThanOrEqual(60);
    }
    expect(burdenLedger(people, meetings, 0, timeOf).every(({ times }) => times >= 5)).toBe(true);
  });

  it('[M1.4] proposes for sixty people in six zones, each with their own side', () => {
    const zones = ['Europe/Berlin', 'Asia/Kolkata', 'America/New_York', 'Asia/Tokyo', 'Australia/Sydney', 'UTC'];
    const people = Array.from({ length: 60 }, (_, index) => `eng-${index}`);
    const placements: Placements = Object.fromEntries(
      people.map((person, index) => [
        person,
        { zone: zones[index % 6] ?? 'UTC', from: '09:00', to: '17:00', days: null },
      ]),
    );
    const { slots } = proposeSlots(wishFor({ people }, placements));
    expect(slots.map((slot) => slot.sides.length)).toEqual([60, 60, 60, 60, 60, 60]);
  });
});
