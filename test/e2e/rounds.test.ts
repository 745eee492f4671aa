// A review without a meeting, between two machines: asked here, answered and signed there, taken in, settled.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../build/tour/app-driver.ts';
import { neededKpis } from '../../shared/domain/kpi/kpi-map.ts';
import { canDrive } from '../support/built.ts';
import { createStage } from '../support/stage.ts';

const passphrase = 'nine grey seals on the sandbank';
const words = 'The pool was not warmed before the switch.';
const [facilitators, reviewers] = [createStage('rounds-here'), createStage('rounds-there')];
let [here, there]: (App | undefined)[] = [];
let review = '';

const pageOf = (app: App | undefined): Page => {
  if (app === undefined) throw new Error('the app was not started');
  return app.page;
};

const goTo = (page: Page, hash: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);

/** Asks the main process as the page does; the answer is what a page would be told. */
const ask = (page: Page, name: string, input: object): Promise<{ ok: boolean }> =>
  page.evaluate(
    async ([procedure, body]) => {
      const response = await fetch(`/api/${procedure}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return (await response.json()) as { ok: boolean };
    },
    [name, JSON.stringify(input)] as const,
  );

async function download(page: Page, press: () => Promise<void>): Promise<string> {
  const [given] = await Promise.all([page.waitForEvent('download'), press()]);
  const path = join(facilitators.folder, given.suggestedFilename());
  await given.saveAs(path);
  return path;
}

const choose = (page: Page, group: string, ...files: string[]) =>
  page.getByRole('group', { name: group }).locator('input[type=file]').setInputFiles(files);

async function askOps(page: Page): Promise<string> {
  await goTo(page, '#/reviews');
  const prepared = page.getByRole('link').filter({ hasText: 'Open the room' }).first();
  review = (await prepared.getAttribute('href'))?.split('/')[2] ?? '';
  const service = (await prepared.innerText()).match(/(\S+) \S+ · full/)?.[1] ?? '';
  for (const [index, kpi] of neededKpis.entries())
    await ask(page, 'review.command', {
      review,
      id: `waive${index}`,
      command: { type: 'hole.waive', service, kpi, reason: 'Nothing measures it yet.' },
    });
  await goTo(page, `#/reviews/${review}/rounds`);
  await page.getByRole('group', { name: 'Who is asked' }).waitFor();
  const people = page.getByRole('group', { name: 'Who is asked' }).getByRole('checkbox');
  for (const box of await people.all())
    await box.setChecked((await box.locator('xpath=..').innerText()).includes('operations seat'));
  await page.getByRole('button', { name: 'Ask 1 reviewer' }).click();
  return download(page, () => page.getByRole('button', { name: 'Questions as a file' }).click());
}

/** Writes an answer on the reviewer's machine; blame is found first. Hands back the signed file and the public key. */
async function answer(page: Page, questions: string, author: string) {
  await goTo(page, '#/answer');
  await choose(page, 'Questions of a review', questions);
  await page.getByRole('heading', { name: 'Say something new' }).waitFor();
  await page.getByLabel('You are').selectOption(author);
  await page.getByLabel('What happened').fill('14:14 The engineer forgot to warm the pool.');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByLabel('I agree on the facts').check();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('The same again').fill(passphrase);
  await page.getByRole('button', { name: 'Make the key' }).click();
  await page.getByLabel('Passphrase of your key').fill(passphrase);
  const refusal = await page.getByRole('alert').innerText();
  const isBlocked = await page.getByRole('button', { name: 'Sign 2 statements' }).isDisabled();
  await page.getByRole('textbox', { name: 'Statement 1' }).fill(words);
  await page.reload();
  await page.getByLabel('Passphrase of your key').fill(passphrase);
  const signed = await download(page, () => page.getByRole('button', { name: 'Sign 2 statements' }).click());
  await page.getByRole('button', { name: 'Other questions' }).click();
  await page.getByLabel('You are').selectOption(author);
  const key = await download(page, () => page.getByRole('button', { name: 'Key as a file' }).click());
  return { signed, key, refusal, isBlocked };
}

/** The answer with other words and the old signature. */
function tamper(signed: string): string {
  const envelope = JSON.parse(readFileSync(signed, 'utf8')) as { payload: string };
  const payload = Buffer.from(envelope.payload, 'base64').toString('utf8').replace('warmed', 'cooled');
  const path = join(facilitators.folder, 'tampered.json');
  writeFileSync(path, JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') }));
  return path;
}

describe.skipIf(!canDrive)('a review without a meeting', { timeout: 90_000 }, () => {
  beforeAll(async () => {
    await Promise.all([facilitators.copySample(), reviewers.copySample()]);
    [here, there] = await Promise.all([facilitators.start(), reviewers.start()]);
    for (const app of [here, there]) app.page.setDefaultTimeout(20_000);
  }, 60_000);

  it('[M7.5] [M3.3] is asked on one machine, answered and signed on another, taken in once and settled', async () => {
    const page = pageOf(here);
    const questions = await askOps(page);
    const { reviewers: asked } = JSON.parse(readFileSync(questions, 'utf8')) as { reviewers: string[] };
    const author = asked[0] ?? '';
    const { signed, key, refusal, isBlocked } = await answer(pageOf(there), questions, author);
    expect([refusal, isBlocked]).toEqual([expect.stringContaining('M3.3'), true]);

    const told = page.getByRole('list', { name: 'What became of the files' });
    await choose(page, 'Signed answers', signed, questions);
    await told.getByText('has no key').waitFor();
    await page.getByRole('button', { name: `Take over a public key: ${author}` }).click();
    await choose(page, 'Public key', key);
    await page.getByRole('button', { name: 'The words are the same: trust it' }).click();
    await told.getByRole('button', { name: 'Take it again' }).click();
    await told.getByText('taken in').waitFor();

    await choose(page, 'Signed answers', tamper(signed), signed);
    await told.getByText('known already').waitFor();
    await told.getByText('it was changed on its way').waitFor();
    await page.getByLabel('Why is it settled without a quorum?').fill('Only operations was on watch.');
    await page.getByRole('button', { name: 'Settle it inquorate' }).click();
    await page.getByRole('article', { name: 'Round 1' }).getByText('1 of 1 answered; 1 fact').waitFor();
    await page.getByRole('link', { name: 'Facts and their evidence' }).click();
    await page.getByRole('list', { name: 'Facts' }).getByText(words).waitFor();
  });
});
