// The arms that need a browser. Each stores made-up samples in a database of its own, times that alone, then reads all
// back for the checksum and deletes the database. Those about rows are in row-arms.ts.
import { Dexie } from 'dexie';
import type { Frame } from '../../../shared/contract/frames.ts';
import { decodeChunk } from '../../../shared/formats/chunk.ts';
import { applyFrame } from '../../../renderer/store/apply-frame.ts';
import { openStore } from '../../../renderer/store/schema.ts';
import { runSync } from '../../../renderer/store/sync-loop.ts';
import { addToArchive, makeArchive, readFromArchive, storeEach, storeSealed } from './row-arms.ts';
import { openRaw, putRawChunks, readChunks, type PlainChunk } from './raw-store.ts';

export type ArmName =
  | 'sync'
  | 'fetch-raw'
  | 'fetch-rows'
  | 'store'
  | 'put-raw'
  | 'put-rows'
  | 'rows-sealed'
  | 'rows-each'
  | 'archive-make'
  | 'archive-add'
  | 'archive-read';
/** `count` is samples, or of the arms about rows deployments. */
export type ArmRequest = { readonly arm: ArmName; readonly count: number };
export type ArmAnswer = { readonly ms: number; readonly checksum: string };

const batch = 16;
const name = `bench-${Math.random().toString(36).slice(2)}`;

addEventListener('message', (event: MessageEvent<ArmRequest>) => {
  void arms[event.data.arm](event.data.count).then((answer) => postMessage(answer));
});

const arms: { readonly [N in ArmName]: (count: number) => Promise<ArmAnswer> } = {
  sync: async () => {
    const store = openStore(name);
    await store.open();
    const ends = new AbortController();
    const ms = await timed(() =>
      runSync({
        store,
        now: () => performance.now(),
        signal: ends.signal,
        say: ({ state }) => {
          if (state === 'live' || state === 'lost') ends.abort();
        },
        pull: (cursors, signal) =>
          fetch('/api/sync.pull', { method: 'POST', body: JSON.stringify({ cursors }), signal }),
        sleep: async () => undefined,
        onRestart: () => undefined,
      }),
    );
    store.close();
    return finish(ms, 'chunks');
  },
  'fetch-raw': async (samples) => {
    const database = await openRaw(name);
    const ms = await timed(async () => {
      let waiting: PlainChunk[] = [];
      for await (const chunk of fetchChunks(samples)) {
        waiting.push(chunk);
        if (waiting.length < batch) continue;
        await putRawChunks(database, waiting);
        waiting = [];
      }
      await putRawChunks(database, waiting);
    });
    database.close();
    return finish(ms, 'chunks');
  },
  'fetch-rows': async (samples) => {
    const table = await openRows();
    const ms = await timed(async () => {
      const response = await fetch(`/bench/rows?samples=${samples}`);
      const rows = (await response.json()) as SampleRow[];
      for (let from = 0; from < rows.length; from += 1000) await table.bulkPut(rows.slice(from, from + 1000));
    });
    return finishRows(ms, table);
  },
  store: async (samples) => {
    const frames = await framesOf(samples);
    const store = openStore(name);
    await store.open();
    const ms = await timed(async () => {
      for (const frame of frames) await applyFrame(store, frame);
    });
    store.close();
    return finish(ms, 'chunks');
  },
  'put-raw': async (samples) => {
    const chunks = await collect(fetchChunks(samples));
    const database = await openRaw(name);
    const ms = await timed(async () => {
      for (let from = 0; from < chunks.length; from += batch)
        await putRawChunks(database, chunks.slice(from, from + batch));
    });
    database.close();
    return finish(ms, 'chunks');
  },
  'put-rows': async (samples) => {
    const response = await fetch(`/bench/rows?samples=${samples}`);
    const rows = (await response.json()) as SampleRow[];
    const table = await openRows();
    const ms = await timed(async () => {
      for (let from = 0; from < rows.length; from += 1000) await table.bulkPut(rows.slice(from, from + 1000));
    });
    return finishRows(ms, table);
  },
  'rows-sealed': (rows) => storeSealed(name, rows),
  'rows-each': (rows) => storeEach(name, rows),
  'archive-make': makeArchive,
  'archive-add': addToArchive,
  'archive-read': readFromArchive,
};

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Chunks as they come: `u32 length | bytes` one after the other. */
async function* fetchChunks(samples: number): AsyncGenerator<PlainChunk> {
  const response = await fetch(`/bench/raw?samples=${samples}`);
  const reader = response.body?.getReader();
  let rest = new Uint8Array(0);
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    const joined = new Uint8Array(rest.length + next.value.length);
    joined.set(rest);
    joined.set(next.value, rest.length);
    let offset = 0;
    for (;;) {
      if (joined.length < offset + 4) break;
      const length = new DataView(joined.buffer, offset).getUint32(0, true);
      if (joined.length < offset + 4 + length) break;
      const bytes = joined.buffer.slice(offset + 4, offset + 4 + length);
      yield { t0: new DataView(bytes).getFloat64(16, true), bytes };
      offset += 4 + length;
    }
    rest = joined.slice(offset);
  }
}

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** The frames the sync would bring, already in memory. */
async function framesOf(samples: number): Promise<Frame[]> {
  const chunks = await collect(fetchChunks(samples));
  const frames: Frame[] = [];
  for (let from = 0; from < chunks.length; from += batch) {
    const some = chunks.slice(from, from + batch);
    const payload = new Uint8Array(some.reduce((sum, { bytes }) => sum + bytes.byteLength, 0));
    let offset = 0;
    const listed = some.map(({ bytes }, index) => {
      payload.set(new Uint8Array(bytes), offset);
      offset += bytes.byteLength;
      const decoded = decodeChunk(new Uint8Array(bytes));
      if (!decoded.ok) throw new Error(decoded.error.message);
      const { series, ...summary } = decoded.value.summary;
      const sha256 = String(from + index).padStart(64, '0');
      return { chunk: { ...summary, series: series as never, sha256 }, bytes: bytes.byteLength };
    });
    frames.push({ header: { kind: 'chunks', chunks: listed }, payload });
  }
  return frames;
}

type SampleRow = { readonly series: string; readonly t: number; readonly v: number };

async function openRows() {
  const dexie = new Dexie(name, { chromeTransactionDurability: 'relaxed' });
  dexie.version(1).stores({ rows: '[series+t]' });
  await dexie.open();
  return dexie.table<SampleRow>('rows');
}

async function finishRows(ms: number, table: Awaited<ReturnType<typeof openRows>>): Promise<ArmAnswer> {
  const rows = await table.toArray();
  table.db.close();
  await Dexie.delete(name);
  return { ms, checksum: `${rows.length}/${rows.reduce((sum, row) => sum + row.v, 0)}` };
}

async function finish(ms: number, table: string): Promise<ArmAnswer> {
  let count = 0;
  let sum = 0;
  for (const bytes of await readChunks(name, table)) {
    const decoded = decodeChunk(new Uint8Array(bytes));
    if (!decoded.ok) continue;
    count += decoded.value.values.length;
    sum = decoded.value.values.reduce((total, value) => total + value, sum);
  }
  await Dexie.delete(name);
  return { ms, checksum: `${count}/${sum}` };
}
