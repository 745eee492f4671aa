import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandPath, linePath, nearestIndex, toRuns, usualStep } from './line-path.ts';

const columns = (times: readonly number[], values: readonly number[] = times.map(() => 1)) => ({
  times: Float64Array.from(times),
  low: Float64Array.from(values),
  high: Float64Array.from(values),
  last: Float64Array.from(values),
});
const same = (value: number) => value;

describe('runs of a series', () => {
  it('leaves a hole where the source fell silent for longer than three usual steps', () => {
    const runs = toRuns(columns([0, 5, 10, 15, 40, 45]));
    expect(runs.map((run) => run.map((each) => each.time))).toEqual([
      [0, 5, 10, 15],
      [40, 45],
    ]);
  });

  it('keeps one sample, and none, without a fault', () => {
    expect(toRuns(columns([7])).length).toBe(1);
    expect(toRuns(columns([]))).toEqual([]);
    expect(usualStep(Float64Array.of(3))).toBe(Infinity);
  });

  it('draws one stroke for each run and never a line over a hole', () => {
    const path = linePath(toRuns(columns([0, 5, 10, 60, 65], [1, 2, 3, 4, 5])), same, same);
    expect(path).toBe('M0,1L5,2L10,3M60,4L65,5');
  });

  it('draws a band only where stretches hold more than one value', () => {
    const runs = toRuns(columns([0, 5]));
    expect(bandPath(runs, same, same)).toBe('');
    expect(bandPath([[{ time: 0, low: 1, high: 4, last: 2 }]], same, same)).not.toBe('');
  });
});

describe('nearestIndex', () => {
  it('agrees with looking at every time', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }),
        fc.integer({ min: -50, max: 1050 }),
        (list, wanted) => {
          const times = Float64Array.from(list).sort();
          const found = Math.abs((times[nearestIndex(times, wanted)] ?? NaN) - wanted);
          expect(found).toBe(Math.min(...list.map((time) => Math.abs(time - wanted))));
        },
      ),
    );
  });

  it('finds nothing in nothing', () => {
    expect(nearestIndex(new Float64Array(0), 5)).toBe(-1);
  });
});
