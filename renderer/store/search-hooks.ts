import { useEffect, useState, useSyncExternalStore } from 'react';
import type { SearchFilter } from '../../shared/search/search.ts';
// Vite answers this address with the built worker's.
// oxlint-disable-next-line import/default
import workerUrl from './search-worker.ts?worker&url';
import type { Found } from './search-keeper.ts';
import type { SearchAsk, SearchTold } from './search-worker.ts';
import { startTrustedWorker } from './trusted-worker.ts';

/** How far the index is with what the page keeps. */
export type SearchState =
  | { readonly state: 'starting' }
  | { readonly state: 'building'; readonly done: number; readonly of: number }
  | { readonly state: 'ready'; readonly version: number }
  | { readonly state: 'failed'; readonly message: string };

export type SearchReading =
  | { readonly state: 'idle' }
  | { readonly state: 'searching'; readonly before: Found | null }
  | { readonly state: 'done'; readonly found: Found; readonly tookMs: number }
  | { readonly state: 'failed'; readonly message: string };

let worker: Worker | undefined;
let state: SearchState = { state: 'starting' };
let asked = 0;
const listeners = new Set<() => void>();
const waiting = new Map<number, (told: SearchTold) => void>();

/** Started by whoever searches first: the index costs nothing before. */
function started(): Worker {
  if (worker !== undefined) return worker;
  worker = startTrustedWorker(workerUrl, 'search');
  worker.addEventListener('message', ({ data }: MessageEvent<SearchTold>) => hear(data));
  worker.addEventListener('error', () => {
    worker = undefined;
    hear({ kind: 'failed', ask: null, message: 'the part that searches stopped' });
  });
  return worker;
}

function hear(told: SearchTold): void {
  if (told.kind === 'found' || (told.kind === 'failed' && told.ask !== null)) {
    waiting.get(told.ask ?? 0)?.(told);
    waiting.delete(told.ask ?? 0);
    return;
  }
  state =
    told.kind === 'building'
      ? { state: 'building', done: told.done, of: told.of }
      : told.kind === 'ready'
        ? { state: 'ready', version: told.version }
        : { state: 'failed', message: told.message };
  listeners.forEach((listener) => listener());
}

/** How far the index is; starts it. */
export function useSearchState(): SearchState {
  return useSyncExternalStore(
    (listener) => {
      started();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

const most = 60;

/**
 * Searches everything that is kept here, again whenever it changed. An empty text searches nothing; of what is typed
 * quickly only the last is shown. `filter` is to be the same object while it asks for the same.
 */
export function useSearch(text: string, filter: SearchFilter | undefined): SearchReading {
  const index = useSearchState();
  const version = index.state === 'ready' ? index.version : 0;
  const [reading, setReading] = useState<SearchReading & { readonly of?: string }>({ state: 'idle' });
  const query = text.trim();
  useEffect(() => {
    if (query === '' || version === 0) return undefined;
    asked += 1;
    const ask = asked;
    waiting.set(ask, (told) => {
      if (told.kind === 'found') setReading({ state: 'done', found: told.found, tookMs: told.tookMs, of: query });
      else if (told.kind === 'failed') setReading({ state: 'failed', message: told.message, of: query });
    });
    const question: SearchAsk = { ask, text: query, filter, limit: most };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    started().postMessage(question);
    return () => void waiting.delete(ask);
  }, [query, filter, version]);
  if (query === '') return { state: 'idle' };
  if (index.state === 'failed') return { state: 'failed', message: index.message };
  if (reading.of === query) return reading;
  return { state: 'searching', before: reading.state === 'done' ? reading.found : null };
}
