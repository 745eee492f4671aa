// The arms about rows: sealed chunks as the product keeps them, beside a Dexie row for each.
import { Dexie, type Table } from 'dexie';
import { createFrameReader, intakeStream, type Frame } from '../../../shared/contract/frames.ts';
import type { Row } from '../../../shared/domain/release/rows.ts';
import { applyFrame } from '../../../renderer/store/apply-frame.ts';
import { readRange } from '../../../renderer/store/read-rows.ts';
import { openStore, type Store } from '../../../renderer/store/schema.ts';
import { deltas, rangesOf } from '../made-archive.ts';
import { frameOfDelta, madeDeployment, madeFrom } from '../made-rows.ts';
import type { ArmAnswer } from './arms-worker.ts';

const minute = 60_000;
const archiveOf = (count: number): string => `bench-archive-${count}`;

/** Stores `count` deployments that are in memory as frames, as the sync brings them. */
export async function storeSealed(name: string, count: number): Promise<ArmAnswer> {
  const store = openStore(name);
  const ms = await applyRows(store, count);
  const checksum = await sumRange(store, 0, count);
  await store.delete();
  return { ms, checksum };
}

/** A Dexie row for each deployment, with three indexes besides its id. */
export async function storeEach(name: string, count: number): Promise<ArmAnswer> {
  const rows = Array.from({ length: count }, (_, i) => madeDeployment(i));
  const dexie = new Dexie(name, { chromeTransactionDurability: 'strict' });
  dexie.version(1).stores({ deployments: 'id, [service+version], [service+startedAt], startedAt' });
  await dexie.open();
  const table: Table<Row> = dexie.table('deployments');
  const start = performance.now();
  for (let from = 0; from < count; from += 1000) await table.bulkPut(rows.slice(from, from + 1000));
  const ms = performance.now() - start;
  let sum = 0;
  await table.each((row) => {
    sum += row.kind === 'deployment' ? (row.startedAt - madeFrom) / minute : NaN;
  });
  const checksum = `${await table.count()}/${sum}`;
  await dexie.delete();
  return { ms, checksum };
}

/** Makes the archive that {@link addToArchive} and {@link readFromArchive} work on. */
export async function makeArchive(count: number): Promise<ArmAnswer> {
  const store = openStore(archiveOf(count));
  const ms = await applyRows(store, count);
  const checksum = await sumRange(store, 0, count);
  store.close();
  return { ms, checksum };
}

/** Adds a thousand rows at a time. The first thousand are not timed: the worker reads its index of ids with them. */
export async function addToArchive(count: number): Promise<ArmAnswer> {
  const store = openStore(archiveOf(count));
  await addThousand(store);
  const before = await countRows(store);
  const start = performance.now();
  for (let i = 0; i < deltas; i += 1) await addThousand(store);
  const ms = (performance.now() - start) / deltas;
  const checksum = String((await countRows(store)) - before);
  store.close();
  return { ms, checksum };
}

async function addThousand(store: Store): Promise<void> {
  const cursor = await store.cursors.get(intakeStream);
  if (cursor === undefined) throw new Error('there is an archive');
  const applied = await applyFrame(store, frameOfDelta(cursor, 100_000_000 + cursor.seq * 500));
  if (!applied.ok) throw new Error(applied.error.message);
}

async function countRows(store: Store): Promise<number> {
  const sealed = await store.rowDirectory.toArray();
  return sealed.reduce((sum, entry) => sum + entry.count, await store.rows.count());
}

/**
 * Twenty ranges of a hundredth of the archive's time each, spread over it; the time is that of one. Each is asked of a store
 * that was opened for it and has decoded nothing yet, in the small archive as in the large one.
 */
export async function readFromArchive(count: number): Promise<ArmAnswer> {
  const sums: string[] = [];
  let ms = 0;
  for (const [from, to] of rangesOf(count)) {
    const store = openStore(archiveOf(count));
    await store.open();
    const start = performance.now();
    sums.push(await sumRange(store, from, to));
    ms += performance.now() - start;
    store.close();
  }
  return { ms: ms / sums.length, checksum: sums.join(' ') };
}

async function sumRange(store: Store, first: number, end: number): Promise<string> {
  const range = await readRange(store, 'deployment', madeFrom + first * minute, madeFrom + (end - 1) * minute);
  let count = range.tail.length;
  let sum = range.tail.reduce((total, row) => total + (row.startedAt - madeFrom) / minute, 0);
  for (const { columns, first: begin, end: stop, gone } of range.slices) {
    const times = columns.number('startedAt') ?? new Float64Array();
    for (let i = begin; i < stop; i += 1) {
      if (gone.has(i)) continue;
      count += 1;
      sum += ((times[i] ?? NaN) - madeFrom) / minute;
    }
  }
  return `${count}/${sum}`;
}

/** Milliseconds to apply the frames of `count` deployments, which are fetched before. */
async function applyRows(store: Store, count: number): Promise<number> {
  const frames = await fetchFrames(count);
  await store.open();
  const start = performance.now();
  for (const frame of frames) {
    const applied = await applyFrame(store, frame);
    if (!applied.ok) throw new Error(applied.error.message);
  }
  return performance.now() - start;
}

async function fetchFrames(count: number): Promise<Frame[]> {
  const response = await fetch(`/bench/row-frames?rows=${count}`);
  const reader = response.body?.getReader();
  const read = createFrameReader();
  const frames: Frame[] = [];
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read())
    frames.push(...read(next.value));
  return frames;
}
