import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayInZone } from '../domain/day.ts';
import { parseSaidTime, timeInZone, wallTimeToEpoch } from './said-time.ts';

const berlin = 'Europe/Berlin';
const iso = (epoch: number | null): string => (epoch === null ? 'none' : new Date(epoch).toISOString());

describe('what was said with a time before it', () => {
  it('[M3.3] a time goes off the front and is of the release’s day in the review’s zone', () => {
    const said = parseSaidTime('14:05 the alert fired', '2026-03-12', berlin);
    expect(said.text).toBe('the alert fired');
    expect(iso(said.happenedAt)).toBe('2026-03-12T13:05:00.000Z');
    expect(iso(parseSaidTime('9:05:30 x', '2026-07-12', berlin).happenedAt)).toBe('2026-07-12T07:05:30.000Z');
    expect(iso(parseSaidTime('2026-03-13 00:10 x', '2026-03-12', berlin).happenedAt)).toBe('2026-03-12T23:10:00.000Z');
  });

  it.each(['24:00 late', '14:60 odd', '14:05', '4.18.0 went out', '14:05alert', '2026-02-31 14:05 no such day'])(
    '[M3.3] “%s” has no time before it and stays whole',
    (text) => {
      expect(parseSaidTime(text, '2026-03-12', berlin)).toEqual({ text, happenedAt: null });
    },
  );

  it('[M3.3] the hour that comes twice is the first one, the hour that never comes lies after the gap', () => {
    expect(iso(wallTimeToEpoch('2026-10-25', '02:30:00', berlin))).toBe('2026-10-25T00:30:00.000Z');
    expect(iso(wallTimeToEpoch('2026-03-29', '02:30:00', berlin))).toBe('2026-03-29T01:30:00.000Z');
  });

  it('[M3.3] a time that is shown can be typed and means the same moment, in any zone', () => {
    const zone = fc.constantFrom('UTC', berlin, 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia');
    const epoch = fc
      .integer({ min: Date.parse('2024-01-01'), max: Date.parse('2028-01-01') })
      .map((ms) => ms - (ms % 1000));
    fc.assert(
      fc.property(zone, epoch, (where, at) => {
        const said = `${timeInZone(at, where)} x`;
        const read = parseSaidTime(said, dayInZone(at, where), where).happenedAt ?? 0;
        // In the hour that comes twice the first of the two is meant.
        expect([0, 3_600_000]).toContain(at - read);
        expect(timeInZone(read, where)).toBe(timeInZone(at, where));
      }),
    );
  });
});
