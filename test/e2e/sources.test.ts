// Sources on the screen, against a replayed GitHub: added, tried, killed in the middle, gone on with, dead, and never leaking.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../build/tour/app-driver.ts';
import { openIntake } from '../../electron/intake/open-intake.ts';
import { canDrive } from '../support/built.ts';
import { answerAsGithub, makeDeployments, makeRuns } from '../support/replay-github.ts';
import { startReplay, type Fault, type Replay } from '../support/replay-server.ts';
import { createStage, untilGone } from '../support/stage.ts';

const token = 'ghp_UNIQUE7c1d9e2f40516273849506a7b8c9d0';
const repository = 'acme/checkout';
const hour = 3_600_000;
const now = Date.now();
const stage = createStage('sources');
let replay: Replay;
let fault: (url: URL) => Fault | null = () => null;
let output = '';

async function kill(app: App): Promise<void> {
  output += app.output();
  app.child.kill('SIGKILL');
  await untilGone(app.ready.browserPid);
}

async function close(app: App): Promise<void> {
  await app.close();
  output += app.output();
}

const atSources = async (app: App): Promise<Page> => {
  app.page.setDefaultTimeout(20_000);
  await app.page.evaluate(() => {
    location.hash = '#/sources';
  });
  await app.page.getByRole('heading', { name: 'Sources' }).waitFor();
  return app.page;
};

/** The line of the source among those that are asked from here; the sample brings others that are not. */
const lineOf = (page: Page, title: string) =>
  page
    .getByRole('table', { name: 'Sources that are asked for release data' })
    .getByRole('row')
    .filter({ hasText: title });

/** Files below a folder that hold the text, as UTF-8 or UTF-16. */
function filesWith(folder: string, text: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    return bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')) ? [entry.name] : [];
  });
}

const kept = async () => {
  const intake = await openIntake(stage.workspace, { now: () => now });
  const state = intake.pulls().find(({ source }) => source === 'checkout');
  const rows = await intake.rows.of('build', 'checkout');
  const counts = { builds: rows.length, distinct: new Set(rows.map((row) => row.id)).size, state };
  await intake.close();
  return counts;
};

describe.skipIf(!canDrive)('sources', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await stage.copySample();
    replay = await startReplay({
      answer: answerAsGithub({
        repository,
        deployments: makeDeployments(repository, 20, now - hour, 6 * hour, 1),
        runs: makeRuns(repository, 900, now - hour, 3 * hour),
      }),
      fault: (_count, url) => fault(url),
    });
  });
  afterAll(() => replay.close());

  it('one is filled in by the keyboard, tried without keeping anything, and added', async () => {
    const app = await stage.start();
    const page = await atSources(app);
    await page.getByRole('button', { name: 'Connect a source' }).first().press('Enter');
    await page.getByLabel('Kind of source').selectOption('github');
    await page.getByLabel('Called').fill('Checkout');
    await page.getByLabel('Address (needed)').fill(replay.origin);
    await page.getByRole('button', { name: 'Add it and ask it now' }).press('Enter');
    await page.getByText('Repositories is needed').waitFor();
    await page.getByLabel('Repositories (needed)').fill(`${repository}=checkout`);
    await page.getByLabel('What to read').fill('deployments, runs');
    await page.getByLabel('Credential').fill(token);
    await page.getByRole('button', { name: 'Try it' }).press('Enter');
    await page.getByText(`runs of ${repository}`).first().waitFor();
    await page.getByText('The first rows').first().waitFor({ state: 'attached' });
    expect((await kept()).state).toBeUndefined();
    // The fifth page of runs keeps the sync waiting until it is killed, however slow the machine is.
    fault = (url) => ({ kind: 'slow', ms: Number(url.searchParams.get('page')) >= 5 ? 60_000 : 60 });
    await page.getByRole('button', { name: 'Add it and ask it now' }).press('Enter');
    await lineOf(page, 'Checkout')
      .getByText(/[1-9][\d,]* rows, [\d,]+ a second/)
      .waitFor();
    await kill(app);
  });

  it('[N2] is gone on with where it was killed, and has every row once', async () => {
    const before = await kept();
    expect(before.builds).toBeLessThan(900);
    expect(before.state?.read?.done).not.toBe(true);
    const app = await stage.start();
    const page = await atSources(app);
    fault = () => null;
    await page.getByRole('button', { name: 'Sync now' }).press('Enter');
    await lineOf(page, 'Checkout')
      .getByText(/^✓?whole/)
      .waitFor();
    await close(app);
    expect(await kept()).toMatchObject({ builds: 900, distinct: 900, state: { failed: null } });
  });

  it('[M2.1] says of a dead one since when it is missing, and never zero', async () => {
    const app = await stage.start();
    const page = await atSources(app);
    fault = () => ({ kind: 'status', status: 401, body: { message: `Bad credentials: ${token}` } });
    await page.getByRole('button', { name: 'Sync Checkout' }).press('Enter');
    await lineOf(page, 'Checkout')
      .getByText(/missing since \d/)
      .waitFor();
    await page.getByText('0 of 1 answered').waitFor();
    await page.getByRole('button', { name: 'Settings of Checkout' }).press('Enter');
    await page.getByText('One is kept, sealed for this device').waitFor();
    await page.getByLabel('What to read').fill('deployments, faxes');
    await page.getByRole('button', { name: 'Keep the changes' }).press('Enter');
    await page.getByText('"faxes" is none of').waitFor();
    await page.getByLabel('What to read').fill('deployments');
    await page.getByRole('button', { name: 'Keep the changes' }).press('Enter');
    await page.getByText('kept; the next sync reads so').waitFor();
    expect(await page.content()).not.toContain(token);
    await close(app);
  });

  it('[S31] leaves its credential in clear in no file of the workspace, the profile or the output', () => {
    expect(replay.asked.some(({ headers }) => headers.authorization === `Bearer ${token}`)).toBe(true);
    expect(replay.asked.some(({ path }) => path.includes(token))).toBe(false);
    expect(filesWith(stage.folder, token)).toEqual([]);
    expect(output).not.toContain(token);
    expect(readdirSync(join(stage.workspace, 'credentials'))).toEqual(['checkout']);
  });
});
