import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  centredView,
  exposedStrips,
  fitView,
  panView,
  revealInView,
  scales,
  seenThrough,
  shownAs,
  zoomView,
} from './canvas-view.ts';

const view = fc.record({
  x: fc.integer({ min: -5000, max: 5000 }),
  y: fc.integer({ min: -5000, max: 5000 }),
  scale: fc.double({ min: scales.least, max: scales.most, noNaN: true }),
});
const window = { width: 900, height: 600 };

describe('what a canvas shows of its plan', () => {
  it('fits the whole, and never blows it up', () => {
    const small = fitView({ width: 100, height: 50 }, window);
    expect(small).toEqual({ scale: 1, x: 400, y: 275 });
    const large = shownAs(fitView({ width: 40_000, height: 9000 }, window), {
      x: 0,
      y: 0,
      width: 40_000,
      height: 9000,
    });
    expect(large.x).toBeCloseTo(24);
    expect(large.x + large.width).toBeCloseTo(876);
    expect(large.y).toBeGreaterThan(24);
  });

  it('zooms about the point named, within the limits', () => {
    fc.assert(
      fc.property(view, fc.double({ min: 0.1, max: 10, noNaN: true }), (from, factor) => {
        const at = { x: 300, y: 200 };
        const to = zoomView(from, factor, at);
        const [before, after] = [from, to].map((each) => seenThrough(each, { ...at, width: 0, height: 0 }));
        expect(after?.x).toBeCloseTo(before?.x ?? NaN, 4);
        expect(after?.y).toBeCloseTo(before?.y ?? NaN, 4);
        expect(to.scale).toBeLessThanOrEqual(scales.most);
        expect(to.scale).toBeGreaterThanOrEqual(scales.least);
      }),
    );
  });

  it('brings a box into the window and leaves alone what is there', () => {
    const there = { x: 0, y: 0, scale: 1 };
    expect(revealInView(there, { x: 100, y: 100, width: 50, height: 20 }, window)).toBe(there);
    const moved = revealInView(there, { x: 5000, y: -300, width: 50, height: 20 }, window);
    expect(shownAs(moved, { x: 5000, y: -300, width: 50, height: 20 })).toEqual({
      x: 802,
      y: 48,
      width: 50,
      height: 20,
    });
  });

  it('puts a box into the middle', () => {
    const box = { x: 900, y: 40, width: 100, height: 20 };
    expect(shownAs(centredView(box, window, 2), box)).toEqual({ x: 350, y: 280, width: 200, height: 40 });
  });

  it('names every px that a move brings into sight, each once, and none that was seen', () => {
    const size = { width: 9, height: 7 };
    const shift = fc.integer({ min: -11, max: 11 });
    fc.assert(
      fc.property(shift, shift, (dx, dy) => {
        const strips = exposedStrips(size, dx, dy);
        for (let y = 0; y < size.height; y += 1)
          for (let x = 0; x < size.width; x += 1) {
            const covering = strips.filter(
              (strip) => x >= strip.x && x < strip.x + strip.width && y >= strip.y && y < strip.y + strip.height,
            );
            const wasSeen = x - dx >= 0 && x - dx < size.width && y - dy >= 0 && y - dy < size.height;
            expect(covering).toHaveLength(wasSeen ? 0 : 1);
          }
      }),
    );
    expect(exposedStrips(size, 0, 0)).toEqual([]);
    expect(panView({ x: 1, y: 2, scale: 3 }, 4, 5)).toEqual({ x: 5, y: 7, scale: 3 });
  });
});
