// Templates and the guide in the real window, under its real policy: what a workspace wrote is read, mended, kept and
// opened with; nothing in it is run.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../build/tour/app-driver.ts';
import { createHands } from '../../build/tour/hands.ts';
import { sampleScript } from '../../build/tour/script.ts';
import { goodBody, goodFront, templateText } from '../../shared/templates/template-fixture.ts';
import { canDrive } from '../support/built.ts';
import { createStage } from '../support/stage.ts';

const stage = createStage('templates');
const file = join(stage.workspace, 'templates', 'payments.mdx');
const text = templateText(
  goodFront.replace('id: payments', 'id: standard'),
  `${goodBody}\ncaf&eacute; &lt;b&gt; and &#x1F6A2;\n`,
);

describe.skipIf(!canDrive)('templates in the window', () => {
  let app: App;
  const said: string[] = [];
  beforeAll(async () => {
    await stage.copySample();
    mkdirSync(join(stage.workspace, 'templates'));
    writeFileSync(file, `${text}\n{globalThis.wasRun = true}\n`);
    app = await stage.start();
    app.page.on('console', (message) => said.push(message.text()));
    app.page.on('pageerror', (error) => said.push(error.message));
  });

  it('[M1.5] a template that would run code is refused at its place, mended there, and kept', async () => {
    const { page } = app;
    const hands = createHands(page);
    await hands.goTo('#/templates');
    await page.getByText('It opens no review until it is mended.').waitFor();
    await page.getByRole('link', { name: 'payments' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    const source = page.getByLabel('Source');
    const place = page.getByRole('list', { name: 'What is wrong' }).getByRole('button');
    await place.click();
    const at = await source.evaluate((area) => {
      const { value, selectionStart } = area as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionStart + 12);
    });
    expect(at).toBe('{globalThis.');
    await source.fill(text);
    await page.getByText('✓ It can be used.').waitFor();
    await page.getByText('café <b> and 🚢').waitFor();
    await page.getByRole('button', { name: 'Keep the template' }).click();
    await page.getByRole('heading', { name: 'Payments review', level: 1 }).waitFor();
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(await page.evaluate(() => 'wasRun' in globalThis)).toBe(false);
  });

  it('[M1.5] a review is opened with it, keeps its hash, and asks for its fields', async () => {
    const { page } = app;
    const opened = await page.evaluate(async (release) => {
      const response = await fetch('/api/review.open', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ release, tier: 'full', title: 'With a template' }),
      });
      return (await response.json()) as { value: { review: string } };
    }, sampleScript.release);
    const { review } = opened.value;
    const lines = readFileSync(join(stage.workspace, 'journals', `${review}.jsonl`), 'utf8');
    expect(lines).toContain(createHash('sha256').update(text).digest('hex'));
    await createHands(page).goTo(`#/reviews/${review}/prepare`);
    await page.getByLabel('What was released').fill('Checkout');
    await page.getByLabel('Outcome', { exact: true }).selectOption('rolled back');
    await page.getByLabel('Why: Outcome').fill('The error rate stayed up.');
    await page.getByLabel('Why: Outcome').blur();
    await page.reload();
    await page.getByText('Reading the workspace').waitFor({ state: 'detached' });
    await expect.poll(() => page.getByLabel('Why: Outcome').inputValue()).toBe('The error rate stayed up.');
    expect(await page.getByLabel('What was released').inputValue()).toBe('Checkout');
  });

  it('[M1.5] F1 opens the guide from a text field, and the page’s policy lets all of this pass', async () => {
    const { page } = app;
    await page.getByLabel('What was released').focus();
    await page.keyboard.press('F1');
    await page.getByRole('heading', { name: 'Before the meeting' }).waitFor();
    expect(said.filter((each) => /policy|Trusted|violat|Error/i.test(each))).toEqual([]);
  });
});
