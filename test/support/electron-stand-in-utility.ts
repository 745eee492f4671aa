import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { ForkOptions, UtilityProcess } from 'electron';

/** What Electron gives a utility process, made of Node's own channel. */
const parentPort =
  'data:text/javascript,' +
  encodeURIComponent(
    'process.parentPort = { once: (name, listener) => process.once(name, (data) => listener({ data })) };',
  );

/** Stands in for `utilityProcess.fork`: a real process without an input, which is asked by a message. */
export function forkInNode(entry: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess {
  const child = fork(entry, args, {
    env: { ...options.env },
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    execArgv: ['--import', parentPort],
  });
  const emitter = Object.assign(new EventEmitter(), {
    pid: child.pid,
    stdout: child.stdout,
    stderr: null,
    postMessage: (message: string) => void child.send(message),
    kill: () => child.kill(),
  });
  child.once('exit', (code) => emitter.emit('exit', code));
  return emitter as Partial<UtilityProcess> as UtilityProcess;
}
