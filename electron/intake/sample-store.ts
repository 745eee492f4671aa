import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { SampleChunk } from '../../shared/domain/release/intake-line.ts';
import type { SeriesId } from '../../shared/domain/ids.ts';
import { decodeChunk, encodeChunk, summarize } from '../../shared/formats/chunk.ts';
import { fsyncDirectory, readFileIfAny } from '../platform/files.ts';

export type Samples = { readonly times: Float64Array; readonly values: Float64Array };

/** A chunk with its bytes, not yet on the disk. */
export type PackedChunk = { readonly chunk: SampleChunk; readonly bytes: Uint8Array<ArrayBuffer> };

export type SampleStore = {
  /** The chunk's bytes, or undefined where there is no such chunk or its bytes are not what its name says. */
  readonly chunk: (sha256: string) => Promise<Uint8Array | undefined>;
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
  readonly write: (chunks: readonly PackedChunk[]) => Promise<void>;
  readonly note: (chunk: SampleChunk, source: string) => void;
};

type KnownSample = { readonly value: number; readonly sameSource: boolean };

type Stored = { readonly chunk: SampleChunk; readonly source: string };

const noSamples: Samples = { times: new Float64Array(0), values: new Float64Array(0) };

export function packChunk(series: SeriesId, times: Float64Array, values: Float64Array): PackedChunk {
  const bytes = encodeChunk(series, times, values);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, chunk: { ...summarize(series, times, values), series, sha256 } };
}

/** Keeps sample chunks as files named by their SHA-256; `note` tells it which of them the log has acknowledged. */
export function createSampleStore(directory: string): SampleStore {
  const bySeries = new Map<string, Stored[]>();

  const chunk = async (sha256: string): Promise<Uint8Array | undefined> => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
    const bytes = await readFileIfAny(join(directory, `${sha256}.bin`));
    if (bytes === undefined || createHash('sha256').update(bytes).digest('hex') !== sha256) return undefined;
    return bytes;
  };
  const read = async (stored: Stored): Promise<Samples> => {
    const bytes = await chunk(stored.chunk.sha256);
    const decoded = bytes === undefined ? undefined : decodeChunk(bytes);
    return decoded?.ok === true ? decoded.value : noSamples;
  };
  const overlapping = (series: string, from: number, to: number): Stored[] =>
    (bySeries.get(series) ?? []).filter((stored) => stored.chunk.t1 >= from && stored.chunk.t0 <= to);

  return {
    chunk,
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
        const sameSource = stored.source === source;
        times.forEach((time, index) => found.set(time, { value: values[index] ?? NaN, sameSource }));
      }
      return found;
    },
    write: async (chunks) => {
      if (chunks.length === 0) return;
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await Promise.all(chunks.map(({ chunk: { sha256 }, bytes }) => writeOnce(directory, sha256, bytes)));
      await fsyncDirectory(directory);
    },
    note: (fresh, source) => {
      const list = bySeries.get(fresh.series);
      if (list === undefined) bySeries.set(fresh.series, [{ chunk: fresh, source }]);
      else list.push({ chunk: fresh, source });
    },
  };
}

async function writeOnce(directory: string, sha256: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(directory, `${sha256}.tmp`);
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(temporary, join(directory, `${sha256}.bin`));
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
