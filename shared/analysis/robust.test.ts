import { describe, expect, it } from 'vitest';
import { median, modifiedZ } from './robust.ts';

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
});
