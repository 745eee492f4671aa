import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const folders = (process.env['PATH'] ?? '').split(':');
const isInstalled = (program: string): boolean => folders.some((folder) => existsSync(join(folder, program)));

/** The programs that are not installed; prints why the tests that need them are skipped. */
export function missingPrograms(test: string, ...programs: readonly string[]): readonly string[] {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length > 0) console.log(`skipped: ${test}; not installed: ${missing.join(', ')}`);
  return missing;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export type ServerOptions = {
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
  /** A user to run as, where the program refuses to be run by root. */
  readonly uid?: number;
  readonly gid?: number;
};

/** Servers of one test file, all of them stopped at its end. */
export type RealServers = {
  /** Starts a program and waits until `url` answers with a success. */
  readonly start: (
    program: string,
    args: readonly string[],
    url: string | null,
    options?: ServerOptions,
  ) => Promise<ChildProcess>;
  readonly stop: (child: ChildProcess) => Promise<void>;
  readonly stopAll: () => Promise<void>;
};

export function createRealServers(): RealServers {
  const running = new Set<ChildProcess>();
  const stop: RealServers['stop'] = async (child) => {
    running.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const forced = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(forced);
  };
  return {
    stop,
    stopAll: async () => {
      await Promise.all([...running].map(stop));
    },
    start: async (program, args, url, { cwd, env = {}, ...user } = {}) => {
      let said = '';
      const child = spawn(program, args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...env },
        ...(cwd === undefined ? {} : { cwd }),
        ...user,
      });
      running.add(child);
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text: Buffer) => {
          said = `${said}${text.toString()}`.slice(-2000);
        });
      if (url !== null) await answers(url, () => (child.exitCode === null ? null : `${program} ended: ${said}`));
      return child;
    },
  };
}

async function answers(url: string, ended: () => string | null): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if ((await fetch(url).catch(() => null))?.ok === true) return;
    const said = ended();
    if (said !== null) throw new Error(said);
    await wait(100);
  }
  throw new Error('the server does not get ready');
}

/** Waits until `look` gives something, for half a minute at most. */
export async function until<T>(what: string, look: () => Promise<T | null | false>): Promise<T> {
  for (let tries = 0; tries < 300; tries += 1) {
    const seen = await look();
    if (seen !== null && seen !== false) return seen;
    await wait(100);
  }
  throw new Error(`waited in vain for ${what}`);
}
