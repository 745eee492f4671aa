import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardPolicy } from '../policy/standard-policy.ts';
import { minutesOutside, otherDay, workingTimeOf, type Placement } from './placement.ts';
import { instantOf } from './zone-time.ts';

const { calendar } = standardPolicy;
const timeOf = (placement: Placement) =>
  workingTimeOf('ops-01', { zone: 'UTC', placements: { 'ops-01': placement } }, calendar);
const berlin = timeOf({ zone: 'Europe/Berlin', from: '09:00', to: '17:00', days: null });

describe('working time', () => {
  it('[M7.5] is the workspace zone and the policy hours for who never said', () => {
    const time = workingTimeOf('ops-02', { zone: 'Asia/Tokyo', placements: {} }, calendar);
    expect(time).toEqual({ zone: 'Asia/Tokyo', from: 540, to: 1020, days: new Set([1, 2, 3, 4, 5]) });
  });

  it('[M7.5] counts the minutes before, after and on days off', () => {
    const on = (day: string, minute: number) => minutesOutside(instantOf(day, minute, 'Europe/Berlin'), 60, berlin);
    expect(on('2026-11-24', 9 * 60)).toBe(0);
    expect(on('2026-11-24', 8 * 60 + 15)).toBe(45);
    expect(on('2026-11-24', 16 * 60 + 50)).toBe(50);
    expect(on('2026-11-28', 12 * 60)).toBe(60);
  });

  it('[M7.5] goes past midnight with the evening it began on', () => {
    const night = timeOf({ zone: 'UTC', from: '22:00', to: '06:00', days: ['fri'] });
    expect(minutesOutside(Date.UTC(2026, 10, 27, 21, 30), 60, night)).toBe(30);
    expect(minutesOutside(Date.UTC(2026, 10, 28, 5, 30), 60, night)).toBe(30);
    expect(minutesOutside(Date.UTC(2026, 10, 27, 5, 0), 60, night)).toBe(60);
  });

  it('[M7.5] follows a clock that is put back in the middle: 90 minutes from 02:30 end at 03:00', () => {
    const early = timeOf({ zone: 'Europe/Berlin', from: '03:00', to: '11:00', days: ['sun'] });
    expect(minutesOutside(instantOf('2026-10-25', 150, 'Europe/Berlin'), 120, early)).toBe(90);
    expect(minutesOutside(instantOf('2026-03-29', 105, 'Europe/Berlin'), 60, early)).toBe(15);
  });

  it('[M7.5] is what Intl says minute by minute, whenever and wherever', () => {
    const zones = ['Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Chatham', 'America/St_Johns', 'Africa/Cairo'];
    const start = fc.integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2030, 11, 31) / 60_000 });
    fc.assert(
      fc.property(start, fc.constantFrom(...zones), fc.integer({ min: 5, max: 180 }), (minute, zone, length) => {
        const clock = new Intl.DateTimeFormat('en-GB', {
          timeZone: zone,
          weekday: 'short',
          hour: '2-digit',
          hourCycle: 'h23',
        });
        let outside = 0;
        for (let step = 0; step < length; step += 1) {
          const parts = clock.formatToParts((minute + step) * 60_000);
          const hour = Number(parts.find(({ type }) => type === 'hour')?.value);
          const day = parts.find(({ type }) => type === 'weekday')?.value ?? '';
          if (hour < 9 || hour >= 17 || day.startsWith('S')) outside += 1;
        }
        const time = timeOf({ zone, from: '09:00', to: '17:00', days: null });
        expect(minutesOutside(minute * 60_000, length, time)).toBe(outside);
      }),
      { numRuns: 40 },
    );
  });

  it('[M7.5] says when a wall shows another day', () => {
    const at = Date.UTC(2026, 10, 24, 21, 0);
    expect(otherDay(at, 'Europe/Berlin', 'Asia/Tokyo')).toBe('next day');
    expect(otherDay(at, 'Asia/Tokyo', 'Europe/Berlin')).toBe('day before');
    expect(otherDay(at, 'Europe/Berlin', 'Europe/Paris')).toBe('');
  });
});
