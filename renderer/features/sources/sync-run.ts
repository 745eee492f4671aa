import { useSyncExternalStore } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { syncProgressSchema, type SourceEnd, type SyncProgress } from '../../../shared/contract/source-procedures.ts';
import { followStream } from '../../host/follow-stream.ts';

/** A sync that was started in this window; it goes on while other places are looked at. */
export type SyncRun = {
  readonly isRunning: boolean;
  readonly all: number;
  readonly reading: ReadonlyMap<string, Exclude<SyncProgress, { state: 'ended' }>>;
  readonly ends: ReadonlyMap<string, SourceEnd>;
  readonly fault: CallFault | null;
};

const idle: SyncRun = { isRunning: false, all: 0, reading: new Map(), ends: new Map(), fault: null };
let run = idle;
let stop = new AbortController();
const listeners = new Set<() => void>();

function set(next: SyncRun): void {
  run = next;
  for (const listener of listeners) listener();
}

export const useSyncRun = (): SyncRun =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => run,
  );

/** What a sync has come to when one more thing is told of it. */
export function syncAfter(before: SyncRun, event: SyncProgress): SyncRun {
  if (event.state !== 'ended')
    return {
      ...before,
      all: event.state === 'waiting' ? before.all + 1 : before.all,
      reading: new Map(before.reading).set(event.source, event),
    };
  const reading = new Map(before.reading);
  reading.delete(event.source);
  return { ...before, reading, ends: new Map(before.ends).set(event.source, event) };
}

/** Asks sources (null: all); one sync at a time. */
export async function startSync(sources: readonly string[] | null): Promise<void> {
  if (run.isRunning) return;
  stop = new AbortController();
  set({ ...idle, isRunning: true });
  const answer = await followStream('source.sync', { sources }, syncProgressSchema, stop.signal, (event) =>
    set(syncAfter(run, event)),
  );
  const fault = answer.ok || answer.error.code === 'cancelled' ? null : answer.error;
  set({ ...run, isRunning: false, reading: new Map(), fault });
}

export const cancelSync = (): void => stop.abort();
