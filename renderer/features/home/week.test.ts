import { describe, expect, it } from 'vitest';
import { formatWeekday } from '../../ui/format-time.ts';
import { weekAround } from './week.ts';

const days = (iso: string, zone: string) =>
  weekAround(Date.parse(iso), zone).days.map((day) => formatWeekday(day, zone));

describe('the week on the spine', () => {
  it('has the day it is about as the fifth', () => {
    expect(days('2026-03-16T08:00:00Z', 'Europe/Berlin')).toEqual([
      'Thu 12',
      'Fri 13',
      'Sat',
      'Sun',
      'Mon 16',
      'Tue 17',
      'Wed 18',
    ]);
  });

  it('names each day once over a day of 23 and a day of 25 hours', () => {
    expect(days('2026-03-29T10:00:00Z', 'Europe/Berlin')).toEqual([
      'Wed 25',
      'Thu 26',
      'Fri 27',
      'Sat',
      'Sun',
      'Mon 30',
      'Tue 31',
    ]);
    expect(days('2026-10-25T22:30:00Z', 'Europe/Berlin')).toEqual([
      'Wed 21',
      'Thu 22',
      'Fri 23',
      'Sat',
      'Sun',
      'Mon 26',
      'Tue 27',
    ]);
  });

  it('is seven days long but for the hour that the clocks gave or took', () => {
    const hours = ({ from, end }: { from: number; end: number }) => (end - from) / 3_600_000;
    expect(hours(weekAround(Date.parse('2026-03-16T08:00:00Z'), 'Europe/Berlin'))).toBe(168);
    expect(hours(weekAround(Date.parse('2026-03-29T08:00:00Z'), 'Europe/Berlin'))).toBe(167);
  });
});
