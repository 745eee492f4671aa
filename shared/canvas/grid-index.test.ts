import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGridIndex } from './grid-index.ts';
import type { Box } from './plan.ts';

const coordinate = fc.integer({ min: -2000, max: 2000 });
const extent = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 120 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 4000 }) },
);
const box = fc.record({ x: coordinate, y: coordinate, width: extent, height: extent });

const bruteForce = (boxes: readonly Box[], area: Box): readonly number[] =>
  boxes.flatMap((one, place) =>
    one.x > area.x + area.width ||
    one.x + one.width < area.x ||
    one.y > area.y + area.height ||
    one.y + one.height < area.y
      ? []
      : [place],
  );

describe('the index of what lies where', () => {
  it('[M4.6] finds exactly what looking at every box finds, in order and each once', () => {
    fc.assert(
      fc.property(fc.array(box, { maxLength: 120 }), fc.array(box, { minLength: 1, maxLength: 8 }), (boxes, areas) => {
        const index = createGridIndex(boxes);
        for (const area of areas) expect(index.within(area)).toEqual(bruteForce(boxes, area));
      }),
      { numRuns: 300 },
    );
  });

  it('finds a point, what only touches, and nothing in an empty list', () => {
    const index = createGridIndex([
      { x: 0, y: 0, width: 10, height: 10 },
      { x: 10, y: 10, width: 0, height: 0 },
    ]);
    expect(index.within({ x: 10, y: 10, width: 0, height: 0 })).toEqual([0, 1]);
    expect(index.within({ x: 11, y: 11, width: 50, height: 50 })).toEqual([]);
    expect(createGridIndex([]).within({ x: 0, y: 0, width: 1, height: 1 })).toEqual([]);
  });
});
