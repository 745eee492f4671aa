import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { err, type Result } from '../../../shared/lib/result.ts';
import type { RecordingFault } from '../recording-folder.ts';
import { doMediaJob, type MadeMedia, type MediaJob, type MediaProgress } from './media-job.ts';

/** What the thread may hold of its own, MB; it reads and writes by blocks. */
const limits = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 };

const cancelled = err({ code: 'cancelled', message: 'It was cancelled. All parts are kept as they are.' });

/**
 * Does a job beside this thread. Where the program is run from its sources, as by the tests, there is no built file to
 * start a thread from, and the job is done here.
 */
export async function runMediaJob(
  job: MediaJob,
  tell: (progress: MediaProgress) => void,
  signal: AbortSignal,
): Promise<Result<MadeMedia, RecordingFault>> {
  if (signal.aborted) return cancelled;
  const entry = workerEntry();
  if (entry === undefined)
    return doMediaJob(job, tell, signal).catch((error: unknown) => {
      if (signal.aborted) return cancelled;
      throw error;
    });
  const done = await inThread(entry, job, tell, signal);
  // A thread that was ended tidies nothing up.
  if (!done.ok) await rm(job.out, { force: true });
  return done;
}

type Message = { readonly progress: MediaProgress } | { readonly done: Result<MadeMedia, RecordingFault> };

function inThread(
  entry: string,
  job: MediaJob,
  tell: (progress: MediaProgress) => void,
  signal: AbortSignal,
): Promise<Result<MadeMedia, RecordingFault>> {
  return new Promise((resolve) => {
    const worker = new Worker(entry, { workerData: job, resourceLimits: limits });
    let answer: Result<MadeMedia, RecordingFault> = err({
      code: 'gave-up',
      message: 'Putting the recording together was given up. All parts are kept as they are; try again.',
    });
    const stop = (): void => {
      answer = cancelled;
      void worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: Message) => {
      if ('progress' in message) tell(message.progress);
      else answer = message.done;
    });
    // The thread ends by itself after an error; what it was is no concern of whoever waits.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      signal.removeEventListener('abort', stop);
      resolve(answer);
    });
  });
}

/** The built thread, found from the built program by looking upwards. */
function workerEntry(from = import.meta.dirname): string | undefined {
  for (let folder = from, parent = dirname(folder); folder !== parent; folder = parent, parent = dirname(folder)) {
    const found = [join(folder, 'media-worker.js'), join(folder, 'node', 'media-worker.js')].find(existsSync);
    if (found !== undefined) return found;
  }
  return undefined;
}
