import { chunkCapacity } from '../../shared/formats/chunk.ts';
import type { RecordFault } from '../../shared/formats/format.ts';
import type { SeriesId } from '../../shared/domain/ids.ts';
import { packChunk, type PackedChunk, type SampleStore } from './sample-store.ts';

/** What became of buffered samples: a chunk of the new ones, how many were known, which contradict their own file. */
type Flushed = {
  readonly packed: PackedChunk | null;
  readonly unchanged: number;
  readonly bad: readonly { readonly row: number; readonly fault: RecordFault }[];
};

export type SampleBuffer = {
  /** Adds one sample; true when its series has a chunk's worth. */
  readonly add: (series: SeriesId, time: number, value: number, row: number) => boolean;
  readonly flush: (series: SeriesId) => Promise<Flushed>;
  readonly waiting: () => readonly SeriesId[];
  readonly size: () => number;
};

type Waiting = { times: Float64Array; values: Float64Array; rows: Uint32Array; count: number };

/** Collects samples by series until they fill a chunk. `source` is the SHA-256 of the file they come from. */
export function createSampleBuffer(store: SampleStore, source: string): SampleBuffer {
  const bySeries = new Map<SeriesId, Waiting>();
  let size = 0;

  return {
    add: (series, time, value, row) => {
      let waiting = bySeries.get(series);
      if (waiting === undefined) bySeries.set(series, (waiting = allocate(64)));
      else if (waiting.count === waiting.times.length) bySeries.set(series, (waiting = grow(waiting)));
      waiting.times[waiting.count] = time;
      waiting.values[waiting.count] = value;
      waiting.rows[waiting.count] = row;
      waiting.count += 1;
      size += 1;
      return waiting.count >= chunkCapacity;
    },
    flush: async (series) => {
      const waiting = bySeries.get(series);
      bySeries.delete(series);
      if (waiting === undefined || waiting.count === 0) return { packed: null, unchanged: 0, bad: [] };
      size -= waiting.count;
      const order = Uint32Array.from({ length: waiting.count }, (_, index) => index);
      if (!isAscending(waiting)) order.sort((a, b) => (waiting.times[a] ?? 0) - (waiting.times[b] ?? 0) || a - b);
      const first = waiting.times[order[0] ?? 0] ?? 0;
      const last = waiting.times[order.at(-1) ?? 0] ?? 0;
      const known = await store.known(series, first, last, source);
      return pick(series, waiting, order, known);
    },
    waiting: () => [...bySeries.keys()],
    size: () => size,
  };
}

function pick(
  series: SeriesId,
  waiting: Waiting,
  order: Uint32Array,
  known: Awaited<ReturnType<SampleStore['known']>>,
): Flushed {
  const times = new Float64Array(waiting.count);
  const values = new Float64Array(waiting.count);
  const bad: Flushed['bad'][number][] = [];
  let count = 0;
  let unchanged = 0;
  const refuse = (row: number, kept: number, value: number): void => {
    const message = `another value (${kept}) stands at the same time; ${value} was left out. Where clocks change, the zone may be wrong.`;
    bad.push({ row, fault: { code: 'duplicate-time', path: 'time', message } });
  };
  /** The file's own sample that was decided last: a second one at its time must say the same. */
  let ownTime = NaN;
  let ownValue = NaN;
  for (const index of order) {
    const time = waiting.times[index] ?? 0;
    const value = waiting.values[index] ?? 0;
    const row = waiting.rows[index] ?? 0;
    const stored = known.get(time);
    if (time === ownTime) {
      if (value === ownValue) unchanged += 1;
      else refuse(row, ownValue, value);
      continue;
    }
    if (stored !== undefined && stored.value !== value && stored.sameSource) {
      refuse(row, stored.value, value);
      continue;
    }
    ownTime = time;
    ownValue = value;
    if (stored?.value === value) unchanged += 1;
    else {
      times[count] = time;
      values[count] = value;
      count += 1;
    }
  }
  const packed = count === 0 ? null : packChunk(series, times.slice(0, count), values.slice(0, count));
  return { packed, unchanged, bad };
}

function allocate(length: number): Waiting {
  return {
    times: new Float64Array(length),
    values: new Float64Array(length),
    rows: new Uint32Array(length),
    count: 0,
  };
}

function grow(waiting: Waiting): Waiting {
  const larger = allocate(Math.min(chunkCapacity, waiting.times.length * 4));
  larger.times.set(waiting.times);
  larger.values.set(waiting.values);
  larger.rows.set(waiting.rows);
  larger.count = waiting.count;
  return larger;
}

function isAscending({ times, count }: Waiting): boolean {
  for (let index = 1; index < count; index += 1) if ((times[index] ?? 0) <= (times[index - 1] ?? 0)) return false;
  return true;
}
