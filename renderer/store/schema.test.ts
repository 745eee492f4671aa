import { Dexie } from 'dexie';
import { expect, it } from 'vitest';
import { packFacts } from './release-facts.ts';
import { readReleases } from './release-list.ts';
import { summarizeRelease } from './release-summary.ts';
import { openStore } from './schema.ts';
import type { ServiceId } from '../../shared/domain/ids.ts';

const service = 'search' as ServiceId;

/** Tables and indexes as the store has them, to make one of an earlier version. */
async function tablesNow(): Promise<Record<string, string>> {
  const store = await openStore('schema-now').open();
  const tables = store.tables.map(({ name, schema: { primKey, indexes } }) => [
    name,
    [primKey, ...indexes].map(({ src }) => src).join(', '),
  ]);
  await store.delete();
  return Object.fromEntries(tables) as Record<string, string>;
}

it('summarizes the releases of a store of version 3 anew from their facts, and leaves its rows', async () => {
  const deployment = { key: 1, startedAt: 0, finishedAt: 10, environment: 'production', result: 'success' } as const;
  const sighting = (key: number, completeAt: number) => ({
    key,
    firstSeenAt: 20,
    completeAt,
    environment: 'production',
  });
  const facts = { tags: [], deployments: [deployment], runtime: [sighting(2, 30), sighting(3, 90)], incidents: [] };
  const right = summarizeRelease(service, '1.0.0', facts);
  const release = { id: 'search@1.0.0', summary: { ...right, runtimeLagMs: 20 }, facts: packFacts(facts) };
  const old = new Dexie('schema-old');
  old.version(3).stores(await tablesNow());
  await old.table('releaseBlocks').add({ service, block: 0, releases: JSON.stringify([release]) });
  await old.table('derived').add({ name: 'intake', seq: 7, version: 9, epoch: 1 });
  old.close();

  const store = openStore('schema-old');
  expect(right?.runtimeLagMs).toBe(80);
  expect(await readReleases(store)).toEqual([right]);
  expect(await store.derived.toArray()).toEqual([{ name: 'intake', seq: 7, version: 9, epoch: 1 }]);
  await store.delete();
});
