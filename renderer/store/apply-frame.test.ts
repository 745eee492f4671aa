import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RowId, ServiceId } from '../../shared/domain/ids.ts';
import type { Row } from '../../shared/domain/release/rows.ts';
import { chunkCapacity } from '../../shared/formats/chunk.ts';
import { boundedRuns } from '../../shared/lib/test-runs.ts';
import { applyFrame } from './apply-frame.ts';
import { dump, framesFor, makeIntake, makeJournal, type History } from './made-up-history.ts';
import { readRows } from './read-rows.ts';
import { openStore, type Store } from './schema.ts';
import type { Cursors } from './sync-loop.ts';

const opened: Store[] = [];
let count = 0;

function freshStore(): Store {
  count += 1;
  const store = openStore(`frames-${count}`);
  opened.push(store);
  return store;
}

afterEach(async () => {
  for (const store of opened.splice(0)) await store.delete();
});

const cursorsOf = async (store: Store): Promise<Cursors> =>
  Object.fromEntries((await store.cursors.toArray()).map(({ stream, seq, hash }) => [stream, { seq, hash }]));

const row: fc.Arbitrary<Row> = fc.record({
  kind: fc.constant('deployment' as const),
  id: fc.constantFrom('d1', 'd2', 'd3').map((id) => id as RowId),
  revision: fc.nat({ max: 3 }),
  service: fc.constant('checkout' as ServiceId),
  version: fc.constantFrom('1.0.0', '1.1.0'),
  environment: fc.constant('production'),
  startedAt: fc.nat({ max: 1000 }),
  finishedAt: fc.constant(null),
  result: fc.constantFrom('success' as const, 'failure' as const),
  sha: fc.constant(null),
});
const samples = fc.record({
  series: fc.constantFrom('checkout/errors', 'checkout/latency'),
  times: fc
    .uniqueArray(fc.nat({ max: 50 }), { minLength: 1, maxLength: 6 })
    .map((times) => times.toSorted((a, b) => a - b)),
  values: fc.array(fc.integer(), { minLength: 6, maxLength: 6 }),
});
const batch = fc.record({
  rows: fc.array(row, { maxLength: 4 }),
  samples: fc.array(
    samples.map((each) => ({ ...each, values: each.values.slice(0, each.times.length) })),
    { maxLength: 3 },
  ),
});
const history: fc.Arbitrary<History> = fc
  .tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.array(batch, { maxLength: 5 }))
  .map(([inWorkspace, inReview, batches]) => ({
    journals: new Map([
      ['workspace', makeJournal(Array.from({ length: inWorkspace }, (_, i) => `w${i}`))],
      ['r-1', makeJournal(Array.from({ length: inReview }, (_, i) => `r${i}`))],
    ]),
    ...makeIntake(batches),
  }));

describe('applying frames', () => {
  it('ends in the same store, wherever the stream was cut and whatever came twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.record({ frames: fc.nat({ max: 6 }), repeats: fc.boolean() }), { maxLength: 6 }),
        async (past, perFrame, cuts) => {
          const uncut = freshStore();
          for (const frame of framesFor(past, {}, perFrame)) expect((await applyFrame(uncut, frame)).ok).toBe(true);
          const cut = freshStore();
          for (const { frames, repeats } of cuts) {
            // Each round begins at the cursors as they stand, or once more at the beginning.
            const cursors = repeats ? {} : await cursorsOf(cut);
            for (const frame of framesFor(past, cursors, perFrame).slice(0, frames)) await applyFrame(cut, frame);
          }
          for (const frame of framesFor(past, await cursorsOf(cut), perFrame)) await applyFrame(cut, frame);
          expect(await dump(cut)).toEqual(await dump(uncut));
        },
      ),
      boundedRuns(40),
    );
  });

  it('moves the cursor with the data or neither: a frame that fails midway leaves nothing', async () => {
    const store = freshStore();
    const past: History = { journals: new Map([['workspace', makeJournal(['a', 'b', 'c'])]]), ...makeIntake([]) };
    const [, first] = framesFor(past, {}, 3);
    if (first === undefined) throw new Error('there is a frame');
    store.cursors.hook('creating', () => {
      throw new Error('the disk is full');
    });

    await expect(applyFrame(store, first)).rejects.toThrow('the disk is full');
    expect(await store.lines.count()).toBe(0);
    expect(await store.cursors.count()).toBe(0);
  });

  it('keeps nothing of a frame whose lines do not continue the chain', async () => {
    const store = freshStore();
    const other: History = { journals: new Map([['workspace', makeJournal(['x', 'y', 'z'])]]), ...makeIntake([]) };
    const mine: History = { journals: new Map([['workspace', makeJournal(['a'])]]), ...makeIntake([]) };
    for (const frame of framesFor(mine, {}, 1)) await applyFrame(store, frame);
    const before = await dump(store);
    const frames = framesFor(other, { workspace: { seq: 1, hash: '' } }, 5);
    const answers = [];
    for (const frame of frames) answers.push(await applyFrame(store, frame));
    expect(answers).toContainEqual({
      ok: false,
      error: { code: 'bad-frame', stream: 'workspace', message: 'event 2 does not follow event 1' },
    });
    expect(await dump(store)).toEqual(before);
  });

  it('lets the highest revision of a row stand, and of equal ones the one brought in last', async () => {
    const store = freshStore();
    const deployment = (revision: number, result: 'success' | 'failure'): Row => ({
      kind: 'deployment',
      id: 'd1' as RowId,
      revision,
      service: 'checkout' as ServiceId,
      version: '1.0.0',
      environment: 'production',
      startedAt: 1,
      finishedAt: 2,
      result,
      sha: null,
    });
    const batches = [
      { rows: [deployment(2, 'failure'), deployment(1, 'success')], samples: [] },
      { rows: [deployment(1, 'success')], samples: [] },
    ];
    for (const frame of framesFor({ journals: new Map(), ...makeIntake(batches) }, {}, 1))
      await applyFrame(store, frame);
    expect(await readRows(store, 'deployment', 0, 9)).toMatchObject([{ revision: 2, result: 'failure' }]);
    const later = [...batches, { rows: [deployment(2, 'success')], samples: [] }];
    const frames = framesFor({ journals: new Map(), ...makeIntake(later) }, await cursorsOf(store), 1);
    for (const frame of frames) await applyFrame(store, frame);
    expect(await readRows(store, 'deployment', 0, 9)).toMatchObject([{ revision: 2, result: 'success' }]);
  });

  it('puts one record per chunk of samples, and no more than four per intake line besides', async () => {
    const store = freshStore();
    await store.open();
    const times = Array.from({ length: 64 }, (_, i) => i);
    const chunk = (from: number) => ({ series: 's', times: times.map((time) => from + time), values: times });
    const batches = [0, 1].map((line) => ({
      rows: [],
      samples: Array.from({ length: 60 }, (_, i) => chunk((line * 60 + i) * 64)),
    }));
    const puts = vi.spyOn(IDBObjectStore.prototype, 'put');
    const adds = vi.spyOn(IDBObjectStore.prototype, 'add');
    for (const frame of framesFor({ journals: new Map(), ...makeIntake(batches) }, {}, 5))
      await applyFrame(store, frame);
    const written = puts.mock.calls.length + adds.mock.calls.length;
    vi.restoreAllMocks();
    expect(await store.chunks.count()).toBe(120);
    expect(written).toBeGreaterThanOrEqual(120);
    expect(written).toBeLessThanOrEqual(120 + 2 * 4);
  });

  it('puts no more than 2,500 records for the chunks of ten million samples of a series', async () => {
    const store = freshStore();
    await store.open();
    const chunks = Math.ceil(10_000_000 / chunkCapacity);
    const batches = Array.from({ length: Math.ceil(chunks / 128) }, (_, line) => ({
      rows: [],
      samples: Array.from({ length: Math.min(128, chunks - line * 128) }, (__, i) => {
        return { series: 's', times: [line * 128 + i], values: [1] };
      }),
    }));
    const puts = vi.spyOn(IDBObjectStore.prototype, 'put');
    const adds = vi.spyOn(IDBObjectStore.prototype, 'add');
    for (const frame of framesFor({ journals: new Map(), ...makeIntake(batches) }, {}, 10))
      await applyFrame(store, frame);
    const written = puts.mock.calls.length + adds.mock.calls.length;
    vi.restoreAllMocks();
    expect(await store.chunks.count()).toBe(chunks);
    expect(written).toBeLessThanOrEqual(2500);
  });
});
