import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowHeights } from './row-heights.ts';

const heights = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 80 });

describe('where rows stand', () => {
  it('is the sum of what stands above, also after rows turned out higher or lower', () => {
    fc.assert(
      fc.property(heights, fc.array(fc.tuple(fc.nat(79), fc.integer({ min: 1, max: 400 }))), (first, changes) => {
        const rows = createRowHeights(first.length, (row) => first[row] ?? 1);
        const known = [...first];
        for (const [at, height] of changes) {
          const row = at % known.length;
          expect(rows.set(row, height)).toBe(height - (known[row] ?? 0));
          known[row] = height;
        }
        let top = 0;
        for (const [row, height] of known.entries()) {
          expect(rows.topOf(row)).toBe(top);
          expect(rows.rowAt(top)).toBe(row);
          expect(rows.rowAt(top + height - 1)).toBe(row);
          top += height;
        }
        expect(rows.total()).toBe(top);
      }),
      { numRuns: 60 },
    );
  });

  it('answers beyond both ends, and for no rows at all', () => {
    const rows = createRowHeights(3, () => 10);
    expect([rows.rowAt(-5), rows.rowAt(30), rows.rowAt(1e9)]).toEqual([0, 2, 2]);
    const none = createRowHeights(0, () => 10);
    expect([none.rowAt(0), none.total()]).toEqual([0, 0]);
  });
});
