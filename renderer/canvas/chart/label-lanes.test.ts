import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels, shorten, type Room, type WantedLabel } from './label-lanes.ts';

const label = fc.record({
  x: fc.integer({ min: 0, max: 800 }),
  width: fc.integer({ min: 10, max: 260 }),
  weight: fc.integer({ min: 0, max: 5 }),
});
const rooms = fc.record({
  width: fc.constant(800),
  lanes: fc.integer({ min: 1, max: 3 }),
  sides: fc.constantFrom<1 | 2>(1, 2),
});

function faults(labels: readonly WantedLabel[], room: Room): readonly string[] {
  const placed = placeLabels(labels, room).map((each) => ({
    ...each,
    ...labels[each.index],
    x: labels[each.index]?.x ?? 0,
  }));
  return placed.flatMap((a) =>
    placed.flatMap((b) => {
      if (a.index === b.index || a.side !== b.side) return [];
      const [aEnd, bEnd] = [a.left + (a.width ?? 0), b.left + (b.width ?? 0)];
      if (a.lane === b.lane && a.left < bEnd && b.left < aEnd) return [`${a.index} covers ${b.index}`];
      return b.lane >= a.lane && b.x > a.left && b.x < aEnd ? [`the stem of ${b.index} runs through ${a.index}`] : [];
    }),
  );
}

describe('placeLabels', () => {
  it('never lets labels cover one another or a stem run through one, within the width', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 40 }), rooms, (labels, room) => {
        expect(faults(labels, room)).toEqual([]);
        for (const { left, index } of placeLabels(labels, room)) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left + (labels[index]?.width ?? 0)).toBeLessThanOrEqual(room.width);
        }
      }),
    );
  });

  it('places what weighs more when there is room for one', () => {
    const both = [
      { x: 100, width: 90, weight: 1 },
      { x: 102, width: 790, weight: 0 },
    ];
    expect(placeLabels(both, { width: 200, lanes: 1, sides: 1 }).map((each) => each.index)).toEqual([0]);
  });

  it('turns to the left of the mark at the right edge', () => {
    const [placed] = placeLabels([{ x: 790, width: 60, weight: 1 }], { width: 800, lanes: 1, sides: 1 });
    expect(placed?.left).toBe(724);
  });
});

it('shortens with an ellipsis and leaves what fits alone', () => {
  expect(shorten('incident: payments slow', 12)).toBe('incident: p…');
  expect(shorten('short', 12)).toBe('short');
});
