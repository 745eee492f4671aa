import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { createCdpPipe, type CdpPipe } from './cdp-pipe.ts';

export type Browser = {
  readonly pid: number;
  readonly cdp: CdpPipe;
  /** Resolves when the process has ended, by whatever hand. */
  readonly exited: Promise<BrowserExit>;
  /** Asks it to close, and makes it if it does not within a few seconds. */
  readonly close: () => Promise<void>;
};

type BrowserExit = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly lastWords: string;
};

const CLOSE_GRACE_MS = 4000;

/**
 * Starts a browser with its debugging pipe on descriptors 3 and 4. When this process dies the pipe breaks, and the browser
 * ends by itself. Rejects when the program cannot be started or is gone before it answers.
 */
export async function launchBrowser(program: string, args: readonly string[]): Promise<Browser> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
  const exited = watchExit(child);
  const cdp = createCdpPipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const answer = await Promise.race([cdp.send('Browser.getVersion'), exited]).catch(() => exited);
  if (!('protocolVersion' in answer))
    throw new Error(`The browser ended before it could be used.${lastWordsOf(answer)}`);
  return { pid: child.pid ?? 0, cdp, exited, close: () => closeBrowser(child, cdp, exited) };
}

const lastWordsOf = (exit: object) =>
  'lastWords' in exit && exit.lastWords !== '' ? ` Its last words: ${String(exit.lastWords)}` : '';

function watchExit(child: ChildProcess): Promise<BrowserExit> {
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = `${lastWords}${chunk.toString('utf8')}`.slice(-2000);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, lastWords: error.message }));
    child.once('exit', (code, signal) => resolve({ code, signal, lastWords }));
  });
}

async function closeBrowser(child: ChildProcess, cdp: CdpPipe, exited: Promise<BrowserExit>): Promise<void> {
  void cdp.send('Browser.close').catch(() => undefined);
  const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_GRACE_MS);
  await exited;
  clearTimeout(timer);
}
