import { afterEach, expect, it } from 'vitest';
import { applyFrame } from './apply-frame.ts';
import { framesFor, makeIntake, makeWorkspace } from './made-up-history.ts';
import { openStore, type Store } from './schema.ts';
import { readWorkspace } from './workspace-hooks.ts';

const opened: Store[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.delete();
});

function freshStore(): Store {
  const store = openStore(`workspace-${opened.length}`);
  opened.push(store);
  return store;
}

/** Brings a store up to a workspace that was given these names, one after the other. */
async function bring(store: Store, names: readonly string[]): Promise<void> {
  const known = (await store.cursors.toArray()).map(({ stream, seq, hash }) => [stream, { seq, hash }]);
  const history = { journals: new Map([['workspace', makeWorkspace(names)]]), ...makeIntake([]) };
  for (const frame of framesFor(history, Object.fromEntries(known), 2)) await applyFrame(store, frame);
}

it('goes on from what was folded, stays the same object while nothing comes, and follows another history', async () => {
  const [store, other] = [freshStore(), freshStore()];
  await bring(store, ['Harbor', 'Harbor Pay']);
  const first = await readWorkspace(store);
  expect(first?.name).toBe('Harbor Pay');
  expect(await readWorkspace(store)).toBe(first);
  await bring(store, ['Harbor', 'Harbor Pay', 'Harbor Pay Ltd']);
  expect((await readWorkspace(store))?.name).toBe('Harbor Pay Ltd');
  await bring(other, ['Quay']);
  expect((await readWorkspace(other))?.name).toBe('Quay');
  expect((await readWorkspace(store))?.name).toBe('Harbor Pay Ltd');
});
