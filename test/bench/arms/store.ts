import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { Handler } from '../../../electron/host/handler.ts';
import { openIntake } from '../../../electron/intake/open-intake.ts';
import { openJournals } from '../../../electron/journal/journals.ts';
import { systemClock } from '../../../electron/platform/clock.ts';
import { createDeviceKey } from '../../../electron/signing/device-key.ts';
import { createReceipts } from '../../../electron/signing/receipts.ts';
import { createSync } from '../../../electron/sync/sync.ts';
import { syncPullSchema } from '../../../shared/contract/procedures.ts';
import { decodeChunk } from '../../../shared/formats/chunk.ts';
import { invariant } from '../../../shared/lib/invariant.ts';
import { buildBenchPage, serveOnLoopback } from '../bench-browser.ts';
import { checksumOf, makeChunks, makeIntakeLines, series } from '../generators.ts';
import { goals } from '../goals.ts';
import type { Arm, Comparison } from '../harness.ts';
import type { ArmAnswer, ArmName, ArmRequest } from '../page/arms-worker.ts';

/** How many samples are stored as chunks, and how many as rows: rows are slow, so fewer of them, per sample all the same. */
export type StoreScale = { readonly samples: number; readonly rows: number };

export type StoreBench = { readonly comparisons: readonly Comparison[]; readonly close: () => Promise<void> };

/** S1: main process to database; S2: storing alone. Both beside plain IndexedDB and beside a row per sample. */
export async function createStoreBench(root: string, context: BrowserContext, scale: StoreScale): Promise<StoreBench> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-bench-store-'));
  const main = await openMain(folder, scale.samples);
  const benchPage = await buildBenchPage(root);
  const server = await serveOnLoopback(route(main.pull, benchPage.serve));
  const page = await context.newPage();
  await page.goto(server.origin);
  const arm = (name: string, run: ArmName, samples: number): Arm => ({
    name,
    expected: checksumOf(samples),
    run: async () => {
      const { ms, checksum } = await runInPage(page, { arm: run, count: samples });
      return { nsPerUnit: (ms * 1e6) / samples, checksum };
    },
  });
  const { samples, rows } = scale;
  const fetchRaw = arm('packed chunks fetched, plain put', 'fetch-raw', samples);
  const fetchRows = arm(`JSON rows fetched, Dexie bulkPut (${rows.toLocaleString('en')})`, 'fetch-rows', rows);
  const sync = arm('Hotwash sync', 'sync', samples);
  const putRaw = arm('packed chunks, plain put', 'put-raw', samples);
  const putRows = arm(`rows, Dexie bulkPut (${rows.toLocaleString('en')})`, 'put-rows', rows);
  const store = arm('Hotwash store', 'store', samples);
  return {
    comparisons: [
      {
        id: 'S1',
        title: `${samples.toLocaleString('en')} samples, main process -> loopback -> IndexedDB committed`,
        unit: 'sample',
        arms: [fetchRaw, sync, fetchRows],
        claims: [
          { arm: sync.name, beside: fetchRaw.name, goal: goals.syncOverRawPut },
          { arm: sync.name, beside: fetchRows.name, goal: goals.syncAgainstRows },
        ],
      },
      {
        id: 'S2',
        title: `storing ${samples.toLocaleString('en')} samples that are in memory`,
        unit: 'sample',
        arms: [putRaw, store, putRows],
        claims: [
          { arm: store.name, beside: putRaw.name, goal: goals.storeOverRawPut },
          { arm: store.name, beside: putRows.name, goal: goals.storeAgainstRows },
        ],
      },
    ],
    close: async () => {
      await page.close();
      await server.close();
      await benchPage.remove();
      await main.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const runInPage = (page: Page, request: ArmRequest): Promise<ArmAnswer> =>
  page.evaluate(
    (asked) => (globalThis as unknown as { runArm: (asked: ArmRequest) => Promise<ArmAnswer> }).runArm(asked),
    request,
  );

/** A workspace on disk with the samples in its intake, as the product keeps them. */
async function openMain(folder: string, samples: number) {
  const journals = await openJournals(join(folder, 'journals'), { clock: systemClock, device: '0123456789abcdef' });
  const intake = await openIntake(folder, { now: () => systemClock.wall() });
  const chunks = [];
  for (const { chunk, bytes } of makeChunks(samples)) {
    const kept = await intake.restoreChunk(bytes);
    invariant(kept.ok && kept.value === chunk.sha256, 'a made-up chunk is a chunk');
    chunks.push(chunk);
  }
  const restored = await intake.restore(makeIntakeLines(chunks));
  invariant(restored.ok, restored.ok ? '' : restored.error.message);
  const sync = createSync({ journals, intake, receipts: createReceipts(createDeviceKey().key, true) });
  const pull: Handler = async (request) => {
    const { cursors } = syncPullSchema.parse(await request.json());
    return new Response(sync.pull(cursors, request.signal));
  };
  const close = async (): Promise<void> => {
    await journals.close();
    await intake.close();
  };
  return { pull, close };
}

function route(pull: Handler, page: Handler): Handler {
  return async (request) => {
    const url = new URL(request.url);
    const samples = Number(url.searchParams.get('samples'));
    if (url.pathname === '/api/sync.pull') return pull(request);
    if (url.pathname === '/bench/raw') return new Response(lengthPrefixed(samples));
    if (url.pathname === '/bench/rows') return Response.json(rowsOf(samples));
    return page(request);
  };
}

/** Made once per size, so that the reference is charged for sending and storing alone. */
const packed = new Map<number, readonly Uint8Array<ArrayBuffer>[]>();

function lengthPrefixed(samples: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  const pieces = packed.get(samples) ?? Array.from(makeChunks(samples), ({ bytes }) => prefix(bytes));
  packed.set(samples, pieces);
  let at = 0;
  return new ReadableStream({
    pull: (controller) => {
      const piece = pieces[at];
      at += 1;
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
  });
}

function prefix(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const piece = new Uint8Array(4 + bytes.length);
  new DataView(piece.buffer).setUint32(0, bytes.length, true);
  piece.set(bytes, 4);
  return piece;
}

function rowsOf(samples: number): { series: string; t: number; v: number }[] {
  return [...makeChunks(samples)].flatMap(({ bytes }) => {
    const decoded = decodeChunk(bytes);
    invariant(decoded.ok, 'a made-up chunk is a chunk');
    return Array.from(decoded.value.times, (t, index) => ({ series, t, v: decoded.value.values[index] ?? NaN }));
  });
}
