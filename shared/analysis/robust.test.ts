import { describe, expect, it } from 'vitest';
import { median, modifiedZ, usualRange } from './robust.ts';

describe('robust centre and spread', () => {
  const values = [12, 15, 11, 98, 14, 13, 16, 12, 15, 14];

  it('agrees with the reference: median 14, modified z of 98 is 37.772', () => {
    expect(median(values)).toBe(14);
    expect(modifiedZ(98, values)).toBeCloseTo(37.772, 3);
  });

  it('never divides by zero', () => {
    expect(modifiedZ(5, [3, 3, 3])).toBeNull();
    expect(modifiedZ(5, [3, 3, 3, 3, 9])).toBeCloseTo((0.7979 * 2) / 1.2, 12);
    expect(modifiedZ(5, [])).toBeNull();
    expect(median([])).toBeUndefined();
  });

  it('calls usual what scores within 3.5, whatever one outlier does', () => {
    const range = usualRange(values);
    expect(range?.low).toBeCloseTo(14 - (3.5 * 1.5) / 0.6745, 12);
    expect(range?.high).toBeCloseTo(14 + (3.5 * 1.5) / 0.6745, 12);
    expect(Math.abs(modifiedZ(range?.high ?? 0, values) ?? 0)).toBeCloseTo(3.5, 12);
    expect(usualRange([3, 3, 3, 3, 9])).toEqual({ low: 3, high: 9 });
    expect(usualRange([])).toBeUndefined();
  });
});
