import type { SampleChunk } from '../../shared/domain/release/intake-line.ts';

/** Samples of one series for a chart; where there are more than points, the least and greatest of each stretch. Times in epoch ms. */
export type Samples = {
  readonly times: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly last: Float64Array;
  /** Samples in the window, before any were drawn together. */
  readonly count: number;
  /** Chunks the intake names whose bytes are not here or are damaged. */
  readonly missing: number;
};

export type RawSamples = { readonly times: Float64Array; readonly values: Float64Array };
export type ReadChunk = (chunk: SampleChunk) => Promise<RawSamples | undefined>;

/**
 * Draws a window [from, to] of a series together into at most `points` stretches of equal length; each keeps its least,
 * greatest and last sample, so nothing that sticks out is lost. A chunk that fits within one stretch is taken from its
 * summary without reading its bytes. `chunks` are in order of arrival: where two overlap in time, the later one counts.
 */
export async function drawTogether(
  chunks: readonly SampleChunk[],
  from: number,
  to: number,
  points: number,
  read: ReadChunk,
): Promise<Samples> {
  const wanted = chunks.filter((chunk) => chunk.t1 >= from && chunk.t0 <= to);
  const buckets = createBuckets(from, to, points);
  const total = wanted.reduce((sum, chunk) => sum + chunk.count, 0);
  if (total <= points || !inOrder(wanted)) return drawRaw(wanted, buckets, total <= points, read);
  let missing = 0;
  for (const chunk of wanted) {
    if (chunk.t0 >= from && chunk.t1 <= to && buckets.at(chunk.t0) === buckets.at(chunk.t1)) {
      // The summary does not say which sample came last; the mean stands for it in a stretch this narrow.
      buckets.add(chunk.t1, chunk.min, chunk.max, chunk.sum / chunk.count, chunk.count);
      continue;
    }
    const raw = await read(chunk);
    if (raw === undefined) missing += 1;
    else for (const [index, time] of raw.times.entries()) buckets.addOne(time, raw.values[index] ?? NaN);
  }
  return { ...buckets.finish(), missing };
}

async function drawRaw(
  chunks: readonly SampleChunk[],
  buckets: Buckets,
  keepEach: boolean,
  read: ReadChunk,
): Promise<Samples> {
  const latest = new Map<number, number>();
  let missing = 0;
  for (const chunk of chunks) {
    const raw = await read(chunk);
    if (raw === undefined) missing += 1;
    else raw.times.forEach((time, index) => latest.set(time, raw.values[index] ?? NaN));
  }
  const times = Float64Array.from(latest.keys()).sort();
  if (!keepEach) {
    for (const time of times) buckets.addOne(time, latest.get(time) ?? NaN);
    return { ...buckets.finish(), missing };
  }
  const within = times.filter((time) => time >= buckets.from && time <= buckets.to);
  const values = within.map((time) => latest.get(time) ?? NaN);
  return { times: within, low: values, high: values, last: values, count: within.length, missing };
}

/** True when no chunk begins before the one listed before it has ended. */
function inOrder(chunks: readonly SampleChunk[]): boolean {
  return chunks.every((chunk, index) => index === 0 || chunk.t0 > (chunks[index - 1]?.t1 ?? -Infinity));
}

type Buckets = ReturnType<typeof createBuckets>;

function createBuckets(from: number, to: number, points: number) {
  const size = Math.max(1, Math.floor(points));
  const width = Math.max((to - from) / size, Number.MIN_VALUE);
  const low = new Float64Array(size).fill(Infinity);
  const high = new Float64Array(size).fill(-Infinity);
  const last = new Float64Array(size);
  const lastTime = new Float64Array(size);
  const counts = new Float64Array(size);
  const at = (time: number): number => Math.min(size - 1, Math.floor((time - from) / width));
  const add = (time: number, least: number, greatest: number, latest: number, count: number): void => {
    const index = at(time);
    if (least < (low[index] ?? Infinity)) low[index] = least;
    if (greatest > (high[index] ?? -Infinity)) high[index] = greatest;
    last[index] = latest;
    lastTime[index] = time;
    counts[index] = (counts[index] ?? 0) + count;
  };
  return {
    from,
    to,
    at,
    add,
    addOne: (time: number, value: number): void => {
      if (time >= from && time <= to) add(time, value, value, value, 1);
    },
    finish: (): Omit<Samples, 'missing'> => {
      const filled = Array.from(counts.keys()).filter((index) => (counts[index] ?? 0) > 0);
      const pick = (array: Float64Array) => Float64Array.from(filled, (index) => array[index] ?? NaN);
      const count = counts.reduce((sum, value) => sum + value, 0);
      return { times: pick(lastTime), low: pick(low), high: pick(high), last: pick(last), count };
    },
  };
}
