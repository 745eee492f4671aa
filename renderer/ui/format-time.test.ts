import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatClockSeconds,
  formatDayText,
  formatDayTime,
  formatLongDay,
  formatSpan,
  formatWeekday,
  parseClock,
  parseDay,
  startOfDay,
  toDayText,
  toWallTime,
  wallTimeToEpoch,
} from './format-time.ts';

const noon = Date.parse('2026-03-16T11:00:10Z');
const minute = 60_000;

describe('times on the wall', () => {
  it('tells day and clock in the zone, 24 hours, months in three letters', () => {
    expect(formatDayTime(noon, 'Europe/Berlin')).toBe('16 Mar 2026, 12:00');
    expect(formatClockSeconds(noon, 'Asia/Kolkata')).toBe('16:30:10');
    expect(formatLongDay(noon, 'Europe/Berlin')).toBe('Monday, 16 March');
    expect(formatDayTime(Date.parse('2026-09-30T23:59:00Z'), 'UTC')).toBe('30 Sep 2026, 23:59');
    expect(formatDayText('2026-03-07')).toBe('7 Mar 2026');
  });

  it('tells midnight as 00:00 of the new day', () => {
    expect(formatDayTime(Date.parse('2026-03-16T23:00:00Z'), 'Europe/Berlin')).toBe('17 Mar 2026, 00:00');
  });

  it('drops the figure of a weekend day', () => {
    expect(formatWeekday(noon, 'UTC')).toBe('Mon 16');
    expect(formatWeekday(noon - 48 * 60 * minute, 'UTC')).toBe('Sat');
  });

  it('reads an unknown zone as UTC', () => {
    expect(toWallTime(noon, 'Mars/Olympus').hour).toBe(11);
  });

  it('comes back to the same moment from any wall time that exists once', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000 }), zones, (halfHours, zone) => {
        const at = halfHours * 30 * minute;
        const back = wallTimeToEpoch(toWallTime(at, zone), zone);
        expect(formatDayTime(back, zone)).toBe(formatDayTime(at, zone));
      }),
    );
  });

  it('begins a day of 23 hours at its midnight', () => {
    const summer = Date.parse('2026-03-29T12:00:00Z');
    expect(new Date(startOfDay(summer, 'Europe/Berlin')).toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(toDayText(summer, 'Europe/Berlin')).toBe('2026-03-29');
  });
});

describe('spans', () => {
  it.each([
    [0, '0 s'],
    [45_000, '45 s'],
    [151_000, '2 min 31 s'],
    [19 * minute, '19 min'],
    [185 * minute, '3 h 05 min'],
    [120 * minute, '2 h'],
    [6 * 24 * 60 * minute, '6 days'],
    [-5, '0 s'],
  ])('tells %d ms as %s', (ms, told) => {
    expect(formatSpan(ms)).toBe(told);
  });
});

describe('what people type', () => {
  it.each([
    ['2026-11-27', '2026-11-27'],
    ['27 Nov 2026', '2026-11-27'],
    ['27 november 2026', '2026-11-27'],
    ['27.11.2026', '2026-11-27'],
    ['31 Feb 2026', null],
    ['11/27/2026', null],
    ['tomorrow', null],
  ])('reads the day %s as %s', (typed, day) => {
    expect(parseDay(typed)).toBe(day);
  });

  it.each([
    ['10:00', { hour: 10, minute: 0 }],
    ['9.05', { hour: 9, minute: 5 }],
    ['24:00', null],
    ['10', null],
  ])('reads the clock %s', (typed, clock) => {
    expect(parseClock(typed)).toEqual(clock);
  });
});
