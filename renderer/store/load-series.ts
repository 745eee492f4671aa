import { createPyramid, type Pyramid } from '../../shared/analysis/pyramid.ts';
import type { SampleChunk } from '../../shared/domain/release/intake-line.ts';
import { decodeChunk } from '../../shared/formats/chunk.ts';
import type { RawSamples } from './samples.ts';
import type { Store } from './schema.ts';

/** Part of a series as a picture is drawn from it. Epoch ms. */
export type LoadedSeries = {
  readonly series: string;
  readonly from: number;
  readonly to: number;
  readonly pyramid: Pyramid;
  /** What one entry is: a sample, or where there are too many for memory a chunk's least and greatest. */
  readonly grain: 'samples' | 'chunks';
  /** Samples in the window as the intake counts them. */
  readonly count: number;
  /** First and last moment of the whole series; null where it has no samples. */
  readonly extent: { readonly from: number; readonly to: number } | null;
  /** Chunks the intake names whose bytes are not here or are damaged. */
  readonly missing: number;
};

/** Samples that are held at once; above it the chunks' own summaries are drawn. */
export const mostSamples = 1 << 21;
const chunksAtOnce = 64;

/** Reads [from, to] of a series with its pyramid. Runs in a worker: a million samples are 16 MB to check and decode. */
export async function loadSeries(store: Store, series: string, from: number, to: number): Promise<LoadedSeries> {
  const entries = await store.directory.where('[series+seq]').between([series, 0], [series, Infinity]).toArray();
  const all = entries.flatMap((entry) => entry.chunks);
  const wanted = all.filter((chunk) => chunk.t1 >= from && chunk.t0 <= to);
  const count = wanted.reduce((sum, chunk) => sum + chunk.count, 0);
  const extent = all.reduce<LoadedSeries['extent']>(
    (span, { t0, t1 }) => ({ from: Math.min(span?.from ?? t0, t0), to: Math.max(span?.to ?? t1, t1) }),
    null,
  );
  const common = { series, from, to, count, extent };
  if (count > mostSamples) return { ...common, grain: 'chunks', pyramid: pyramidOfSummaries(wanted), missing: 0 };
  const read = await readAll(store, wanted);
  const { times, values } = joinInOrder(read);
  return {
    ...common,
    grain: 'samples',
    pyramid: createPyramid(times, values),
    missing: wanted.length - read.length,
  };
}

function pyramidOfSummaries(chunks: readonly SampleChunk[]): Pyramid {
  const sorted = chunks.toSorted((a, b) => a.t0 - b.t0);
  return createPyramid(
    Float64Array.from(sorted, ({ t0 }) => t0),
    Float64Array.from(sorted, ({ min }) => min),
    Float64Array.from(sorted, ({ max }) => max),
  );
}

/** In order of arrival; what is not here or damaged is left out. */
async function readAll(store: Store, chunks: readonly SampleChunk[]): Promise<RawSamples[]> {
  const read: RawSamples[] = [];
  for (let i = 0; i < chunks.length; i += chunksAtOnce) {
    const keys = chunks.slice(i, i + chunksAtOnce).map(({ series, t0, sha256 }) => [series, t0, sha256] as const);
    for (const kept of await store.chunks.bulkGet(keys.map((key) => [...key]))) {
      const decoded = kept === undefined ? undefined : decodeChunk(new Uint8Array(kept.bytes));
      if (decoded?.ok === true) read.push(decoded.value);
    }
  }
  return read;
}

/** One ascending series of many parts; where two have the same moment, the part that came later counts. */
export function joinInOrder(parts: readonly RawSamples[]): {
  readonly times: Float64Array;
  readonly values: Float64Array;
} {
  const length = parts.reduce((sum, part) => sum + part.times.length, 0);
  const times = new Float64Array(length);
  const values = new Float64Array(length);
  let at = 0;
  let last = -Infinity;
  for (const part of parts) {
    if ((part.times[0] ?? Infinity) <= last) return joinOverlapping(parts);
    times.set(part.times, at);
    values.set(part.values, at);
    at += part.times.length;
    last = part.times.at(-1) ?? last;
  }
  return { times, values };
}

function joinOverlapping(parts: readonly RawSamples[]): {
  readonly times: Float64Array;
  readonly values: Float64Array;
} {
  const latest = new Map<number, number>();
  for (const part of parts)
    for (const [index, time] of part.times.entries()) latest.set(time, part.values[index] ?? NaN);
  const times = Float64Array.from(latest.keys()).sort();
  return { times, values: Float64Array.from(times, (time) => latest.get(time) ?? NaN) };
}

/** The buffers of a loaded series, to hand them on without a copy. */
export function buffersOf({ pyramid }: LoadedSeries): Transferable[] {
  const { times, low, high, lows, highs } = pyramid;
  return [...new Set([times, low, high, ...lows, ...highs].map((array) => array.buffer as ArrayBuffer))];
}
