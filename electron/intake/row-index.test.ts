import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import { boundedRuns } from '../../shared/lib/test-runs.ts';
import type { Intake } from './intake.ts';
import { carriedText, openTestIntake, readLines, temporaryFolder, valueOf } from './testing.ts';

type Deployment = RowOf<'deployment'>;
type Told = { readonly id: number; readonly at: number; readonly service: string; readonly updated: number };

const start = Date.UTC(2026, 0, 1);
const told: fc.Arbitrary<Told> = fc.record({
  id: fc.nat(12),
  at: fc.nat(40),
  service: fc.constantFrom('pay', 'web'),
  updated: fc.nat(5),
});

/** A file of what is told, padded with other deployments so that it may be enough for a chunk. */
function fileOf(list: readonly Told[], padding: number): string {
  const line = (id: string, { at, service, updated }: Omit<Told, 'id'>): string =>
    `${id},${service},1.${at},${new Date(start + at * 60_000).toISOString()},${new Date(start + updated * 1000).toISOString()}`;
  const padded = Array.from({ length: padding }, (_, index) =>
    line(`p${index}`, { at: 41, service: 'pad', updated: 0 }),
  );
  return [
    'id,service,version,started_at,updated_at',
    ...list.map((each) => line(`t${each.id}${each.service}`, each)),
    ...padded,
  ].join('\n');
}

/** What is known after the files, told by the simplest means: a map. The same id at the same update is a duplicate. */
function model(files: readonly (readonly Told[])[]): Map<string, Told> {
  const known = new Map<string, Told>();
  for (const file of files) {
    const own = new Set<string>();
    for (const each of file) {
      const key = `${each.service}:t${each.id}${each.service}`;
      const before = known.get(key);
      if (before !== undefined && each.updated < before.updated) continue;
      if (before !== undefined && each.updated === before.updated && own.has(key)) continue;
      if (before?.at === each.at && before.updated === each.updated) continue;
      known.set(key, each);
      own.add(key);
    }
  }
  return known;
}

const versions = (rows: readonly Deployment[]): string[] =>
  rows
    .filter((row) => row.service !== 'pad')
    .map((row) => `${row.id} ${row.version}`)
    .toSorted();

async function check(intake: Intake, expected: ReadonlyMap<string, Told>): Promise<void> {
  const all = [...expected].map(([key, each]) => ({ text: `file:deployment:${key} 1.${each.at}`, ...each }));
  const textOf = (list: typeof all): string[] => list.map((each) => each.text).toSorted();
  expect(versions(await intake.rows.of('deployment'))).toEqual(textOf(all));
  expect(versions(await intake.rows.of('deployment', 'web'))).toEqual(
    textOf(all.filter((each) => each.service === 'web')),
  );
  const [from, to] = [start + 10 * 60_000, start + 30 * 60_000];
  expect(versions(await intake.rows.within('deployment', from, to, 'pay'))).toEqual(
    textOf(all.filter((each) => each.service === 'pay' && each.at >= 10 && each.at < 30)),
  );
  for (const [key, each] of expected)
    expect((await intake.rows.get('deployment', `file:deployment:${key}`))?.version).toBe(`1.${each.at}`);
  const pads = await intake.rows.of('deployment', 'pad');
  expect(intake.rows.count('deployment')).toBe(expected.size + pads.length);
}

describe('the index of rows', () => {
  it('[I30] gives the newest revision of each id, whether it stands in a line or in a chunk, also after opening again', async () => {
    const file = fc.tuple(fc.array(told, { maxLength: 30 }), fc.constantFrom(0, 1100));
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (files) => {
        const workspace = await temporaryFolder();
        const intake = await openTestIntake(workspace);
        for (const [list, padding] of files)
          valueOf(await intake.takeFile(carriedText('d.csv', fileOf(list, padding)), { acceptBad: true }));
        const expected = model(files.map(([list]) => list));
        await check(intake, expected);
        await check(await openTestIntake(workspace), expected);
      }),
      boundedRuns(25),
    );
  });

  it('[I30] seals chunks of 4,096 rows in order of time, and keeps what is too little for one in the line', async () => {
    const intake = await openTestIntake();
    const list = Array.from({ length: 10_000 }, (_, id) => ({ id, at: 9999 - id, service: 'pay', updated: 0 }));
    const report = valueOf(await intake.takeFile(carriedText('d.csv', fileOf(list, 0))));
    expect([report.accepted, report.byKind]).toEqual([10_000, { deployment: 10_000 }]);
    const lines = await readLines(intake);
    const bulk = lines.flatMap((line) => line.bulk ?? []);
    expect(bulk.map((chunk) => chunk.count)).toEqual([4096, 4096, 1808]);
    expect(lines.flatMap((line) => line.rows)).toEqual([]);
    expect(bulk.every((chunk) => chunk.t0 < chunk.t1 && chunk.owners.join() === 'pay')).toBe(true);
    expect(await intake.rows.within('deployment', start, start + 60_000)).toHaveLength(1);
    expect(lines.at(-1)?.done).toBe(true);
  });

  it('[I34] says of a row and of samples which line brought them', async () => {
    const intake = await openTestIntake();
    const list = Array.from({ length: 1100 }, (_, id) => ({ id, at: id, service: 'pay', updated: 0 }));
    const first = valueOf(await intake.takeFile(carriedText('d.csv', fileOf(list, 0))));
    await intake.takeFile(carriedText('e.csv', fileOf([{ id: 3, at: 7, service: 'pay', updated: 9 }], 0)));
    const found = await intake.provenance('deployment', 'file:deployment:pay:t4pay');
    expect(found).toMatchObject({ name: 'd.csv', sha256: first.sha256, format: 'deployments', seq: 1 });
    expect(await intake.provenance('deployment', 'file:deployment:pay:t3pay')).toMatchObject({ name: 'e.csv', seq: 2 });
    expect(await intake.provenance('deployment', 'file:deployment:pay:none')).toBeUndefined();
    const samples = (from: number): string =>
      `timestamp,value\n${[0, 1, 2].map((each) => `${from / 1000 + each},${each}`).join('\n')}`;
    await intake.takeFile(carriedText('m.csv', samples(start)));
    await intake.takeFile(carriedText('m.csv', samples(start + 10_000)));
    const series = 'unassigned/m/production';
    expect(intake.provenanceOfSamples(series, start, start + 5000).map((each) => each.seq)).toEqual([3]);
    expect(intake.provenanceOfSamples(series, start, start + 15_000).map((each) => each.seq)).toEqual([3, 4]);
    expect(intake.provenanceOfSamples(series, start - 5000, start)).toEqual([]);
  });

  it('[I25] a chunk of rows that was lost is told of, and its rows are back when it is given back', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    const list = Array.from({ length: 1100 }, (_, id) => ({ id, at: id, service: 'pay', updated: 0 }));
    await intake.takeFile(carriedText('d.csv', fileOf(list, 0)));
    const sha256 = (await readLines(intake))[0]?.bulk?.[0]?.sha256 ?? '';
    const path = join(workspace, 'intake', 'chunks', `${sha256}.bin`);
    const bytes = new Uint8Array(await readFile(path));
    await rm(path);
    const reopened = await openTestIntake(workspace);
    expect(reopened.notes).toMatchObject([{ code: 'lost-rows', chunks: 1 }]);
    expect(reopened.rows.count('deployment')).toBe(0);
    const damaged = bytes.slice();
    damaged[200] = (damaged[200] ?? 0) ^ 1;
    expect((await reopened.restoreChunk(damaged)).ok).toBe(false);
    expect(valueOf(await reopened.restoreChunk(bytes))).toBe(sha256);
    expect(await reopened.rows.of('deployment')).toEqual(await intake.rows.of('deployment'));
    expect((await openTestIntake(workspace)).notes).toEqual([]);
  });
});
