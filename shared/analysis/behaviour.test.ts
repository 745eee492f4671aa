import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exposureRowSchema } from '../domain/release/delivery-rows.ts';
import { adoptionCurve, errorsByVariant } from './behaviour.ts';
import { lowerMedian } from './order-statistics.ts';
import { wilson } from './wilson.ts';

const hour = 3_600_000;
const row = (at: number, variant: string, exposures: number, errors: number | null = 0) =>
  exposureRowSchema.parse({
    kind: 'exposure',
    id: `u:exposure:new-basket:${variant}/${at}`,
    revision: 0,
    service: 'checkout',
    flag: 'new-basket',
    variant,
    environment: 'production',
    from: at * hour,
    to: (at + 1) * hour,
    exposures,
    errors,
    conversions: null,
  });

describe('user behaviour', () => {
  it('[M2.5] has the Wilson intervals of the reference values', () => {
    expect(wilson(0, 10)?.low).toBe(0);
    expect(wilson(0, 10)?.high).toBeCloseTo(0.2775328, 7);
    expect(wilson(3, 25)?.low).toBeCloseTo(0.0416682, 7);
    expect(wilson(3, 25)?.high).toBeCloseTo(0.2995579, 7);
    expect(wilson(0, 0)).toBeNull();
    expect(wilson(3, 2)).toBeNull();
  });

  it('[M2.5] the interval holds the share, mirrors, and never leaves 0 to 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const k = Math.round(part * n);
        const [own, mirror] = [wilson(k, n), wilson(n - k, n)];
        expect(own?.low).toBeGreaterThanOrEqual(0);
        expect(own?.high).toBeLessThanOrEqual(1);
        expect((own?.low ?? 2) <= k / n && k / n <= (own?.high ?? -1)).toBe(true);
        expect(1 - (own?.high ?? 0)).toBeCloseTo(mirror?.low ?? NaN, 12);
      }),
    );
  });

  it('[M2.5] says too few below 30 exposures, and says where a source counts no errors', () => {
    const rows = [
      row(0, 'on', 20, 1),
      row(1, 'on', 9, 0),
      row(0, 'off', 25, 3),
      row(1, 'off', 75, 3),
      row(0, 'c', 90, null),
    ];
    const [blind, off, on] = errorsByVariant(rows);
    expect(on).toMatchObject({ exposures: 29, errors: 1, rate: null, note: 'too few: 29 of 30' });
    expect(off).toMatchObject({ exposures: 100, errors: 6, note: '' });
    expect(off?.rate?.value).toBe(0.06);
    expect(blind).toMatchObject({ variant: 'c', errors: null, rate: null, note: 'the source counts no errors' });
    expect(errorsByVariant(rows, 29)[2]?.rate?.value).toBeCloseTo(1 / 29);
  });

  it('[M2.5] an hour in which nobody came is not an adoption of 0', () => {
    const rows = [row(0, 'on', 5), row(0, 'off', 15), row(1, 'on', 0), row(1, 'off', 0), row(2, 'off', 8)];
    const curve = adoptionCurve(rows, 'new-basket', 'on');
    expect(curve.map((each) => each.share?.value ?? null)).toEqual([0.25, null, 0]);
    expect(curve.map((each) => each.total)).toEqual([20, 0, 8]);
  });

  it('[M2.5] the lower median is a value that occurred', () => {
    expect(lowerMedian([4, 1, 3, 2])).toBe(2);
    expect(lowerMedian([])).toBeNull();
    expect(lowerMedian([Number.NaN, 7])).toBe(7);
  });
});
