// The running app on a disk that says no.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { until } from '../../build/tour/app-driver.ts';
import { built, canDrive, isRootOnLinux, run } from '../support/built.ts';
import { readKeptReview } from '../support/kept-review.ts';
import { meetInFacts } from '../support/running-meeting.ts';
import { createStage } from '../support/stage.ts';

if (!isRootOnLinux) console.warn('skipped: full and read-only disks need root on Linux, to mount a small tmpfs');

const stage = createStage('bad-disk');
const mounted: string[] = [];
// Registered last, so it runs first: a mount point cannot be removed.
afterAll(() => {
  for (const disk of mounted.splice(0)) execFileSync('umount', ['-l', disk]);
});

function mount(folder: string, options: string): string {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  mounted.push(folder);
  return folder;
}

async function say(page: Page, text: string): Promise<void> {
  await page.locator('#entry-line').fill(text);
  await page.keyboard.press('Enter');
}

describe.skipIf(!canDrive || !isRootOnLinux)('the running app on a bad disk', () => {
  it('[J9] a full disk is told at the entry line, keeps the words there, and loses nothing', async () => {
    const disk = mount(join(stage.folder, 'small'), 'size=64m');
    const workspace = join(disk, 'workspace');
    await stage.copySample(workspace);
    const review = await meetInFacts(workspace);
    const app = await stage.start(workspace);
    const { page } = app;
    await page.evaluate((id) => void (location.hash = `#/reviews/${id}/room`), review);
    await page.locator('#entry-line').focus();
    await say(page, 'The first fact was kept.');
    await page.getByRole('button', { name: 'The first fact was kept.' }).waitFor();

    await writeFile(join(disk, 'filler'), Buffer.alloc(64 << 20)).catch(() => undefined);
    const facts: string[] = ['The first fact was kept.'];
    const refusal = page.getByRole('alert').filter({ hasText: 'The disk is full' });
    let refused = '';
    // The journal's last page has room for a few short lines yet.
    for (let number = 0; refused === '' && number < 60; number += 1) {
      const text = `Fact ${number} ${'x'.repeat(300)}`;
      await say(page, text);
      const kept = page.getByRole('button', { name: text });
      await kept.or(refusal).first().waitFor();
      if (await refusal.isVisible()) refused = text;
      else facts.push(text);
    }
    expect(await refusal.innerText()).toBe(
      'The disk is full. Everything kept so far is safe; free some space and try again.',
    );
    expect(await page.locator('#entry-line').inputValue()).toBe(refused);
    expect(readKeptReview(workspace, review).review.claims.map((claim) => claim.text)).toEqual(facts);

    execFileSync('rm', [join(disk, 'filler')]);
    await page.locator('#entry-line').press('Enter');
    await page.getByRole('button', { name: refused }).waitFor();
    facts.push(refused);
    expect(await refusal.isVisible()).toBe(false);
    expect(await app.close()).toBe(0);
    expect(readKeptReview(workspace, review)).toMatchObject({ torn: 0, setAside: 0 });
    const again = await stage.start(workspace);
    await again.page.evaluate((id) => void (location.hash = `#/reviews/${id}/room`), review);
    const onScreen = again.page.getByRole('list', { name: 'Facts' }).locator('li > div > button');
    await until(async () => (await onScreen.count()) === facts.length, 15_000, 'all facts');
    expect((await onScreen.allInnerTexts()).toSorted()).toEqual(facts.toSorted());
    await again.close();
  });

  it('[J9] an intake that cannot be written is told on the screen, and nothing is half taken', async () => {
    const workspace = join(stage.folder, 'workspace');
    await stage.copySample(workspace);
    const app = await stage.start(workspace);
    const { page } = app;
    await page.evaluate(() => void (location.hash = '#/sources'));
    const files = readdirSync(join(workspace, 'intake', 'raw')).length;
    await page.getByText(`${files} files taken in`).waitFor();
    const disk = mount(join(workspace, 'intake', 'raw'), 'size=64k,ro');
    await page.locator('input[type=file]').setInputFiles({
      name: 'late.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'id,service,version,environment,started_at,finished_at,result\nd1,search,5.21.1,production,2026-11-19T08:00:00Z,2026-11-19T08:04:10Z,success\n',
      ),
    });
    await page.getByRole('button', { name: 'Take it in' }).click();
    const refusal = page.getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.innerText()).toContain('The workspace folder cannot be written.');
    expect(await page.getByText(`${files} files taken in`).isVisible()).toBe(true);
    execFileSync('umount', ['-l', disk]);
    mounted.splice(mounted.indexOf(disk), 1);
    await page.getByRole('button', { name: 'Look at it again' }).click();
    await page.getByRole('button', { name: 'Take it in' }).click();
    await page.getByRole('status').filter({ hasText: '1 row taken in' }).waitFor();
    expect(await app.close()).toBe(0);
  });

  it('[J9] a start on a read-only folder says so and leaves it as it was', async () => {
    const disk = mount(join(stage.folder, 'locked'), 'size=64m');
    const workspace = join(disk, 'workspace');
    await stage.copySample(workspace);
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    const start = run(
      built('node', 'serve.js'),
      '--workspace',
      workspace,
      '--data',
      join(stage.folder, 'data-of-locked'),
      '--headless',
    );
    expect(start.stderr).toMatch(/cannot be written/);
    expect(start.stderr).not.toContain(stage.folder);
    expect(start.status).toBe(1);
  });

  it.each([
    ['--workspace', 'The workspace folder is not there and cannot be made', 2],
    ['--data', "The folder for Hotwash's own data cannot be written", 1],
  ] as const)('[J9] a start whose %s cannot be written ends at once and says so', (option, words, status) => {
    const disk = mount(join(stage.folder, `empty${option}`), 'size=64k,ro');
    const places = {
      '--workspace': join(stage.folder, 'w'),
      '--data': join(stage.folder, 'd'),
      [option]: join(disk, 'x'),
    };
    const start = run(built('node', 'serve.js'), ...Object.entries(places).flat(), '--headless');
    expect(start.stderr).toContain(words);
    expect(start.stderr).not.toContain(stage.folder);
    expect(start.status).toBe(status);
  });
});
