import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A script in a process of its own, which takes one line and answers in lines. */
export type Child = {
  /** What it says, line by line; ends with its output. */
  readonly lines: AsyncIterable<string>;
  /** Fulfilled once it is gone. */
  readonly ended: Promise<unknown>;
  ask(line: string): void;
  /** Ends it at once, with everything that it started; does nothing where it is gone. */
  kill(): void;
};

/** Starts a bundled script. It gets no environment but the path to programs: no proxy, no home, no token. */
export type StartChild = (entry: string) => Child;

export const childEnvironment = (): Record<string, string> => ({ PATH: process.env['PATH'] ?? '', LC_ALL: 'C' });

/** Starts a script where this program is Node, in a process group that is killed whole. */
export const startNodeChild: StartChild = (entry) => {
  const child = spawn(process.execPath, [entry], {
    env: childEnvironment(),
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: process.platform !== 'win32',
    shell: false,
    windowsHide: true,
  });
  const ended = Promise.race([once(child, 'close'), once(child, 'error')]);
  ended.catch(() => undefined);
  // A child that is gone already says so by its end.
  child.stdin.on('error', () => undefined);
  return {
    lines: createInterface({ input: child.stdout }),
    ended,
    ask: (line) => void child.stdin.write(`${line}\n`),
    kill: () => killGroup(child.pid),
  };
};

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
