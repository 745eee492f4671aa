import { expect, it } from 'vitest';
import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { applyFrame } from './apply-frame.ts';
import { readIntakeFiles, readQuarantine } from './intake-hooks.ts';
import { framesFor, makeIntake, sourceNamed, type MadeBatch } from './made-up-history.ts';
import { openStore, type Store } from './schema.ts';
import { setAside } from './set-aside.ts';
import { intakeStream } from '../../shared/contract/frames.ts';

const batch = (name: string, day: number, more: Partial<IntakeLine> = {}): MadeBatch => ({
  rows: [],
  samples: [{ series: 's', times: [day, day + 0.5], values: [1, 2] }],
  line: { source: sourceNamed(name), at: `2026-03-0${day}T10:00:00.000Z`, unchanged: 1, ...more },
});
const bad = { row: 7, code: 'bad-time', path: 'started_at', message: 'not a time' };
const pulled = (source: string, outcome: NonNullable<IntakeLine['pulled']>['outcome']): Partial<IntakeLine> => ({
  pulled: {
    source,
    connector: 'github',
    connectorVersion: 1,
    query: 'deployments',
    fetchedAt: '2026-03-05T10:00:00.000Z',
    outcome,
  },
});

async function bring(store: Store, batches: readonly MadeBatch[], after = 0): Promise<void> {
  const cursors = after === 0 ? {} : { intake: { seq: after, hash: '' } };
  for (const frame of framesFor({ journals: new Map(), ...makeIntake(batches) }, cursors, 1))
    await applyFrame(store, frame);
}

it('counts each file over all its lines, and a later line adds to what is counted', async () => {
  const store = openStore('intake-hooks-count');
  const batches = [batch('a', 1, { done: false }), batch('b', 2)];
  await bring(store, batches);
  expect((await readIntakeFiles(store)).map((file) => [file.name, file.samples, file.done])).toEqual([
    ['b.csv', 2, true],
    ['a.csv', 2, false],
  ]);
  await bring(store, [...batches, batch('a', 3, { quarantined: [bad] })], 2);
  const [first, second] = await readIntakeFiles(store);
  expect(first).toMatchObject({ name: 'a.csv', samples: 4, unchanged: 2, quarantined: 1, done: true, firstSeq: 1 });
  expect(second).toMatchObject({ name: 'b.csv', samples: 2 });
});

it('counts anew when another history took the place of one', async () => {
  const store = openStore('intake-hooks-anew');
  await bring(store, [batch('c', 1), batch('c', 2)]);
  await setAside(store, intakeStream, 0);
  await bring(store, [batch('d', 1)]);
  expect((await readIntakeFiles(store)).map((file) => [file.name, file.samples])).toEqual([['d.csv', 2]]);
});

it('lists the bad rows of one file alone', async () => {
  const store = openStore('intake-hooks-bad');
  await bring(store, [batch('e', 1, { quarantined: [bad] }), batch('f', 2, { quarantined: [{ ...bad, row: 9 }] })]);
  const [file] = await readIntakeFiles(store);
  expect(await readQuarantine(store, file?.sha256 ?? '')).toEqual([{ ...bad, row: 9 }]);
});

it('knows of each source its last answer, and since when it is missing', async () => {
  const store = openStore('intake-hooks-sources');
  const read = { kind: 'read' as const, cursor: 'c1', watermark: 500, open: [] as string[], done: true };
  const failed = { kind: 'failed', code: 'refused', message: 'it said no', since: 500 } as const;
  await bring(store, [
    batch('g', 1, pulled('hub', read)),
    batch('h', 2, pulled('hub', failed)),
    batch('i', 3, pulled('lab', { ...failed, since: null })),
  ]);
  const at = Date.UTC(2026, 2, 5, 10);
  expect(await store.sources.toArray()).toEqual([
    {
      source: 'hub',
      connector: 'github',
      read: { at, watermark: 500, done: true },
      failed: { code: 'refused', message: 'it said no', since: 500, at },
    },
    {
      source: 'lab',
      connector: 'github',
      read: null,
      failed: { code: 'refused', message: 'it said no', since: null, at },
    },
  ]);
  expect((await readIntakeFiles(store)).map(({ name, source }) => [name, source])).toEqual([['g.csv', 'hub']]);
});
