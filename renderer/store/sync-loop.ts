import { createFrameReader, type Frame } from '../../shared/contract/frames.ts';
import { applyFrame, type Applied } from './apply-frame.ts';
import { catchUpRows } from './catch-up-rows.ts';
import { compareHeads } from './compare-heads.ts';
import { isQuota } from './quota.ts';
import { noteLostRecordings } from './recording-losses.ts';
import type { Store } from './schema.ts';
import { setAside } from './set-aside.ts';
import { createSyncProgress, type SyncProgress } from './sync-progress.ts';
import type { SyncState } from './sync-state.ts';

export type Cursors = { readonly [stream: string]: { readonly seq: number; readonly hash: string } };

export type SyncSetting = {
  readonly store: Store;
  readonly say: (state: SyncState) => void;
  /** Epoch ms. */
  readonly now: () => number;
  readonly pull: (cursors: Cursors, signal: AbortSignal) => Promise<Response>;
  readonly sleep: (ms: number) => Promise<void>;
  /** Hears when a recording went on, and when everything else is here. */
  readonly onRecording?: () => void;
  /** Hands over what ends the present round and begins another. */
  readonly onRestart: (restart: () => void) => void;
  /** Ends the loop; for tests, since in the product it lives as long as its worker. */
  readonly signal?: AbortSignal;
};

type RoundEnd = { readonly again: 'at-once' } | { readonly again: 'after-a-pause'; readonly message: string };

const firstPauseMs = 250;
const longestPauseMs = 8000;
const noAnswer =
  'Hotwash does not answer. What this window has is safe and can be read; it tries again by itself. If this stays, close the window and start Hotwash again.';

/** Pulls, and begins again after every cut, with a pause that doubles until something comes. */
export async function runSync(setting: SyncSetting): Promise<void> {
  let pause = firstPauseMs;
  const isOver = (): boolean => setting.signal?.aborted === true;
  while (!isOver()) {
    const progress = createSyncProgress(setting.say, setting.now);
    const end = await runRound(setting, progress);
    if (isOver()) return;
    if (end.again === 'at-once') continue;
    setting.say({ state: 'lost', message: end.message });
    if (progress.hasBegun()) pause = firstPauseMs;
    await setting.sleep(pause);
    pause = Math.min(pause * 2, longestPauseMs);
  }
}

async function runRound(setting: SyncSetting, progress: SyncProgress): Promise<RoundEnd> {
  const round = new AbortController();
  const signal = setting.signal === undefined ? round.signal : AbortSignal.any([round.signal, setting.signal]);
  let isRestarted = false;
  setting.onRestart(() => {
    isRestarted = true;
    round.abort();
  });
  try {
    await catchUpRows(setting.store);
    const response = await setting.pull(await readCursors(setting.store), signal);
    if (!response.ok || response.body === null) return { again: 'after-a-pause', message: noAnswer };
    for await (const frame of framesOf(response.body, signal)) {
      const applied = await applyFrame(setting.store, frame);
      if (!applied.ok) return { again: 'after-a-pause', message: describeBadFrame(applied.error) };
      if (await setForksAside(setting, applied.value, progress)) return { again: 'at-once' };
      progress.note(applied.value);
      if (applied.value.kind === 'recording' || applied.value.kind === 'caught-up') setting.onRecording?.();
    }
  } catch (error) {
    if (!isRestarted) return { again: 'after-a-pause', message: describe(error) };
  } finally {
    round.abort();
  }
  return isRestarted ? { again: 'at-once' } : { again: 'after-a-pause', message: noAnswer };
}

/** True when a history that went apart was set aside, so that this round's cursors no longer hold. */
async function setForksAside(setting: SyncSetting, applied: Applied, progress: SyncProgress): Promise<boolean> {
  const store = setting.store;
  let forked: readonly string[] = [];
  if (applied.kind === 'fork') forked = [applied.stream];
  if (applied.kind === 'hello') {
    const comparison = await compareHeads(store, applied.heads);
    progress.noteLost(comparison.lost);
    await noteLostRecordings(store, applied.heads);
    forked = comparison.forked;
  }
  for (const stream of forked) await setAside(store, stream, setting.now());
  return forked.length > 0;
}

async function readCursors(store: Store): Promise<Cursors> {
  const cursors = await store.cursors.toArray();
  return Object.fromEntries(cursors.map(({ stream, seq, hash }) => [stream, { seq, hash }]));
}

/** Reads one piece at a time and no further ahead, so that a slow database slows the main process down. */
async function* framesOf(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Frame> {
  const read = createFrameReader();
  const reader = body.getReader();
  const cancel = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      for (const frame of read(next.value)) {
        if (signal.aborted) return;
        yield frame;
      }
    }
  } finally {
    cancel();
  }
}

const describeBadFrame = (fault: { readonly stream: string; readonly message: string }): string =>
  `What came for ${fault.stream} does not continue what is kept here (${fault.message}). Nothing was overwritten; start Hotwash again.`;

function describe(error: unknown): string {
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
  if (isQuota(error))
    return 'The browser has no room left for what comes. What is kept so far is safe; free some disk space, then reload.';
  if (name === 'TypeError' || name === 'AbortError') return noAnswer;
  return `What came could not be kept (${name === '' ? 'unknown reason' : name}). What was kept before is safe; it is tried again.`;
}
