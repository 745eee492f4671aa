import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createColumns, createPyramid, firstAt, sumUp } from './pyramid.ts';

const series = fc
  .uniqueArray(fc.integer({ min: 0, max: 20_000 }), { maxLength: 2_000 })
  .map((times) => Float64Array.from(times).sort());

describe('a pyramid of least and greatest', () => {
  it('sums any stretch up exactly, in any number of columns', () => {
    fc.assert(
      fc.property(
        series,
        fc.infiniteStream(fc.double({ noNaN: true })),
        fc.nat(20_000),
        fc.nat(20_000),
        fc.integer({ min: 1, max: 90 }),
        (times, stream, a, b, width) => {
          const values = Float64Array.from(times, () => stream.next().value ?? 0);
          const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
          const out = createColumns(width);
          sumUp(createPyramid(times, values), from, to, out);
          let counted = 0;
          for (let column = 0; column < width; column += 1) {
            const [first = -1, last = -1] = [out.first[column], out.last[column]];
            const inside = first < 0 ? [] : [...values.subarray(first, last + 1)];
            counted += inside.length;
            expect(out.low[column]).toBe(Math.min(...inside));
            expect(out.high[column]).toBe(Math.max(...inside));
          }
          expect(counted).toBe(times.filter((time) => time >= from && time < to).length);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('passes over what is no number', () => {
    const out = createColumns(1);
    sumUp(createPyramid(Float64Array.of(1, 2, 3), Float64Array.of(4, NaN, 2)), 0, 10, out);
    expect([out.low[0], out.high[0]]).toEqual([2, 4]);
  });

  it('keeps what summaries say of the least and greatest apart', () => {
    const times = Float64Array.from({ length: 100 }, (_, i) => i);
    const out = createColumns(2);
    sumUp(
      createPyramid(
        times,
        times.map((time) => -time),
        times.map((time) => time * 2),
      ),
      0,
      100,
      out,
    );
    expect([...out.low, ...out.high]).toEqual([-49, -99, 98, 198]);
  });

  it('knows the usual distance between samples and where a time falls', () => {
    expect(createPyramid(Float64Array.of(0, 60, 120, 500), new Float64Array(4)).step).toBe(60);
    expect(createPyramid(Float64Array.of(5), new Float64Array(1)).step).toBe(Infinity);
    expect([0, 60, 61, 501].map((at) => firstAt(Float64Array.of(0, 60, 120, 500), at))).toEqual([0, 1, 2, 4]);
  });

  it('reads few samples of a million for a picture', () => {
    const count = 1_000_000;
    const times = Float64Array.from({ length: count }, (_, i) => i);
    const { low, lows } = createPyramid(times, times);
    let reads = 0;
    const counting = (array: Float64Array) =>
      new Proxy(array, {
        get: (target, name) => {
          if (typeof name === 'string' && /^\d+$/.test(name)) reads += 1;
          return Reflect.get(target, name, target) as unknown;
        },
      });
    const plain = createPyramid(times, times);
    sumUp({ ...plain, low: counting(low), lows: lows.map(counting) }, 0, count, createColumns(1000));
    expect(reads).toBeLessThan(60_000);
  });
});
