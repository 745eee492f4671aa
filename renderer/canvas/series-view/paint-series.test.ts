import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPyramid } from '../../../shared/analysis/pyramid.ts';
import { paintSeries, seriesInView, type PlotBox } from './paint-series.ts';

const box: PlotBox = { left: 10, right: 110, top: 0, bottom: 100, density: 1 };
const colours = { line: 'ink', band: 'band', silent: 'warn' };

type Stroke = { readonly from: readonly [number, number]; readonly to: readonly [number, number] };

/** A canvas that remembers what was drawn on it: boxes that were filled, and strokes from point to point. */
function recordingCanvas() {
  const boxes: { x: number; y: number; width: number; height: number }[] = [];
  const strokes: (Stroke & { readonly dashed: boolean })[] = [];
  let pending: Stroke[] = [];
  let at: readonly [number, number] = [0, 0];
  let dashed = false;
  const nothing = (): void => undefined;
  const context = {
    save: nothing,
    restore: nothing,
    clip: nothing,
    rect: nothing,
    setTransform: nothing,
    clearRect: nothing,
    beginPath: () => (pending = []),
    moveTo: (x: number, y: number) => (at = [x, y]),
    lineTo: (x: number, y: number) => {
      pending.push({
        from: at,
        to: [x, y],
      });
      at = [x, y];
    },
    stroke: () =>
      strokes.push(
        ...pending.map((each) => ({
          ...each,
          dashed,
        })),
      ),
    fillRect: (x: number, y: number, width: number, height: number) =>
      boxes.push({
        x,
        y,
        width,
        height,
      }),
    setLineDash: (dash: number[]) => (dashed = dash.length > 0),
  };
  return { context: context as unknown as CanvasRenderingContext2D, boxes, strokes };
}

function draw(times: Float64Array, values: Float64Array, from: number, to: number) {
  const pyramid = createPyramid(times, values);
  const view = seriesInView(pyramid, { from, to }, box);
  const canvas = recordingCanvas();
  paintSeries(canvas.context, pyramid, { from, to }, view, box, (value) => 100 - value, colours);
  return { ...canvas, view };
}

describe('painting a series', () => {
  it('joins samples, and leaves silence as a gap that is dashed along the foot', () => {
    const { strokes } = draw(Float64Array.of(0, 10, 20, 30, 80, 90), Float64Array.of(1, 2, 3, 4, 5, 6), 0, 100);
    const solid = strokes.filter((stroke) => !stroke.dashed);
    expect(solid.map(({ from, to }) => [from[0], to[0]])).toEqual([
      [10, 20],
      [20, 30],
      [30, 40],
      [90, 100],
    ]);
    expect(strokes.filter((stroke) => stroke.dashed)).toEqual([{ from: [40, 94], to: [90, 94], dashed: true }]);
  });

  it('tells silence by the samples in view: a source that was asked more seldom once was not silent', () => {
    const seldom = Array.from({ length: 20 }, (_, i) => i * 100);
    const often = Array.from({ length: 2000 }, (_, i) => 2000 + i);
    const times = Float64Array.from([...seldom, ...often]);
    const { strokes } = draw(
      times,
      times.map(() => 5),
      0,
      1900,
    );
    expect(strokes.filter((stroke) => stroke.dashed)).toEqual([]);
    expect(strokes.length).toBeGreaterThan(15);
  });

  it('marks a sample that stands alone', () => {
    const { boxes, view } = draw(Float64Array.of(50), Float64Array.of(7), 0, 100);
    expect(boxes).toHaveLength(1);
    expect(view.extent).toEqual([7, 7]);
  });

  it('shows every spike of a dense series, whatever the density', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 400, max: 20_000 }),
        fc.nat(),
        fc.integer({ min: 60, max: 99 }),
        (count, where, height) => {
          const times = Float64Array.from({ length: count }, (_, i) => i);
          const values = new Float64Array(count).fill(20);
          values[where % count] = height;
          const { boxes, view } = draw(times, values, 0, count);
          expect(view.extent).toEqual([20, height]);
          expect(Math.min(...boxes.map(({ y }) => y))).toBeCloseTo(100 - height - 0.5);
          expect(boxes.every(({ x }) => x >= box.left && x < box.right)).toBe(true);
        },
      ),
    );
  });

  it('has nothing to draw where there are no samples, and says so', () => {
    const { boxes, strokes, view } = draw(Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 3), 1000, 2000);
    expect([boxes, strokes, view.extent]).toEqual([[], [], null]);
  });
});
