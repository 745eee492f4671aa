import { afterEach, describe, expect, it } from 'vitest';
import type { RowId, ServiceId } from '../../shared/domain/ids.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import { applyFrame } from './apply-frame.ts';
import { framesFor, makeIntake } from './made-up-history.ts';
import { readRange, readRows } from './read-rows.ts';
import { openStore, type Store } from './schema.ts';

const opened: Store[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.delete();
});

/** More than stay decoded at a time, and fewer than would push each other out before they are read again. */
const chunks = 16;
const perChunk = 3;
const minute = 60_000;
const all = chunks * perChunk;

const made = (number: number): RowOf<'deployment'> => ({
  kind: 'deployment',
  id: `d${number}` as RowId,
  revision: 0,
  service: 'checkout' as ServiceId,
  version: '1.0.0',
  environment: 'production',
  startedAt: number * minute,
  finishedAt: null,
  result: 'success',
  sha: null,
});

/** A store of sealed deployments, one a minute from 0 on. */
async function sealedStore(): Promise<Store> {
  const store = openStore(`read-rows-${opened.length}-${Math.trunc(performance.now() * 1000)}`);
  opened.push(store);
  const chunk = (first: number) => Array.from({ length: perChunk }, (_, row) => made(first + row));
  const bulk = Array.from({ length: chunks }, (_, number) => chunk(number * perChunk));
  const past = { journals: new Map(), ...makeIntake([{ rows: [], bulk, samples: [] }]) };
  for (const frame of framesFor(past, {}, 1)) expect((await applyFrame(store, frame)).ok).toBe(true);
  return store;
}

const numbers = (rows: readonly { readonly id: string }[]): number[] => rows.map(({ id }) => Number(id.slice(1)));
const from = (first: number, end: number): number[] => Array.from({ length: end - first }, (_, i) => first + i);

describe('rows of more chunks than stay decoded', () => {
  it('are all there each time they are read', async () => {
    const store = await sealedStore();
    for (let time = 0; time < 3; time += 1)
      expect(numbers(await readRows(store, 'deployment', 0, all * minute))).toEqual(from(0, all));
  });

  it('are all there where a range moves a chunk at a time, back as well as on', async () => {
    const store = await sealedStore();
    const window = 8 * perChunk;
    const firsts = from(0, chunks - 7).map((chunk) => chunk * perChunk);
    for (const first of [...firsts, ...firsts.toReversed()]) {
      const range = await readRange(store, 'deployment', first * minute, (first + window - 1) * minute);
      expect(range.missing).toBe(0);
      expect(range.slices.length).toBe(8);
    }
  });

  it('are all there where two read at the same time', async () => {
    const store = await sealedStore();
    const half = all / 2;
    const [early, late] = await Promise.all([
      readRows(store, 'deployment', 0, (half - 1) * minute),
      readRows(store, 'deployment', half * minute, all * minute),
    ]);
    expect(numbers(early)).toEqual(from(0, half));
    expect(numbers(late)).toEqual(from(half, all));
  });
});
