import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardPolicy } from '../policy/standard-policy.ts';
import { burdenLedger, rankSlots, type SlotCost } from './burden.ts';
import { workingTimeOf } from './placement.ts';

const hour = 3_600_000;
const placements = {
  'ber-01': { zone: 'Europe/Berlin', from: '09:00', to: '17:00', days: null },
  'akl-01': { zone: 'Pacific/Auckland', from: '09:00', to: '17:00', days: null },
};
const timeOf = (member: string) => workingTimeOf(member, { zone: 'UTC', placements }, standardPolicy.calendar);
const members = ['ber-01', 'akl-01'];

describe('the burden ledger', () => {
  it('[M7.5] counts minutes, times and the last time of everybody, and forgets what lies too far back', () => {
    const tuesday = Date.UTC(2026, 10, 24, 10);
    const meeting = { review: 'r-2026-001', minutes: 60, people: members, isHeld: true };
    const meetings = [
      { ...meeting, at: tuesday - 24 * hour },
      { ...meeting, at: tuesday },
      { ...meeting, at: tuesday - 4000 * hour },
    ];
    expect(burdenLedger(members, meetings, tuesday - 400 * hour, timeOf)).toEqual([
      { member: 'ber-01', times: 0, minutes: 0, last: null },
      { member: 'akl-01', times: 2, minutes: 120, last: tuesday },
    ]);
  });

  it('[M7.5] is the same wall hour on both sides of a change of the clock', () => {
    const at = (month: number, day: number, utc: number) => ({
      review: 'r-2026-001',
      at: Date.UTC(2026, month, day, utc),
      minutes: 60,
      people: ['ber-01'],
      isHeld: true,
    });
    // 08:00 in Berlin: 06:00 UTC in summer, 07:00 UTC in winter.
    const ledger = burdenLedger(['ber-01'], [at(9, 23, 6), at(9, 26, 7)], 0, timeOf);
    expect(ledger[0]).toMatchObject({ times: 2, minutes: 120 });
  });
});

describe('ranking slots', () => {
  it('[M7.5] takes a slot within hours first, then the one that keeps the highest total lowest', () => {
    const slot = (at: number, ...outside: [string, number][]): SlotCost => ({ at, outside: new Map(outside) });
    const past = new Map([['akl-01', 60]]);
    const free = slot(3);
    const ranked = rankSlots([slot(1, ['akl-01', 60]), slot(2, ['ber-01', 60]), free], members, past);
    expect(ranked.map(({ at }) => at)).toEqual([3, 2, 1]);
  });

  it('[M7.5] with equal availability no two totals ever differ by more than one meeting, over any history', () => {
    const dearest = 60;
    const cost = fc.integer({ min: 5, max: dearest });
    const people = ['a', 'b', 'c', 'd', 'e'];
    // Each could be the only one outside their hours; other slots cost several people at once.
    const meeting = fc.record({
      alone: fc.array(cost, { minLength: people.length, maxLength: people.length }),
      together: fc.array(fc.dictionary(fc.constantFrom(...people), cost, { minKeys: 2 }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(meeting, { maxLength: 60 }), (meetings) => {
        const totals = new Map(people.map((person) => [person, 0]));
        for (const { alone, together } of meetings) {
          const slots = [
            ...alone.map((minutes, index) => new Map([[people[index] ?? '', minutes]])),
            ...together.map((each) => new Map(Object.entries(each))),
          ].map((outside, at) => ({ at, outside }));
          const [chosen] = rankSlots(slots, people, totals);
          for (const [person, minutes] of chosen?.outside ?? [])
            totals.set(person, (totals.get(person) ?? 0) + minutes);
          expect(Math.max(...totals.values()) - Math.min(...totals.values())).toBeLessThanOrEqual(dearest);
        }
      }),
      { numRuns: 200 },
    );
  });
});
