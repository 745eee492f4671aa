import type { SampleChunk } from '../../shared/domain/release/intake-line.ts';
import type { SeriesId } from '../../shared/domain/ids.ts';
import { decodeChunk, encodeChunk, summarize } from '../../shared/formats/chunk.ts';
import { nameBytes, type ChunkFiles, type NamedBytes } from './chunk-files.ts';
import type { LineOrigin } from './row-segments.ts';

export type Samples = { readonly times: Float64Array; readonly values: Float64Array };

/** A chunk with its bytes, not yet on the disk. */
export type PackedChunk = NamedBytes & { readonly chunk: SampleChunk };

export type SampleStore = {
  /** Samples of one series with from <= time < to (ms), ascending; where chunks overlap, the one brought in later counts. */
  readonly samples: (series: string, from: number, to: number) => Promise<Samples>;
  readonly chunksOf: (series: string) => readonly SampleChunk[];
  /** For each time in [from, to] that the series has: its value, and whether it came from `source`. */
  readonly known: (
    series: string,
    from: number,
    to: number,
    source: string,
  ) => Promise<ReadonlyMap<number, KnownSample>>;
  readonly note: (chunk: SampleChunk, origin: LineOrigin) => void;
  /** The lines that brought the chunks which reach into from <= time < to, each once, in the log's order. */
  readonly origins: (series: string, from: number, to: number) => readonly LineOrigin[];
};

type KnownSample = { readonly value: number; readonly sameSource: boolean };

type Stored = { readonly chunk: SampleChunk; readonly origin: LineOrigin };

const noSamples: Samples = { times: new Float64Array(0), values: new Float64Array(0) };

export function packChunk(series: SeriesId, times: Float64Array, values: Float64Array): PackedChunk {
  const named = nameBytes(encodeChunk(series, times, values));
  return { ...named, chunk: { ...summarize(series, times, values), series, sha256: named.sha256 } };
}

/** Reads samples from their chunks; `note` tells it which of them the log has acknowledged. */
export function createSampleStore(files: ChunkFiles): SampleStore {
  const bySeries = new Map<string, Stored[]>();

  const read = async (stored: Stored): Promise<Samples> => {
    const bytes = await files.read(stored.chunk.sha256);
    const decoded = bytes === undefined ? undefined : decodeChunk(bytes);
    return decoded?.ok === true ? decoded.value : noSamples;
  };
  const overlapping = (series: string, from: number, to: number): Stored[] =>
    (bySeries.get(series) ?? []).filter((stored) => stored.chunk.t1 >= from && stored.chunk.t0 <= to);

  return {
    chunksOf: (series) => (bySeries.get(series) ?? []).map((stored) => stored.chunk),
    samples: async (series, from, to) => {
      const parts: Samples[] = [];
      for (const stored of overlapping(series, from, to)) parts.push(cut(await read(stored), from, to));
      return merge(parts.filter((part) => part.times.length > 0));
    },
    known: async (series, from, to, source) => {
      const found = new Map<number, KnownSample>();
      for (const stored of overlapping(series, from, to)) {
        const { times, values } = await read(stored);
        const sameSource = stored.origin.source.sha256 === source;
        times.forEach((time, index) => found.set(time, { value: values[index] ?? NaN, sameSource }));
      }
      return found;
    },
    note: (chunk, origin) => {
      const list = bySeries.get(chunk.series);
      if (list === undefined) bySeries.set(chunk.series, [{ chunk, origin }]);
      else list.push({ chunk, origin });
    },
    origins: (series, from, to) => [
      ...new Set(overlapping(series, from, to).flatMap(({ chunk, origin }) => (chunk.t0 < to ? [origin] : []))),
    ],
  };
}

function cut({ times, values }: Samples, from: number, to: number): Samples {
  const start = lowerBound(times, from);
  const end = lowerBound(times, to);
  return { times: times.subarray(start, end), values: values.subarray(start, end) };
}

function lowerBound(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Joins parts given in order of arrival. */
function merge(parts: readonly Samples[]): Samples {
  const length = parts.reduce((sum, part) => sum + part.times.length, 0);
  const times = new Float64Array(length);
  const values = new Float64Array(length);
  let at = 0;
  let ascending = true;
  for (const part of parts) {
    if (at > 0 && (part.times[0] ?? 0) <= (times[at - 1] ?? 0)) ascending = false;
    times.set(part.times, at);
    values.set(part.values, at);
    at += part.times.length;
  }
  if (ascending) return { times, values };
  const latest = new Map<number, number>();
  times.forEach((time, index) => latest.set(time, values[index] ?? NaN));
  const sorted = Float64Array.from(latest.keys()).sort();
  return { times: sorted, values: sorted.map((time) => latest.get(time) ?? NaN) };
}
