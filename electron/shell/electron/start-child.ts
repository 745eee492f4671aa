import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { utilityProcess } from 'electron';
import { childEnvironment, type StartChild } from '../../platform/child.ts';

export type ForkUtility = (typeof utilityProcess)['fork'];

/**
 * Starts scripts as Electron's utility processes: a packed program is no Node that a script could be given to. They have
 * no input, so that the line comes as a message; they end with the program, and so does what they started, whose output
 * nobody reads any more.
 */
export const createStartChild =
  (fork: ForkUtility): StartChild =>
  (entry) => {
    const child = fork(entry, [], {
      env: childEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
      serviceName: 'Hotwash speech',
    });
    const { stdout } = child;
    return {
      lines: stdout === null ? noLines() : createInterface({ input: stdout }),
      ended: once(child, 'exit'),
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, which has no origin
      ask: (line) => child.postMessage(line),
      kill: () => void child.kill(),
    };
  };

// oxlint-disable-next-line no-empty-function -- a process without output says nothing
async function* noLines(): AsyncGenerator<string, void> {}
