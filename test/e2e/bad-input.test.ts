// Files that cannot be taken as they are, handed to the window: what is told, where, and what stays out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../build/tour/app-driver.ts';
import { canDrive } from '../support/built.ts';
import { createStage } from '../support/stage.ts';

const stage = createStage('bad-input');
const header = 'deployment_id,service,version,environment,started_at,finished_at,result\n';
const row = (id: string, hour: number, version = '5.21.1') =>
  `${id},search,${version},production,2026-11-19T${hour}:00:00Z,2026-11-19T${hour}:04:00Z,success\n`;

const malformed = `${header}${row('Q-1', 10)}${row('Q-2', 11)}Q-3,search,"5.21.1,production,2026-11-19T12:00:00Z,,success\n${row('Q-4', 13)}`;
const twice = `${header}${[10, 11, 12, 13, 14].map((hour) => row(`D-${hour}`, hour)).join('')}${row('D-11', 15, '5.21.2')}`;
const zoneless =
  'timestamp,value,service,metric\n2026-11-19 08:00:00,10,search,p95\n2026-11-19 08:01:00,11,search,p95\n';
const unreadable = 'no,header,of,ours\n1,2,3,4\n';

/** Rows of the intake's log that name an id: what was really kept. */
const keptLinesWith = (text: string): number =>
  readFileSync(join(stage.workspace, 'intake', 'log.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.includes(text)).length;

async function hand(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(() => void (location.hash = '#/sources'));
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('region', { name: 'A file' }).getByText(name, { exact: true }).waitFor();
  await page.getByLabel('Read as').waitFor();
}

const problems = (page: Page): Promise<string[][]> =>
  page
    .getByRole('table', { name: 'Rows that could not be taken' })
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((each) => [...each.querySelectorAll('td, th')].map((cell) => cell.textContent)));

const result = (page: Page): Locator => page.getByRole('status').filter({ hasText: /quarantine/ });

describe.skipIf(!canDrive)('files that are not as they should be', () => {
  let app: App;
  let page: Page;
  beforeAll(async () => {
    await stage.copySample();
    app = await stage.start();
    page = app.page;
    page.setDefaultTimeout(15_000);
  });

  it('[I12] [I13] a quote that is never closed: the row is named before and after, and what would be done next', async () => {
    await hand(page, 'broken-quote.csv', malformed);
    await page.getByText('could not be read so').waitFor();
    expect(await problems(page)).toEqual([['4', '', 'a quote is opened and never closed', 'malformed-csv']]);
    await page.getByRole('button', { name: 'Take it in' }).click();
    await result(page).waitFor();
    expect(await result(page).innerText()).toMatch(
      /Stopped after record \d+: 1 of 4 records .* bring the file in again/,
    );
    expect(await problems(page)).toEqual([['4', '', 'a quote is opened and never closed', 'malformed-csv']]);
    await page.getByRole('button', { name: 'Take the good rows all the same' }).click();
    await page.getByRole('status').filter({ hasText: '1 in quarantine' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    // Reading went on after the broken row: what stood behind it is here, and of the broken one nothing.
    expect(keptLinesWith('deployment:search:Q-4')).toBe(1);
    expect(keptLinesWith('deployment:search:Q-3')).toBe(0);
  });

  it('[I3] a metric without a zone is not taken until one is given', async () => {
    await hand(page, 'p95-without-zone.csv', zoneless);
    const refusal = page.getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.innerText()).toContain('"2026-11-19 08:00:00" has no time zone.');
    const take = page.getByRole('button', { name: 'Take it in' });
    expect(await take.isDisabled()).toBe(true);
    expect(keptLinesWith('p95-without-zone.csv')).toBe(0);
    await page.getByLabel('Zone of times that carry none').fill('Nowhere/Land');
    await page.getByRole('alert').filter({ hasText: 'Nowhere/Land' }).waitFor();
    expect(await take.isDisabled()).toBe(true);
    await page.getByLabel('Zone of times that carry none').fill('Europe/Berlin');
    await refusal.waitFor({ state: 'detached' });
    await take.click();
    await page.getByRole('status').filter({ hasText: 'none in quarantine' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
  });

  it('[I5] an id that names two different things: the first counts, the second is told with its row', async () => {
    await hand(page, 'twice.csv', twice);
    await page.getByRole('button', { name: 'Take it in' }).click();
    await result(page).waitFor();
    expect(await result(page).innerText()).toMatch(/5 rows taken in[^]*1 in quarantine/);
    const [problem] = await problems(page);
    expect(problem).toEqual(['7', 'id', expect.stringContaining('the first one counts'), 'duplicate-id']);
    await page.getByRole('button', { name: 'Done' }).click();
    // It is found again later, where the file stands among those taken in.
    const taken = page.getByRole('row').filter({ hasText: 'twice.csv' });
    await taken.getByRole('button', { name: '1' }).click();
    await page.getByRole('region', { name: 'Quarantine' }).waitFor();
    expect((await problems(page))[0]?.[3]).toBe('duplicate-id');
  });

  it('[I12] a report stays while more is handed over, and a file that stopped among others says what of it is kept', async () => {
    await hand(page, 'first.csv', `${header}${row('R-1', 10)}`);
    await page.getByRole('button', { name: 'Take it in' }).click();
    const first = page.getByRole('region', { name: 'A file' }).filter({ hasText: 'first.csv' });
    await first.getByText('1 row taken in').waitFor();
    const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    const broken = malformed.replaceAll('Q-', 'R-1');
    await page
      .locator('input[type=file]')
      .setInputFiles([file('broken.csv', broken), file('good.csv', `${header}${row('R-2', 11)}`)]);
    await page.getByRole('button', { name: 'Take all that are recognised' }).click();
    await page.getByText('1 file taken in · 4 rows · 1 left to decide').waitFor();
    const again = page.getByRole('region', { name: 'A file' }).filter({ hasText: 'broken.csv' });
    expect(await again.getByText('Stopped after record').innerText()).toContain('3 rows of this file are kept.');
    expect(await first.getByText('1 row taken in').isVisible()).toBe(true);
    await again.getByRole('button', { name: 'Put it away' }).click();
    await first.getByRole('button', { name: 'Done' }).click();
    await first.waitFor({ state: 'detached' });
  });

  it('[I26] a file that is nothing known is not guessed at', async () => {
    await hand(page, 'unknown.csv', unreadable);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('button', { name: 'Take it in' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Put it away' }).click();
    expect(keptLinesWith('unknown.csv')).toBe(0);
    expect(await app.close()).toBe(0);
  });
});
