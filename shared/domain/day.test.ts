import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantOf } from './calendar/zone-time.ts';
import { dayInZone } from './day.ts';

const zones = ['Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'America/Havana', 'UTC'];
const times = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2027-12-31') });

it('tells the day that the platform tells, on days of 23 and 25 hours too', () => {
  const formats = new Map(zones.map((zone) => [zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone })]));
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.array(times, { minLength: 1, maxLength: 20 }), (zone, at) => {
      expect(at.map((each) => dayInZone(each, zone))).toEqual(at.map((each) => formats.get(zone)?.format(each)));
    }),
    { numRuns: 50 },
  );
});

it('begins each day at its first moment, where the clock skips midnight too', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), times, (zone, at) => {
      const day = dayInZone(at, zone);
      const start = instantOf(day, 0, zone);
      expect([dayInZone(start, zone), dayInZone(start - 1, zone) < day]).toEqual([day, true]);
    }),
    { numRuns: 200 },
  );
  expect(new Date(instantOf('2026-03-08', 0, 'America/Havana')).toISOString()).toBe('2026-03-08T05:00:00.000Z');
});
