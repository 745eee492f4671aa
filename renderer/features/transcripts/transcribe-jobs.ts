import { useEffect, useSyncExternalStore } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { speechStateSchema, type SpeechJobKey, type SpeechState } from '../../../shared/contract/speech-procedures.ts';
import type { Engine } from '../../../shared/domain/speech/engine.ts';
import { call } from '../../host/client.ts';
import { followStream } from '../../host/follow-stream.ts';

export type SpeechJob = SpeechJobKey & { readonly now: SpeechState };

/** Speech to text as this window knows it. Jobs go on without it. */
export type SpeechDesk = {
  /** Undefined until the engines were asked for. */
  readonly engines: readonly Engine[] | undefined;
  readonly jobs: readonly SpeechJob[];
  readonly fault: CallFault | null;
};

let desk: SpeechDesk = { engines: undefined, jobs: [], fault: null };
const following = new Set<string>();
const listeners = new Set<() => void>();

function set(next: Partial<SpeechDesk>): void {
  desk = { ...desk, ...next };
  for (const listener of listeners) listener();
}

const nameOf = ({ review, recording, engine }: SpeechJobKey): string => [review, recording, engine].join(' ');
const isOver = ({ state }: SpeechState): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

function note(key: SpeechJobKey, now: SpeechState): void {
  const name = nameOf(key);
  const { review, recording, engine } = key;
  set({ jobs: [...desk.jobs.filter((job) => nameOf(job) !== name), { review, recording, engine, now }] });
}

/** Engines and jobs; both are asked for when somebody looks. */
export function useSpeechDesk(): SpeechDesk {
  useEffect(() => void lookAtEngines(), []);
  useEffect(() => void lookAtJobs(), []);
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => desk,
  );
}

/** Asks again: a model folder may have been dropped in the meantime. */
export async function lookAtEngines(): Promise<void> {
  const answer = await call('speech.engines', {});
  set(answer.ok ? { engines: answer.value.engines, fault: null } : { fault: answer.error });
}

async function lookAtJobs(): Promise<void> {
  const answer = await call('speech.jobs', {});
  if (!answer.ok) return;
  for (const { now, ...key } of answer.value.jobs) {
    note(key, now);
    if (!isOver(now)) void startTranscribing(key, false);
  }
}

/** Has a recording transcribed, or follows the job that does it. `atOnce`: not only after the meeting. */
export async function startTranscribing(key: SpeechJobKey, atOnce: boolean): Promise<void> {
  const name = nameOf(key);
  if (following.has(name) && !atOnce) return;
  following.add(name);
  const stop = new AbortController();
  const answer = await followStream('speech.transcribe', { ...key, atOnce }, speechStateSchema, stop.signal, (now) =>
    note(key, now),
  );
  following.delete(name);
  if (!answer.ok) note(key, { state: 'failed', error: { code: answer.error.code, message: answer.error.message } });
}

export async function cancelTranscribing(key: SpeechJobKey): Promise<void> {
  const answer = await call('speech.cancel', key);
  // One that ended in the same moment has said so already.
  if (!answer.ok && answer.error.code !== 'no-job') set({ fault: answer.error });
}
