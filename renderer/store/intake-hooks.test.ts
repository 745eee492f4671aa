import { expect, it } from 'vitest';
import { readIntakeFiles, readQuarantine } from './intake-hooks.ts';
import { openStore } from './schema.ts';

const line = (seq: number, sha256: string, more: object = {}) => ({
  seq,
  text: JSON.stringify({
    seq,
    at: `2026-03-0${seq}T10:00:00.000Z`,
    source: { name: `${sha256}.csv`, sha256, format: 'deployments' },
    rows: [{}, {}],
    samples: [{ count: 40 }],
    quarantined: [],
    unchanged: 1,
    done: true,
    ...more,
  }),
});
const bad = { row: 7, code: 'bad-time', path: 'started_at', message: 'not a time' };

it('counts each file over all its lines, and again only what is new', async () => {
  const store = openStore('intake-hooks-count');
  await store.intake.bulkPut([line(1, 'a', { done: false }), line(2, 'b')]);
  expect((await readIntakeFiles(store)).map((file) => [file.name, file.rows, file.done])).toEqual([
    ['b.csv', 2, true],
    ['a.csv', 2, false],
  ]);
  await store.intake.put(line(3, 'a', { quarantined: [bad] }));
  const [first, second] = await readIntakeFiles(store);
  expect(first).toMatchObject({
    name: 'a.csv',
    rows: 4,
    samples: 80,
    unchanged: 2,
    quarantined: 1,
    done: true,
    firstSeq: 1,
  });
  expect(second).toMatchObject({ name: 'b.csv', rows: 2 });
});

it('counts anew when another history stands under the same sequences', async () => {
  const store = openStore('intake-hooks-anew');
  await store.intake.bulkPut([line(1, 'c'), line(2, 'c')]);
  expect((await readIntakeFiles(store)).map((file) => [file.name, file.rows])).toEqual([['c.csv', 4]]);
  await store.intake.clear();
  await store.intake.put(line(1, 'd'));
  expect((await readIntakeFiles(store)).map((file) => [file.name, file.rows])).toEqual([['d.csv', 2]]);
});

it('lists the bad rows of one file alone', async () => {
  const store = openStore('intake-hooks-bad');
  await store.intake.bulkPut([
    line(1, 'e', { quarantined: [bad] }),
    line(2, 'f', { quarantined: [{ ...bad, row: 9 }] }),
  ]);
  expect(await readQuarantine(store, 'f')).toEqual([{ ...bad, row: 9 }]);
});
