import { liveQuery } from 'dexie';
import { openStore } from './schema.ts';
import { openSearchKeeper, type Found, type SearchQuestion } from './search-keeper.ts';

export type SearchAsk = SearchQuestion & { readonly ask: number };
export type SearchTold =
  | { readonly kind: 'found'; readonly ask: number; readonly found: Found; readonly tookMs: number }
  | { readonly kind: 'building'; readonly done: number; readonly of: number }
  /** `version` grows with every change of the index. */
  | { readonly kind: 'ready'; readonly version: number }
  | { readonly kind: 'failed'; readonly ask: number | null; readonly message: string };

// The worker that keeps the search index, away from the page's own thread.
const store = openStore();
const say = (told: SearchTold): void => postMessage(told);
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');

let isOurs = false;
// Of several windows one keeps the index; the others follow for themselves, in memory.
void navigator.locks.request('hotwash-search', async () => {
  isOurs = true;
  await new Promise(() => undefined);
});

const opening = openSearchKeeper(store, () => isOurs);
let version = 0;
let working: Promise<unknown> = opening;

const update = (): void => {
  working = working.then(async () => {
    const keeper = await opening;
    const isChanged = await keeper.update((done, of) => say({ kind: 'building', done, of }));
    if (isChanged || version === 0) version += 1;
    say({ kind: 'ready', version });
  });
  working = working.catch((error: unknown) => say({ kind: 'failed', ask: null, message: messageOf(error) }));
};

let isDue = false;
liveQuery(() => store.cursors.toArray()).subscribe(() => {
  if (isDue) return;
  isDue = true;
  setTimeout(() => {
    isDue = false;
    update();
  }, 20);
});

// Only what was asked last is waited for.
let latest = 0;

addEventListener('message', (event: MessageEvent<SearchAsk>) => {
  const { ask, ...question } = event.data;
  latest = ask;
  const isWanted = (): boolean => latest === ask;
  void opening
    .then(async (keeper) => {
      if (!isWanted()) return;
      const from = performance.now();
      const found = await keeper.searchWhile(question, isWanted);
      if (found !== null) say({ kind: 'found', ask, found, tookMs: performance.now() - from });
    })
    .catch((error: unknown) => say({ kind: 'failed', ask, message: messageOf(error) }));
});
