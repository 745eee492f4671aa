// The whole way: logs on disk -> main process -> loopback -> worker -> IndexedDB of a real browser, and back.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServices } from '../../electron/host/create-services.ts';
import type { ShellPort } from '../../electron/host/shell-port.ts';
import { startNodeChild } from '../../electron/platform/child.ts';
import { findBrowser } from '../../electron/shell/chromium/find-browser.mjs';
import type { MemberId } from '../../shared/domain/ids.ts';
import { drive, spawnShell, waitFor, type Driver, type Ready, type Started } from '../support/shell-process.ts';

const serve = fileURLToPath(new URL('../../dist/node/serve.js', import.meta.url));
const browser = findBrowser();
if (browser === undefined) console.warn('skipped: no Chromium, Chrome or Edge to fill a database in');

const scratch = mkdtempSync(join(tmpdir(), 'hotwash-sync-e2e-'));
const workspace = join(scratch, 'workspace');
const port: ShellPort = {
  kind: 'headless',
  printToPdf: () => Promise.reject(new Error('not asked for')),
  renderPng: () => Promise.reject(new Error('not asked for')),
  openAudience: () => Promise.resolve('page-opens-it'),
  startChild: startNodeChild,
  onResume: () => () => undefined,
  keepAwake: () => () => undefined,
};

type Running = { readonly process: Started; readonly ready: Ready; readonly driver: Driver; readonly page: Page };
const running = new Set<Running>();

async function start(): Promise<Running> {
  const readyFile = join(scratch, `ready-${running.size}-${Date.now()}.json`);
  const started = spawnShell(serve, [
    '--headless',
    '--test-debugging-port',
    '--ready-file',
    readyFile,
    '--workspace',
    workspace,
    '--data',
    join(scratch, 'data'),
  ]);
  await waitFor(() => existsSync(readyFile) || started.child.exitCode !== null, 30_000);
  if (!existsSync(readyFile)) throw new Error(`Hotwash did not start: ${started.output()}`);
  await waitFor(() => readFileSync(readyFile, 'utf8').trimEnd().endsWith('}'), 5000);
  const ready = JSON.parse(readFileSync(readyFile, 'utf8')) as Ready;
  const driver = await drive(ready);
  const one: Running = { process: started, ready, driver, page: driver.page };
  running.add(one);
  return one;
}

async function stop(one: Running, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  running.delete(one);
  await one.driver.browser.close();
  one.process.child.kill(signal);
  await one.process.exited;
  // A browser whose parent was killed ends by itself when its pipe closes.
  await waitFor(() => !existsSync(`/proc/${one.ready.browserPid}`), 15_000);
}

type Kept = { readonly [table: string]: readonly unknown[] };

/** Everything the browser's database holds; bytes as their SHA-256. */
async function kept(page: Page): Promise<Kept> {
  return page.evaluate(async () => {
    // Opening would make it, and an open connection would keep the page from giving it its tables.
    const known = await indexedDB.databases();
    if (!known.some(({ name, version }) => name === 'hotwash' && (version ?? 0) >= 10)) return {};
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('hotwash');
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('the database cannot be opened')));
    });
    const plain = async (row: Record<string, unknown>) => {
      if (!(row['bytes'] instanceof ArrayBuffer)) return row;
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', row['bytes']));
      return { ...row, bytes: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') };
    };
    const tables: Record<string, unknown[]> = {};
    // One transaction over everything, or the worker writes between two readings.
    const names = [...database.objectStoreNames];
    const transaction = database.transaction(names);
    const readAll = names.map(
      (name) =>
        new Promise<Record<string, unknown>[]>((resolve) => {
          const request = transaction.objectStore(name).getAll();
          request.addEventListener('success', () => resolve(request.result as Record<string, unknown>[]));
        }),
    );
    const rows = await Promise.all(readAll);
    for (const [index, name] of names.entries()) tables[name] = await Promise.all((rows[index] ?? []).map(plain));
    database.close();
    return tables;
  });
}

/** Waits until the database has this many lines of the workspace and the intake, and returns all it holds. */
async function keptWith(page: Page, workspaceLines: number, intakeLines: number): Promise<Kept> {
  for (let tries = 0; tries < 200; tries += 1) {
    const now = await kept(page).catch((): Kept => ({}));
    if (now['lines']?.length === workspaceLines && now['intake']?.length === intakeLines) return now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the database was not filled in 20 s');
}

const metrics = `timestamp,value,service,metric\n${Array.from({ length: 20_000 }, (_, i) => `${new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString()},${Math.round(1000 * Math.sin(i))},checkout,errors\n`).join('')}`;
const deployments = `id,service,version,environment,started,finished,result\n${Array.from({ length: 1200 }, (_, i) => `d${i},checkout,1.${i}.0,production,${new Date(Date.UTC(2024, 0, 1) + i * 3_600_000).toISOString()},,success\n`).join('')}`;

/** Every file of the logs by its hash, but for the raw copies, which no page has. */
function logsOnDisk(): { readonly [name: string]: string } {
  const hashes: Record<string, string> = {};
  for (const folder of ['journals', 'intake', 'intake/chunks'])
    for (const entry of readdirSync(join(workspace, folder), { withFileTypes: true }))
      if (entry.isFile())
        hashes[`${folder}/${entry.name}`] = createHash('sha256')
          .update(readFileSync(join(workspace, folder, entry.name)))
          .digest('hex');
  return hashes;
}

let intakeLines = 0;

beforeAll(async () => {
  const running = await createServices({ workspaceDir: workspace, port });
  for (const id of ['ops-01', 'rel-01'])
    await running.services.workspace.record('hotwash', {
      type: 'member.added.v1',
      body: { id: id as MemberId, display: id, role: 'operations', leads: true },
    });
  for (const [name, text] of [
    ['errors.csv', metrics],
    ['deployments.csv', deployments],
  ] as const) {
    const bytes = new TextEncoder().encode(text);
    const file = {
      name,
      size: bytes.length,
      open: async function* () {
        yield bytes;
      },
    };
    const taken = await running.services.intake.takeFile(file);
    if (!taken.ok) throw new Error(taken.error.message);
  }
  intakeLines = running.services.intake.head().seq;
  await running.close();
});

afterAll(async () => {
  for (const one of running) await stop(one, 'SIGKILL');
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
});

describe.skipIf(browser === undefined)('the page’s database', () => {
  let first: Kept;

  it('is filled by the worker with every line and every chunk', async () => {
    const one = await start();
    first = await keptWith(one.page, 3, intakeLines);
    const sealed = first['rowDirectory'] as { kind: string; count: number; sha256: string }[];
    expect(sealed.filter(({ kind }) => kind === 'deployment').reduce((sum, { count }) => sum + count, 0)).toBe(1200);
    expect(
      (first['rowChunks'] as { sha256: string; bytes: string }[]).every((each) => each.sha256 === each.bytes),
    ).toBe(true);
    const chunks = first['chunks'] as { sha256: string; bytes: string }[];
    const named = (first['directory'] as { chunks: { sha256: string; count: number }[] }[]).flatMap(
      (entry) => entry.chunks,
    );
    expect(named.reduce((sum, { count }) => sum + count, 0)).toBe(20_000);
    expect(chunks.map(({ bytes }) => bytes).toSorted()).toEqual(named.map(({ sha256 }) => sha256).toSorted());
    expect(chunks.every(({ sha256, bytes }) => sha256 === bytes)).toBe(true);

    await one.page.evaluate(async () => {
      const input = { id: 'prod-01', display: 'Product', role: 'product', leads: false };
      const headers = { 'content-type': 'application/json' };
      await fetch('/api/workspace.add-member', { method: 'POST', headers, body: JSON.stringify(input) });
    });
    first = await keptWith(one.page, 4, intakeLines);
    await stop(one, 'SIGKILL');
  });

  it('is what it was after both were killed, and goes on from there', async () => {
    const one = await start();
    expect(await keptWith(one.page, 4, intakeLines)).toEqual(first);
    await stop(one);
  });

  it('is built anew, the same, when the browser’s profile was deleted', async () => {
    const one = await start();
    const { profile } = one.ready;
    await stop(one);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    const again = await start();
    expect(await keptWith(again.page, 4, intakeLines)).toEqual(first);
    await stop(again);
  });

  it('gives the disk back what was deleted there, to the byte', async () => {
    const before = logsOnDisk();
    for (const folder of ['journals', 'intake']) rmSync(join(workspace, folder), { recursive: true });
    const one = await start();
    await one.page.getByText('The disk has lost what this window still keeps').waitFor();
    expect(await kept(one.page)).toEqual(first);
    await one.page.getByRole('button', { name: /back to the disk/ }).click();
    await one.page.getByText('The disk has lost what this window still keeps').waitFor({ state: 'detached' });
    expect(logsOnDisk()).toEqual(before);
    expect(await kept(one.page)).toEqual(first);
    await stop(one);
    const again = await start();
    expect(await keptWith(again.page, 4, intakeLines)).toEqual(first);
    await stop(again);
  });

  it('is filled by one worker also when two windows are open, and both see it', async () => {
    const one = await start();
    const second = await one.driver.context.newPage();
    await second.goto(one.page.url());
    await one.page.evaluate(async () => {
      const input = { id: 'qual-01', display: 'Quality', role: 'quality', leads: false };
      const headers = { 'content-type': 'application/json' };
      await fetch('/api/workspace.add-member', { method: 'POST', headers, body: JSON.stringify(input) });
    });
    await second.getByText('Quality').first().waitFor({ state: 'attached' });
    // A window starts its worker when it is idle.
    const locks = () =>
      second.evaluate(async () => {
        const { held, pending } = await navigator.locks.query();
        const named = (all: LockInfo[] | undefined) => all?.filter((lock) => lock.name === 'hotwash-sync').length;
        return { held: named(held), pending: named(pending) };
      });
    await expect.poll(locks, { timeout: 10_000 }).toEqual({ held: 1, pending: 1 });
    await stop(one);
  });
});
