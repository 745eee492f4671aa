import { parentPort, workerData } from 'node:worker_threads';
import { doMediaJob, type MediaJob } from './media-job.ts';

// One job in a thread of its own, so that whoever records meanwhile is not kept waiting. It ends with the thread.
const say = (told: object): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin to name
  parentPort?.postMessage(told);
};
const done = await doMediaJob(workerData as MediaJob, (progress) => say({ progress }), new AbortController().signal);
say({ done });
