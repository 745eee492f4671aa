import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

export type Ready = {
  readonly pid: number;
  readonly browserPid: number;
  readonly serverPort: number;
  readonly profile: string;
};

export type ShellProcess = {
  readonly child: ChildProcess;
  readonly ready: Ready;
  readonly exited: Promise<number | null>;
  output(): string;
};

export type Started = Pick<ShellProcess, 'child' | 'exited' | 'output'>;

/** Starts the bundled shell without waiting for its window. */
export function spawnShell(script: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Started {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, exited, output: () => output };
}

/** Starts the bundled shell on `folder` and waits until its window is open. */
export async function startShell(
  script: string,
  folder: string,
  flags: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): Promise<ShellProcess> {
  const scratch = mkdtempSync(join(tmpdir(), 'hotwash-ready-'));
  const readyFile = join(scratch, 'ready.json');
  const started = spawnShell(script, [folder, readyFile, ...flags], env);
  try {
    await waitFor(() => existsSync(readyFile) || started.child.exitCode !== null, 30_000);
    if (!existsSync(readyFile)) throw new Error(`the shell did not start: ${started.output()}`);
    // The file is small and written in one call, but the name comes first.
    await waitFor(() => readFileSync(readyFile, 'utf8').endsWith('}'), 5000);
    return { ...started, ready: JSON.parse(readFileSync(readyFile, 'utf8')) as Ready };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

export async function waitFor(condition: () => boolean, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`still not so after ${patienceMs} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export type Driver = { readonly browser: Browser; readonly context: BrowserContext; readonly page: Page };

/** Connects to the window through the debugging port that only tests open, and waits until the boot page is gone. */
export async function drive(ready: Ready): Promise<Driver> {
  const portFile = join(ready.profile, 'DevToolsActivePort');
  await waitFor(() => existsSync(portFile), 10_000);
  const port = readFileSync(portFile, 'utf8').split('\n')[0];
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  const [page] = context?.pages() ?? [];
  if (!context || !page) throw new Error('the browser has no window');
  await page.waitForURL((url) => url.hostname === 'hotwash.localhost' && url.pathname !== '/boot');
  return { browser, context, page };
}
