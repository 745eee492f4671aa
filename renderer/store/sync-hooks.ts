import { useLiveQuery } from 'dexie-react-hooks';
import { useSyncExternalStore } from 'react';
import { pageStore } from './page-store.ts';
import type { ForkedLines } from './schema.ts';
import { currentSyncState, subscribeToSync } from './start-store.ts';
import type { SyncState } from './sync-state.ts';

export function useSyncState(): SyncState {
  return useSyncExternalStore(subscribeToSync, currentSyncState);
}

/** Histories that contradicted the main process's and were kept aside, without their lines. */
export function useForks():
  readonly (Pick<ForkedLines, 'id' | 'stream' | 'foundAt'> & { count: number })[] | undefined {
  return useLiveQuery(async () => {
    const forks = await pageStore().forked.toArray();
    return forks.map(({ id, stream, foundAt, lines }) => ({ id, stream, foundAt, count: lines.length }));
  }, []);
}
