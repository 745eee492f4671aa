import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysFromTo, instantOf, wallAt, zoneOffset } from './zone-time.ts';

const hour = 3_600_000;

/** Half hours and three quarters, both hemispheres, a change of half an hour, changes at midnight, and none at all. */
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'America/Santiago',
  'America/Havana',
  'America/St_Johns',
  'Africa/Cairo',
  'Asia/Beirut',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'UTC',
];

const formats = new Map(
  zones.map((zone) => [
    zone,
    // Another way through Intl than the code under test takes.
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }),
  ]),
);
const shown = (at: number, zone: string): string => (formats.get(zone) as Intl.DateTimeFormat).format(at);
const told = (at: number, zone: string): string => {
  const { day, minute } = wallAt(at, zone);
  return `${day} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
};

/** Every instant from 2024 to 2030 at which one of these zones changes. */
function changesOf(zone: string): readonly number[] {
  const changes: number[] = [];
  let before = zoneOffset(Date.UTC(2024, 0, 1), zone);
  for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2031, 0, 1); at += 6 * hour) {
    const after = zoneOffset(at, zone);
    if (after !== before)
      for (let near = at - 6 * hour; near <= at; near += hour / 4)
        if (zoneOffset(near, zone) !== zoneOffset(near - 1, zone)) changes.push(near);
    before = after;
  }
  return changes;
}

describe('a wall in a zone', () => {
  it.each(zones)('shows in %s what Intl shows, round every change from 2024 to 2030', (zone) => {
    const changes = changesOf(zone);
    const stands = ['Asia/Kathmandu', 'Asia/Kolkata', 'Pacific/Kiritimati', 'UTC'].includes(zone);
    expect(changes.length).toBe(stands ? 0 : Math.max(changes.length, 10));
    for (const change of changes)
      for (let at = change - 4 * hour; at <= change + 4 * hour; at += hour / 4) {
        expect(told(at, zone)).toBe(shown(at, zone));
        expect(told(at - 1, zone)).toBe(shown(at - 1, zone));
      }
  });

  it.each(zones)('is found again in %s: the first instant that shows it, or the moment after a gap', (zone) => {
    for (const change of changesOf(zone))
      for (let at = change - 3 * hour; at <= change + 3 * hour; at += hour / 4) {
        const { day, minute } = wallAt(at, zone);
        const found = instantOf(day, minute, zone);
        expect(found).toBeLessThanOrEqual(at);
        expect(told(found, zone)).toBe(told(at, zone));
        expect(told(found - 60_000, zone) < told(found, zone)).toBe(true);
      }
  });

  it('begins a day that has no midnight when it begins', () => {
    // On 8 September 2024 Chile put its clocks forward at midnight.
    const start = instantOf('2024-09-08', 0, 'America/Santiago');
    expect(told(start, 'America/Santiago')).toBe('2024-09-08 01:00');
    expect(told(start - 60_000, 'America/Santiago')).toBe('2024-09-07 23:59');
  });

  it('takes the first of two hours alike', () => {
    expect(new Date(instantOf('2026-10-25', 150, 'Europe/Berlin')).toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(new Date(instantOf('2026-03-29', 150, 'Europe/Berlin')).toISOString()).toBe('2026-03-29T01:00:00.000Z');
  });

  it('holds for any minute of these years: a day is over when the next begins', () => {
    const minutes = fc.integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2030, 11, 31) / 60_000 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
        const at = minute * 60_000;
        expect(told(at, zone)).toBe(shown(at, zone));
        const { day } = wallAt(at, zone);
        expect(instantOf(day, 0, zone)).toBeLessThanOrEqual(at);
        expect(instantOf(addDays(day, 1), 0, zone)).toBeGreaterThan(at);
      }),
      { numRuns: 400 },
    );
  });

  it('counts calendar days over the change of the clocks', () => {
    expect(daysFromTo('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysFromTo('2026-04-01', '2026-03-30')).toBe(-2);
  });

  it('reads a zone that this machine does not know as UTC', () => {
    expect(told(Date.UTC(2026, 5, 1, 12, 30), 'Moon/Tycho')).toBe('2026-06-01 12:30');
  });
});
