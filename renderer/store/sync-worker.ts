import { openStore } from './schema.ts';
import { runSync } from './sync-loop.ts';
import { syncChannelName, syncLockName, tellWindows, type SyncMessage, type SyncState } from './sync-state.ts';

// The worker that keeps the page's database up to date. One window's worker holds the lock and works; the others wait.
const channel = new BroadcastChannel(syncChannelName);

void navigator.locks.request(syncLockName, async () => {
  const store = openStore();
  let current: SyncState = { state: 'starting' };
  const say = (state: SyncState): void => {
    current = state;
    tellWindows(channel, { kind: 'state', state });
  };
  let restart = (): void => undefined;
  channel.addEventListener('message', (event: MessageEvent<SyncMessage>) => {
    if (event.data.kind === 'tell') say(current);
    if (event.data.kind === 'restart') restart();
  });
  await runSync({
    store,
    say,
    now: () => Date.now(),
    pull: (cursors, signal) =>
      fetch('/api/sync.pull', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ cursors }),
        signal,
      }),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    onRestart: (listener) => (restart = listener),
  });
});
