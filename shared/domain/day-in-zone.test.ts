import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDayInZone } from './day-in-zone.ts';
import { dayInZone } from './day.ts';

it('tells the same day as the slow way, on days of 23 and 25 hours too', () => {
  const zones = ['Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC'];
  const times = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2027-12-31') });
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.array(times, { minLength: 1, maxLength: 20 }), (zone, at) => {
      const dayOf = createDayInZone(zone);
      expect(at.map(dayOf)).toEqual(at.map((each) => dayInZone(each, zone)));
    }),
    { numRuns: 50 },
  );
});
