import { createMediaFetcher } from './recording-media.ts';
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
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const media = createMediaFetcher({
    store,
    sleep,
    fetchRange: ({ review, id }, from, to) =>
      fetch(`/media/recording/${review}/${id}.webm`, { headers: { range: `bytes=${from}-${to}` }, priority: 'low' }),
  });
  await runSync({
    store,
    onRecording: media.wake,
    say,
    now: () => Date.now(),
    pull: (cursors, signal) =>
      fetch('/api/sync.pull', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ cursors }),
        signal,
      }),
    sleep,
    onRestart: (listener) => (restart = listener),
  });
});
