import { describe, expect, it } from 'vitest';
import { dotPlaces } from './dot-places.ts';

describe('dotPlaces', () => {
  it('puts what is usual in the middle and what lies farthest at an end', () => {
    const places = dotPlaces([180, 170, 190], 940, 180, 300, 10);
    expect(places.usual).toBe(150);
    expect(places.now).toBe(290);
    expect(places.before[0]).toBe(150);
  });

  it('spreads values from end to end where nothing is usual', () => {
    expect(dotPlaces([1, 3], 2, null, 100, 0)).toEqual({ before: [0, 100], now: 50, usual: null });
  });

  it('puts equal values in the middle and leaves out what was not measured', () => {
    expect(dotPlaces([4, 4], null, 4, 100, 10)).toEqual({ before: [50, 50], now: null, usual: 50 });
  });
});
