import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimeWindow } from './connector.ts';
import { cover, halves, uncovered, windowsOf, type Coverage } from './windows.ts';

const span = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
  .map(([from, length]) => ({ from, to: from + length }));
const holds = (spans: Coverage, at: number): boolean => spans.some(({ from, to }) => from <= at && at < to);
const moments = Array.from({ length: 90 }, (_, at) => at);

describe('windows', () => {
  it('[N4] what is covered and what is not are exactly each other’s rest, newest first', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), span, (spans, window) => {
        const covered = spans.reduce<Coverage>(cover, []);
        for (const at of moments) expect(holds(covered, at)).toBe(holds(spans, at));
        const apart = covered.every((one, index) => index === 0 || one.from > (covered[index - 1]?.to ?? 0));
        expect(apart).toBe(true);
        const gaps = uncovered(covered, window);
        for (const at of moments) expect(holds(gaps, at)).toBe(holds([window], at) && !holds(covered, at));
        expect(gaps.toSorted((a, b) => b.from - a.from)).toEqual(gaps);
      }),
    );
  });

  it('[N4] cutting loses and doubles nothing, however often a window is halved', () => {
    const whole: TimeWindow = { from: 1500, to: 95_250 };
    const cut = (window: TimeWindow): readonly TimeWindow[] => halves(window)?.flatMap(cut) ?? [window];
    for (const parts of [windowsOf(whole, 7000), cut(whole)]) {
      expect(parts.reduce<Coverage>(cover, [])).toEqual([whole]);
      expect(parts.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(whole.to - whole.from);
      expect(parts.toSorted((a, b) => b.from - a.from)).toEqual(parts);
    }
    expect(halves({ from: 1000, to: 2000 })).toBeNull();
  });
});
