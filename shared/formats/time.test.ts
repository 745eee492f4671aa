import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInstants, readTime } from './time.ts';
import { parseZone, type Zone } from './zone.ts';

const now = Date.UTC(2026, 2, 16, 12);
function zoneOf(name: string): Zone {
  const zone = parseZone(name);
  if (!zone.ok) throw new Error(zone.error.message);
  return zone.value;
}
const codeOf = (text: string | number, zone: Zone | null = null): string => {
  const read = readTime(text, zone, now);
  return read.ok ? 'ok' : read.error.code;
};

describe('times', () => {
  it('[I3] reads ISO 8601 with an offset, epoch seconds and milliseconds to the same instant', () => {
    const instants = fc.integer({ min: Date.UTC(2001, 8, 10), max: now });
    fc.assert(
      fc.property(instants, fc.integer({ min: -14 * 60, max: 14 * 60 }), (instant, offset) => {
        const wall = new Date(instant + offset * 60_000).toISOString().slice(0, 23);
        const sign = offset < 0 ? '-' : '+';
        const pad = (value: number): string => String(value).padStart(2, '0');
        const mark = `${sign}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
        for (const text of [wall + mark, `${wall.replace('T', ' ')} ${mark.replace(':', '')}`])
          expect(readTime(text, null, now)).toEqual({ ok: true, value: instant });
        expect(readTime(instant, null, now)).toEqual({ ok: true, value: instant });
        expect(readTime(String(instant / 1000), null, now)).toEqual({ ok: true, value: instant });
      }),
    );
  });

  it('[I3] a time without a zone is refused, and the message says what to do', () => {
    const read = readTime('2014-05-14 01:14:00', null, now);
    expect(read).toMatchObject({ ok: false, error: { code: 'zone-needed' } });
    expect(read.ok ? '' : read.error.message).toContain('Say which zone');
    expect(readTime('2014-05-14 01:14:00', zoneOf('UTC'), now)).toEqual({
      ok: true,
      value: Date.UTC(2014, 4, 14, 1, 14),
    });
  });

  it('[I3] an unknown zone is refused by name', () => {
    for (const name of ['Mars/Olympus', '+25:00', 'CEST or so', '', '02:00'])
      expect(parseZone(name)).toMatchObject({ ok: false, error: { code: 'wrong-zone' } });
  });

  it('[I24] wall times are read with the zone’s daylight-saving time', () => {
    const berlin = zoneOf('Europe/Berlin');
    expect(readTime('2025-01-15 12:00', berlin, now)).toEqual({ ok: true, value: Date.UTC(2025, 0, 15, 11) });
    expect(readTime('2025-07-15 12:00', berlin, now)).toEqual({ ok: true, value: Date.UTC(2025, 6, 15, 10) });
    expect(codeOf('2025-03-30 02:30', berlin)).toBe('time-gap');
    expect(codeOf('2025-10-26 02:30', berlin)).toBe('time-ambiguous');
    expect(readInstants('2025-10-26 02:30', berlin)).toEqual({
      ok: true,
      value: [Date.UTC(2025, 9, 26, 0, 30), Date.UTC(2025, 9, 26, 1, 30)],
    });
  });

  it('[I24] every instant is among those its own wall time can mean, in any zone', () => {
    const zones = [
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
      'Pacific/Apia',
      'Africa/Casablanca',
    ];
    fc.assert(
      fc.property(fc.integer({ min: 9.5e8, max: 1.77e9 }), fc.constantFrom(...zones), (seconds, name) => {
        const instant = seconds * 1000;
        const wallText = new Date(instant).toLocaleString('sv-SE', { timeZone: name });
        const read = readInstants(wallText, zoneOf(name));
        expect(read.ok && read.value.includes(instant)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('[I6] times before 2000 and more than ten minutes ahead are refused, and so is what is no date', () => {
    expect(codeOf('1999-12-31T23:59:59Z')).toBe('time-out-of-range');
    expect(codeOf('2000-01-01T00:00:00Z')).toBe('ok');
    expect(codeOf('2026-03-16T12:10:00Z')).toBe('ok');
    expect(codeOf('2026-03-16T12:10:01Z')).toBe('time-out-of-range');
    for (const text of [
      '2025-02-29T00:00:00Z',
      '2025-13-01T00:00:00Z',
      '2025-01-01T24:00:00Z',
      '16/03/2026',
      'yesterday',
      '2026-03-16',
      '1e9',
      '-5',
    ])
      expect(`${text}: ${codeOf(text)}`).toBe(`${text}: bad-time`);
  });
});
