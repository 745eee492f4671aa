import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeriesId } from '../../shared/domain/ids.ts';
import type { SampleChunk } from '../../shared/domain/release/intake-line.ts';
import { summarize } from '../../shared/formats/chunk.ts';
import { boundedRuns } from '../../shared/lib/test-runs.ts';
import { drawTogether, type RawSamples } from './samples.ts';

type Made = { readonly chunk: SampleChunk; readonly raw: RawSamples };

function makeChunk(samples: readonly (readonly [number, number])[], name: number): Made {
  const raw = {
    times: Float64Array.from(samples, ([time]) => time),
    values: Float64Array.from(samples, ([, value]) => value),
  };
  const sha256 = String(name).padStart(64, '0');
  return { raw, chunk: { ...summarize('s', raw.times, raw.values), series: 's' as SeriesId, sha256 } };
}

const reader = (made: readonly Made[]) => {
  const read: string[] = [];
  return {
    read,
    chunk: async ({ sha256 }: SampleChunk) => {
      read.push(sha256);
      return made.find(({ chunk }) => chunk.sha256 === sha256)?.raw;
    },
  };
};

const chunksOf = (made: readonly Made[]) => made.map(({ chunk }) => chunk);
const samples = fc
  .uniqueArray(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 300 })
  .chain((times) =>
    fc.tuple(
      fc.constant(times.toSorted((a, b) => a - b)),
      fc.array(fc.integer(), { minLength: times.length, maxLength: times.length }),
    ),
  )
  .map(([times, values]) => times.map((time, index) => [time, values[index] ?? 0] as const));

describe('drawing samples together', () => {
  it('keeps the least and the greatest of the window, the number of samples, and no more than the points asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        samples,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat({ max: 10_000 }),
        fc.nat({ max: 10_000 }),
        async (all, perChunk, points, a, b) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
          const made: Made[] = [];
          for (let i = 0; i < all.length; i += perChunk) made.push(makeChunk(all.slice(i, i + perChunk), i));
          const drawn = await drawTogether(chunksOf(made), from, to, points, reader(made).chunk);
          const within = all.filter(([time]) => time >= from && time <= to).map(([, value]) => value);
          expect(drawn.count).toBe(within.length);
          expect(Math.min(...drawn.low)).toBe(Math.min(...within));
          expect(Math.max(...drawn.high)).toBe(Math.max(...within));
          expect(drawn.times.length).toBeLessThanOrEqual(points);
          expect([...drawn.times]).toEqual([...drawn.times].toSorted((x, y) => x - y));
          expect(drawn.times.every((time) => time >= from && time <= to)).toBe(true);
        },
      ),
      boundedRuns(100),
    );
  });

  it('gives every sample as it is when they are few', async () => {
    const made = [
      makeChunk(
        [
          [1, 5],
          [2, 7],
        ],
        1,
      ),
      makeChunk([[3, 6]], 2),
    ];
    const drawn = await drawTogether(chunksOf(made), 0, 10, 100, reader(made).chunk);
    expect([...drawn.times]).toEqual([1, 2, 3]);
    expect([...drawn.low]).toEqual([5, 7, 6]);
    expect([...drawn.high]).toEqual([5, 7, 6]);
  });

  it('takes the later of two chunks where they tell of the same time', async () => {
    const made = [
      makeChunk(
        [
          [1, 5],
          [2, 7],
          [3, 9],
        ],
        1,
      ),
      makeChunk([[2, 100]], 2),
    ];
    const drawn = await drawTogether(chunksOf(made), 0, 10, 100, reader(made).chunk);
    expect([...drawn.last]).toEqual([5, 100, 9]);
    const few = await drawTogether(chunksOf(made), 0, 10, 1, reader(made).chunk);
    expect([...few.high]).toEqual([100]);
    const corrected = [
      makeChunk(
        [
          [1, 5],
          [2, 700],
          [3, 9],
        ],
        1,
      ),
      makeChunk([[2, 6]], 2),
    ];
    expect([...(await drawTogether(chunksOf(corrected), 0, 10, 1, reader(corrected).chunk)).high]).toEqual([9]);
  });

  it('reads no bytes of chunks that lie within one stretch, and none outside the window', async () => {
    const made = Array.from({ length: 100 }, (_, index) =>
      makeChunk(
        Array.from({ length: 40 }, (_, i) => [index * 100 + i, i] as const),
        index,
      ),
    );
    const { read, chunk } = reader(made);
    const wide = await drawTogether(chunksOf(made), 0, 10_000, 10, chunk);
    expect(read).toEqual([]);
    expect(wide.count).toBe(4000);
    await drawTogether(chunksOf(made), 1000, 1099, 10, chunk);
    expect(read).toEqual([made[10]?.chunk.sha256]);
  });

  it('says how many chunks are not here', async () => {
    const made = [makeChunk([[1, 5]], 1), makeChunk([[2, 7]], 2)];
    const drawn = await drawTogether(chunksOf(made), 0, 10, 100, reader(made.slice(1)).chunk);
    expect(drawn).toMatchObject({ missing: 1, count: 1 });
  });
});
