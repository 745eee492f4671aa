import { describe, expect, it } from 'vitest';
import { fourWeeksAround, lanesOf } from './spine-range.ts';

describe('four weeks', () => {
  it('begin on the Monday of the week before, also when the clock changes in between', () => {
    const range = fourWeeksAround(Date.parse('2026-10-28T10:00:00Z'), 'Europe/Berlin');
    expect(range.days[0]?.day).toBe('2026-10-19');
    expect(range.days.at(-1)?.day).toBe('2026-11-15');
    expect(new Date(range.from).toISOString()).toBe('2026-10-18T22:00:00.000Z');
    expect(new Date(range.end).toISOString()).toBe('2026-11-15T23:00:00.000Z');
  });

  it('count a Sunday to the week that ends with it', () => {
    expect(fourWeeksAround(Date.parse('2026-11-01T10:00:00Z'), 'UTC').days[7]?.day).toBe('2026-10-26');
  });
});

it('puts bars that overlap below each other and uses a lane again that is free', () => {
  const bar = (from: number, to: number) => ({ from, to });
  expect(lanesOf([bar(0, 5), bar(2, 4), bar(4, 9), bar(5, 6)])).toEqual([0, 1, 1, 0]);
});
