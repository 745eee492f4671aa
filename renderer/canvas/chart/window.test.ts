import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { panSpan, spanBetween, zoomSpan } from './window.ts';

const whole = { from: 0, to: 86_400_000 };
const spans = fc
  .tuple(fc.integer({ min: 0, max: 80_000_000 }), fc.integer({ min: 60_000, max: 6_400_000 }))
  .map(([from, size]) => ({ from, to: from + size }));

describe('what a chart shows', () => {
  it('never leaves the whole, however one zooms and moves', () => {
    fc.assert(
      fc.property(
        spans,
        fc.double({ min: 0.1, max: 8, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (span, factor, share) => {
          for (const next of [zoomSpan(span, whole, span.from, factor), panSpan(span, whole, share)]) {
            expect(next.from).toBeGreaterThanOrEqual(whole.from);
            expect(next.to).toBeLessThanOrEqual(whole.to);
            expect(next.to).toBeGreaterThan(next.from);
          }
        },
      ),
    );
  });

  it('keeps the moment under the cursor where it is', () => {
    const next = zoomSpan({ from: 10_000_000, to: 20_000_000 }, whole, 15_000_000, 0.5);
    expect(next).toEqual({ from: 12_500_000, to: 17_500_000 });
  });

  it('looks no closer than a minute', () => {
    const next = zoomSpan({ from: 0, to: 90_000 }, whole, 45_000, 0.01);
    expect(next.to - next.from).toBe(60_000);
  });

  it('takes a stroke in either direction and ignores a click', () => {
    expect(spanBetween(500_000, 100_000, whole)).toEqual({ from: 100_000, to: 500_000 });
    expect(spanBetween(100_000, 100_010, whole)).toBeUndefined();
  });
});
