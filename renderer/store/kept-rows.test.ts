import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { RowId, ServiceId } from '../../shared/domain/ids.ts';
import { rowTime, type Row, type RowOf } from '../../shared/domain/release/rows.ts';
import { intakeStream } from '../../shared/contract/frames.ts';
import { boundedRuns } from '../../shared/lib/test-runs.ts';
import { applyFrame } from './apply-frame.ts';
import { dump, framesFor, makeIntake, type History, type MadeBatch } from './made-up-history.ts';
import { readProvenance } from './provenance.ts';
import { findRow, readRows, sealedWithin } from './read-rows.ts';
import { readReleases } from './release-list.ts';
import { openStore, type Store } from './schema.ts';
import { sealTails, tailCapacity } from './seal-tail.ts';
import { setAside } from './set-aside.ts';

const opened: Store[] = [];

let count = 0;

function kept(store: Store): Store {
  opened.push(store);
  return store;
}
function freshStore(): Store {
  count += 1;
  return kept(openStore(`kept-rows-${count}`));
}
/** After each run of a property as well: a long one would keep thousands of stores. */
async function deleteStores(): Promise<void> {
  const all = opened.splice(0);
  for (const store of all) store.close();
  for (const store of all) await store.delete();
}
afterEach(deleteStores);

const service = fc.constantFrom('checkout', 'search').map((name) => name as ServiceId);
const time = fc.nat({ max: 400 });
const revision = fc.nat({ max: 2 });
const deployment: fc.Arbitrary<Row> = fc.record({
  kind: fc.constant('deployment' as const),
  id: fc.constantFrom('d1', 'd2', 'd3', 'd4', 'd5').map((id) => id as RowId),
  revision,
  service,
  version: fc.constantFrom('1.0.0', '1.1.0'),
  environment: fc.constantFrom('production', 'staging'),
  startedAt: time,
  finishedAt: fc.option(time, { nil: null }),
  result: fc.constantFrom('success' as const, 'failure' as const),
  sha: fc.constant(null),
});
const incident: fc.Arbitrary<Row> = fc.record({
  kind: fc.constant('incident' as const),
  id: fc.constantFrom('i1', 'i2', 'i3').map((id) => id as RowId),
  revision,
  service,
  title: fc.constant('errors'),
  severity: fc.constant('major' as const),
  impactStartedAt: fc.constant(null),
  detectedAt: time,
  acceptedAt: fc.constant(null),
  resolvedAt: fc.option(time, { nil: null }),
  release: fc.option(fc.constantFrom('1.0.0', 'search@1.1.0'), { nil: null }),
});
const runtime: fc.Arbitrary<Row> = fc.record({
  kind: fc.constant('runtime' as const),
  id: fc.constantFrom('s1', 's2').map((id) => id as RowId),
  revision,
  service,
  version: fc.constant('1.0.0'),
  environment: fc.constant('production'),
  firstSeenAt: time,
  completeAt: fc.option(time, { nil: null }),
  instances: fc.constant(3),
});
const sealed = (row: fc.Arbitrary<Row>): fc.Arbitrary<Row[]> =>
  fc
    .uniqueArray(row, { minLength: 1, maxLength: 5, selector: ({ id }) => id })
    .map((rows) => rows.toSorted((a, b) => rowTime(a) - rowTime(b)));
const batch: fc.Arbitrary<MadeBatch> = fc.record({
  rows: fc.array(fc.oneof(deployment, incident, runtime), { maxLength: 4 }),
  bulk: fc.array(fc.oneof(sealed(deployment), sealed(incident), sealed(runtime)), { maxLength: 2 }),
  samples: fc.constant([]),
});
const step = fc.record({
  frames: fc.nat({ max: 8 }),
  repeats: fc.boolean(),
  seals: fc.boolean(),
  elsewhere: fc.boolean(),
});

const historyOf = (batches: readonly MadeBatch[]): History => ({ journals: new Map(), ...makeIntake(batches) });

/** The rule by itself: the highest revision stands, of equal ones the last, and sealed rows of a line come first. */
function standing(batches: readonly MadeBatch[]): Row[] {
  const rows = new Map<string, Row>();
  for (const row of batches.flatMap(({ bulk = [], rows: single }) => [...bulk.flat(), ...single])) {
    const known = rows.get(`${row.kind} ${row.id}`);
    if (known === undefined || row.revision >= known.revision) rows.set(`${row.kind} ${row.id}`, row);
  }
  return [...rows.values()];
}

async function apply(store: Store, past: History, perFrame = 1): Promise<void> {
  for (const frame of framesFor(past, await cursorOf(store), perFrame))
    expect((await applyFrame(store, frame)).ok).toBe(true);
}

const cursorOf = async (store: Store) => {
  const cursor = await store.cursors.get(intakeStream);
  return cursor === undefined ? {} : { [intakeStream]: cursor };
};

describe('kept rows', () => {
  it('are the same, however frames, sealing and repeats follow each other', async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(batch, { maxLength: 6 }), fc.array(step, { maxLength: 6 }), async (batches, steps) => {
          const past = historyOf(batches);
          const plain = freshStore();
          await apply(plain, past, 3);
          const store = freshStore();
          const other = kept(openStore(store.name));
          for (const { frames, repeats, seals, elsewhere } of steps) {
            const by = elsewhere ? other : store;
            const cursors = repeats ? {} : await cursorOf(store);
            for (const frame of framesFor(past, cursors, 1).slice(0, frames)) await applyFrame(by, frame);
            if (seals) await sealTails(by, 0);
          }
          await apply(store, past);
          expect(await dump(store)).toEqual(await dump(plain));
          const byId = (rows: readonly Row[]) =>
            Object.fromEntries(rows.map((row) => [`${row.kind} ${row.id}`, row] as const));
          const read = await Promise.all(
            (['deployment', 'incident', 'runtime'] as const).map((kind) => readRows(store, kind, 0, 999)),
          );
          expect(byId(read.flat())).toEqual(byId(standing(batches)));
          expect(read.flat().length).toBe(standing(batches).length);
        })
        .afterEach(deleteStores),
      boundedRuns(30),
    );
  });

  it('tell the same of each release as if its rows had come once, in their last revision', async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(batch, { maxLength: 5 }), async (batches) => {
          const store = freshStore();
          await apply(store, historyOf(batches));
          await sealTails(store, 0);
          const once = freshStore();
          await apply(once, historyOf([{ rows: standing(batches), samples: [] }]));
          expect(await readReleases(store)).toEqual(await readReleases(once));
        })
        .afterEach(deleteStores),
      boundedRuns(30),
    );
  });

  it('are read by range and owner as if all were looked through', async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(batch, { maxLength: 5 }), time, time, service, async (batches, a, b, owner) => {
          const store = freshStore();
          await apply(store, historyOf(batches));
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          const within = standing(batches)
            .filter((row) => row.kind === 'deployment' && row.startedAt >= from && row.startedAt <= to)
            .map(({ id }) => id);
          expect((await readRows(store, 'deployment', from, to)).map(({ id }) => id).toSorted()).toEqual(
            within.toSorted(),
          );
          const owned = (await readRows(store, 'deployment', from, to)).filter((row) => row.service === owner);
          expect(await readRows(store, 'deployment', from, to, owner)).toEqual(owned);
        })
        .afterEach(deleteStores),
      boundedRuns(30),
    );
  });
});

const day = 86_400_000;
const made = (from: number, count: number): RowOf<'deployment'>[] =>
  Array.from({ length: count }, (_, i) => ({
    kind: 'deployment',
    id: `d${from + i}` as RowId,
    revision: 0,
    service: `service-${(from + i) % 20}` as ServiceId,
    version: `1.${Math.floor((from + i) / 100)}.0`,
    environment: 'production',
    startedAt: (from + i) * 60_000,
    finishedAt: null,
    result: 'success',
    sha: null,
  }));

describe('what keeping rows costs', () => {
  it('leaves no more rows in a tail than its bound and seals the oldest', async () => {
    const store = freshStore();
    const batches = Array.from({ length: 20 }, (_, i) => ({ rows: made(i * 500, 500), samples: [] }));
    await apply(store, historyOf(batches), 5);
    expect(await store.rows.count()).toBeLessThanOrEqual(tailCapacity);
    expect(await store.rowDirectory.count()).toBe(1);
    expect((await readRows(store, 'deployment', 0, day * 400)).length).toBe(10_000);
    expect(await readProvenance(store, { kind: 'deployment', id: 'd3' })).toMatchObject([{ name: 'carried.csv' }]);
    expect((await findRow(store, 'deployment', 'd3'))?.seq).toBe(1);
    expect((await findRow(store, 'deployment', 'd9999'))?.seq).toBe(20);
  });

  it('opens of a hundred sealed chunks those alone that a hundredth of their time reaches', async () => {
    const store = freshStore();
    const batches = Array.from({ length: 100 }, (_, i) => ({ rows: [], bulk: [made(i * 100, 100)], samples: [] }));
    await apply(store, historyOf(batches), 10);
    const [from, to] = [5000 * 60_000, 5100 * 60_000];
    expect((await sealedWithin(store, 'deployment', from, to)).length).toBeLessThanOrEqual(2);
    expect((await readRows(store, 'deployment', from, to)).length).toBe(101);
  });

  it('puts no record per sealed row', async () => {
    const store = freshStore();
    await apply(store, historyOf([{ rows: [], bulk: [made(0, 4096)], samples: [] }]));
    expect(await store.rows.count()).toBe(0);
    expect(await store.rowChunks.count()).toBe(1);
    expect((await store.rowKeys.toArray()).map(({ hashes }) => hashes.byteLength)).toEqual([4096 * 4]);
    const bytes = (await store.rowChunks.toArray())[0]?.bytes.byteLength ?? Infinity;
    expect(bytes / 4096).toBeLessThanOrEqual(24);
  });

  it('goes with the lines that are set aside, and comes anew with the other history', async () => {
    const store = freshStore();
    await apply(store, historyOf([{ rows: made(0, 3), bulk: [made(10, 5)], samples: [] }]));
    await sealTails(store, 0);
    expect((await readReleases(store)).length).toBeGreaterThan(0);
    await setAside(store, intakeStream, 1);
    expect(await readReleases(store)).toEqual([]);
    expect(await readRows(store, 'deployment', 0, day)).toEqual([]);
    await apply(store, historyOf([{ rows: made(100, 2), samples: [] }]));
    expect((await readRows(store, 'deployment', 0, day)).map(({ id }) => id)).toEqual(['d100', 'd101']);
    expect(await findRow(store, 'deployment', 'd10')).toBeUndefined();
  });
});
