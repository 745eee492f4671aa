import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { SpeechJobKey, SpeechState, TranscribeInput } from '../../shared/contract/speech-procedures.ts';
import type { Engine } from '../../shared/domain/speech/engine.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { fail } from './fault.ts';
import { failedState, type SpeechJobFiles } from './speech-jobs.ts';
import { runTranscription, type SpeechRunParts } from './speech-run.ts';

/** Speech to text: one job at a time, after the meeting unless somebody wants it at once. */
export interface SpeechService {
  engines(): Promise<readonly Engine[]>;
  jobs(): Output<'speech.jobs'>['jobs'];
  /**
   * Asks for a transcript, or follows the job that was asked for already, until it ended or the signal aborts. The job
   * goes on without followers, and after a restart.
   */
  transcribe(job: TranscribeInput, signal: AbortSignal, tell: (state: SpeechState) => void): Promise<void>;
  /** Stops a job for good; what it transcribed is kept. */
  cancel(key: SpeechJobKey): Promise<Result<object, CallFault>>;
  /** A recording's sound was deleted: no job hears it any more, and nothing of it is left beside them. */
  deleted(recording: string): Promise<void>;
  /** A recording was made: it is transcribed where a model is installed for it. Never by an engine for rough drafts. */
  recorded(review: SpeechJobKey['review'], recording: string): Promise<void>;
  /** Takes up the jobs that a stop or a kill interrupted. */
  start(): Promise<void>;
  /** Looks again whether what waits may begin. */
  look(): void;
  /** Ends what runs; it goes on at the next start. */
  stop(): Promise<void>;
}

export type SpeechServiceParts = SpeechRunParts & {
  readonly files: SpeechJobFiles;
  /** Whether any meeting's clock runs. */
  readonly isMeeting: () => boolean;
  /** Whether a recording still runs or only stands still. */
  readonly isRecording: (review: SpeechJobKey['review'], recording: string) => boolean;
  readonly onBug: (error: unknown) => void;
};

type Job = { readonly key: SpeechJobKey; atOnce: boolean; now: SpeechState; readonly followers: Set<() => void> };

const isOver = ({ state }: SpeechState): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

export function createSpeechService(parts: SpeechServiceParts): SpeechService {
  const { engines, files, isMeeting, isRecording, onBug } = parts;
  const jobs = new Map<string, Job>();
  let running: { readonly job: Job; readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  let isStopped = false;

  const set = (job: Job, now: SpeechState): void => {
    job.now = now;
    for (const follower of job.followers) follower();
  };

  const obstacle = (job: Job): Extract<SpeechState, { state: 'waiting' }>['why'] | null => {
    if (isRecording(job.key.review, job.key.recording)) return 'recording';
    if (running !== undefined) return 'queue';
    return !job.atOnce && isMeeting() ? 'meeting' : null;
  };

  const pump = (): void => {
    if (isStopped) return;
    for (const job of jobs.values()) {
      if (job.now.state !== 'waiting') continue;
      const why = obstacle(job);
      if (why === null) begin(job);
      else if (why !== job.now.why) set(job, { state: 'waiting', why });
    }
  };

  const begin = (job: Job): void => {
    const stop = new AbortController();
    const ended = work(job, stop.signal)
      .catch((error: unknown) => {
        onBug(error);
        set(job, failedState({ code: 'bug', message: 'Hotwash made a mistake. What was transcribed is kept.' }));
      })
      .finally(() => {
        running = undefined;
        pump();
      });
    running = { job, stop, ended };
  };

  async function work(job: Job, signal: AbortSignal): Promise<void> {
    const end = await runTranscription(parts, job.key, files.folder(job.key), signal, (state) => set(job, state));
    // Interrupted by the end of the program: its file stays, and the next start goes on.
    if (isStopped && signal.aborted) return;
    await files.forget(job.key);
    if (end.ok) set(job, end.value);
    else set(job, end.error.code === 'cancelled' ? { state: 'cancelled' } : failedState(end.error));
  }

  async function ask({ atOnce, ...key }: TranscribeInput): Promise<Result<Job, CallFault>> {
    const name = files.nameOf(key);
    const known = jobs.get(name);
    if (known !== undefined && !isOver(known.now)) {
      known.atOnce ||= atOnce;
      pump();
      return ok(known);
    }
    const kept = await files.keep({ ...key, atOnce });
    if (!kept.ok) return fail(kept.error.code, kept.error.message);
    const job: Job = { key, atOnce, now: { state: 'waiting', why: 'queue' }, followers: known?.followers ?? new Set() };
    jobs.delete(name);
    jobs.set(name, job);
    pump();
    return ok(job);
  }

  async function cancel(key: SpeechJobKey): Promise<Result<object, CallFault>> {
    const job = jobs.get(files.nameOf(key));
    if (job === undefined || isOver(job.now)) return fail('no-job', 'This transcription is not at work any more.');
    if (running?.job === job) {
      running.stop.abort();
      await running.ended;
    } else {
      await files.forget(key);
      set(job, { state: 'cancelled' });
    }
    return ok({});
  }

  return {
    engines: () => engines.list(),
    jobs: () => [...jobs.values()].map(({ key, now }) => ({ ...key, now })),
    transcribe: async (input, signal, tell) => {
      const asked = await ask(input);
      if (!asked.ok) {
        tell(failedState(asked.error));
        return;
      }
      await follow(asked.value, signal, tell);
    },
    cancel,
    deleted: async (recording) => {
      for (const { key } of [...jobs.values()].filter((job) => job.key.recording === recording && !isOver(job.now)))
        await cancel(key);
    },
    recorded: async (review, recording) => {
      const engine = (await engines.list()).find(({ isRough, state }) => !isRough && state.kind === 'available');
      if (engine !== undefined) await ask({ review, recording, engine: engine.id, atOnce: false });
    },
    start: async () => {
      for (const job of await files.list()) await ask(job);
    },
    look: pump,
    stop: async () => {
      isStopped = true;
      running?.stop.abort();
      await running?.ended;
    },
  };
}

/** Tells how a job stands now and whenever that changes, until it is over or nobody listens. */
async function follow(job: Job, signal: AbortSignal, tell: (state: SpeechState) => void): Promise<void> {
  tell(job.now);
  if (isOver(job.now)) return;
  await new Promise<void>((resolve) => {
    const leave = (): void => {
      job.followers.delete(changed);
      signal.removeEventListener('abort', leave);
      resolve();
    };
    const changed = (): void => {
      tell(job.now);
      if (isOver(job.now)) leave();
    };
    job.followers.add(changed);
    signal.addEventListener('abort', leave);
    if (signal.aborted) leave();
  });
}
