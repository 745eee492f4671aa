import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { z } from 'zod';

const readySchema = z.object({ pid: z.int(), browserPid: z.int(), serverPort: z.int(), profile: z.string() });
export type Ready = z.infer<typeof readySchema>;

/** The running app and the hands on its window. */
export type App = {
  readonly child: ChildProcess;
  readonly ready: Ready;
  /** Epoch ms at which the program was started. */
  readonly startedAt: number;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  output(): string;
  /** Ends the app as closing its window does and waits until it is gone. */
  close(): Promise<number | null>;
};

export type StartApp = {
  /** The built shell: `dist/node/serve.js`. */
  readonly program: string;
  readonly workspace: string;
  /** Where the shell keeps its lock and the browser's profile. */
  readonly data: string;
  readonly extra?: readonly string[];
};

/** Starts the real app, headless, and takes hold of its window. Rejects with the app's own words when it does not start. */
export async function startApp({ program, workspace, data, extra = [] }: StartApp): Promise<App> {
  const readyFile = join(data, 'ready.json');
  await rm(readyFile, { force: true });
  const args = [
    '--workspace',
    workspace,
    '--data',
    data,
    '--headless',
    '--test-debugging-port',
    '--ready-file',
    readyFile,
    ...extra,
  ];
  const startedAt = Date.now();
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (output += text.toString('utf8')));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await until(() => existsSync(readyFile) || child.exitCode !== null, 60_000, 'the app to open its window');
  if (!existsSync(readyFile)) throw new Error(`Hotwash did not start: ${output.trim()}`);
  const ready = readySchema.parse(JSON.parse(readFileSync(readyFile, 'utf8')));
  const { browser, context, page } = await connect(ready);
  return {
    child,
    ready,
    startedAt,
    browser,
    context,
    page,
    output: () => output,
    close: async () => {
      await browser.close().catch(() => undefined);
      child.kill('SIGTERM');
      return exited;
    },
  };
}

/** Takes hold of an open window through the debugging port that only tests and the tour ask for. */
export async function connect(ready: Ready): Promise<Pick<App, 'browser' | 'context' | 'page'>> {
  const portFile = join(ready.profile, 'DevToolsActivePort');
  await until(() => existsSync(portFile), 10_000, 'the debugging port');
  const port = readFileSync(portFile, 'utf8').split('\n')[0] ?? '';
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  const [page] = context?.pages() ?? [];
  if (context === undefined || page === undefined) throw new Error('The browser has no window.');
  await page.waitForURL((url) => url.hostname === 'hotwash.localhost' && url.pathname !== '/boot');
  return { browser, context, page };
}

export async function until(
  condition: () => boolean | Promise<boolean>,
  patienceMs: number,
  what: string,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited ${patienceMs} ms for ${what}, in vain.`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
