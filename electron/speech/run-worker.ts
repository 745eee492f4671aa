import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { saidSchema, type Ask, type Said } from './worker-protocol.ts';

/** How a child process ended: by itself after its last answer, or broken, or because nobody wanted it any more. */
export type WorkerEnd = 'done' | 'broke' | 'stopped';

/**
 * Starts a child process for one question and yields its answers as they come. It runs in a process group of its own
 * that is killed with everything in it when the signal aborts or the reader leaves. It gets no environment but the path
 * to programs: no proxy, no home, no token.
 *
 * @param entry the bundled worker
 */
export async function* askWorker(entry: string, ask: Ask, signal: AbortSignal): AsyncGenerator<Said, WorkerEnd> {
  if (signal.aborted) return 'stopped';
  const child = spawn(process.execPath, [entry], {
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: process.platform !== 'win32',
    shell: false,
    windowsHide: true,
  });
  if (child.pid !== undefined) yieldToOthers(child.pid);
  const ended = Promise.race([once(child, 'close'), once(child, 'error')]);
  ended.catch(() => undefined);
  const kill = (): void => killGroup(child.pid);
  signal.addEventListener('abort', kill);
  // A child that is gone already says so by its end.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(ask)}\n`);
  let isAnswered = false;
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const said = saidSchema.safeParse(toJson(line));
      // Native code may print what it likes.
      if (!said.success) continue;
      isAnswered = said.data.say === 'ended' || said.data.say === 'failed' || said.data.say === 'probed';
      yield said.data;
    }
    await ended;
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
  }
  if (signal.aborted) return 'stopped';
  return isAnswered ? 'done' : 'broke';
}

/** A meeting, a recording and the page come first. */
function yieldToOthers(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or this system has no such thing.
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function toJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
