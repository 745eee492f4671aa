// Vite answers this address with the built worker's.
// oxlint-disable-next-line import/default
import workerUrl from './sync-worker.ts?worker&url';
import { pageStore } from './page-store.ts';
import { startTrustedWorker } from './trusted-worker.ts';
import { syncChannelName, tellWindows, type SyncMessage, type SyncState } from './sync-state.ts';

const workerWaitsAtMostMs = 400;

let state: SyncState = { state: 'starting' };
let channel: BroadcastChannel | undefined;
const listeners = new Set<() => void>();

/**
 * Starts the sync worker. Every window starts one; a lock lets one of them work, and a waiting one takes over when the
 * working window closes.
 */
export function startStore(): void {
  if (channel !== undefined) return;
  channel = new BroadcastChannel(syncChannelName);
  channel.addEventListener('message', (event: MessageEvent<SyncMessage>) => {
    if (event.data.kind !== 'state') return;
    state = event.data.state;
    listeners.forEach((listener) => listener());
  });
  // What is kept is on screen sooner when the database opens beside the page's own start.
  void pageStore().open();
  // Asks the browser not to evict what is kept when space runs short; it may say no, and then the logs on disk remain.
  void navigator.storage?.persist?.();
  // The page starts from what it has; the worker, as large as the page, must not take the processor from it meanwhile.
  requestIdleCallback(startWorker, { timeout: workerWaitsAtMostMs });
  tellWindows(channel, { kind: 'tell' });
}

function startWorker(): void {
  const worker = startTrustedWorker(workerUrl, 'sync');
  worker.addEventListener('error', (event) => {
    state = {
      state: 'lost',
      message: `The part that keeps this window up to date stopped (${event.message}). Reload the window.`,
    };
    listeners.forEach((listener) => listener());
  });
}

/** Lets the sync begin a new round, after a restore. */
export function restartSync(): void {
  if (channel !== undefined) tellWindows(channel, { kind: 'restart' });
}

export const currentSyncState = (): SyncState => state;

export function subscribeToSync(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
