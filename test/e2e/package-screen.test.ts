// The package's screen by keys alone: every figure opens to its raw bytes, a suggestion is settled, and a figure is taken
// as evidence by one stroke.
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../build/tour/app-driver.ts';
import { standardAgenda } from '../../shared/domain/agenda/agenda.ts';
import { createHands, leaveField } from '../../build/tour/hands.ts';
import { canDrive } from '../support/built.ts';
import { createStage } from '../support/stage.ts';

const stage = createStage('package-screen');
const prepared = '#/reviews/r-2026-002/prepare';

describe.skipIf(!canDrive)('a sealed package on the screen', () => {
  let app: App;
  beforeAll(async () => {
    await stage.copySample();
    app = await stage.start();
    await app.page.setViewportSize({ width: 1440, height: 900 });
    await createHands(app.page).goTo(prepared);
    await app.page.getByRole('heading', { name: 'Integrity' }).waitFor();
  });

  it('[M2.1] every figure opens by key to where it came from, and gives the focus back', async () => {
    const { page } = app;
    const figures = page.locator('main').getByRole('button', { name: /(where from|what it rests on)$/ });
    await figures.nth(20).waitFor();
    const count = await figures.count();
    const withBytes: string[] = [];
    for (let place = 0; place < count; place += 1) {
      const figure = figures.nth(place);
      await figure.focus();
      await page.keyboard.press('Enter');
      const told = page.getByRole('dialog');
      await told.waitFor();
      const text = await told.innerText();
      if (/sha256 [0-9a-f]{64}/.test(text)) withBytes.push((await figure.getAttribute('aria-label')) ?? '');
      await page.keyboard.press('Escape');
      await told.waitFor({ state: 'detached' });
      expect(await figure.evaluate((element) => element === document.activeElement)).toBe(true);
    }
    console.log(
      `package: ${count} figures open, ${withBytes.length} of them to the hash of raw bytes or of a baseline`,
    );
    expect(count).toBeGreaterThan(25);
    // What a source did not send has no bytes; all else has.
    expect(count - withBytes.length).toBeLessThan(3);
  });

  it('[M2.1] a metric leads to its series with the compared hour selected', async () => {
    const { page } = app;
    await page.getByRole('link', { name: 'p95_latency' }).click();
    await page.getByRole('heading', { name: 'p95_latency' }).waitFor();
    await page.getByText('reads as').waitFor();
    await createHands(page).goTo(prepared);
  });

  it('[M8.1] a suggested link is confirmed by a person, and stays so', async () => {
    const { page } = app;
    const suggested = page.getByRole('listitem').filter({ hasText: 'time only, a suggestion' });
    await suggested.getByRole('button', { name: /^Confirm/ }).press('Enter');
    const confirm = suggested.getByRole('button', { name: /^Confirm/, pressed: true });
    await confirm.waitFor();
    expect(await confirm.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.reload();
    await confirm.waitFor();
  });

  it('[M2.6] a metric of the catalogue gets a decision rule by keys', async () => {
    const { page } = app;
    await createHands(page).goTo('#/catalogue');
    await page.getByRole('link', { name: /Payments bridge/ }).press('Enter');
    await page.getByRole('button', { name: 'Give it a rule: request_rate' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^this value/).fill('40');
    await dialog.getByLabel('we would').fill('Add an instance');
    await dialog.getByLabel('we would').press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('above 40 1/s: Add an instance').waitFor();
  });

  it('[M2.3] a hole is mapped where the catalogue shows it', async () => {
    const { page } = app;
    await page.getByLabel('Latency is measured by', { exact: true }).selectOption('p95_latency');
    await page.getByRole('button', { name: 'Map it: Latency is measured by p95_latency' }).press('Enter');
    await page.getByRole('button', { name: 'Take it off: p95_latency' }).waitFor();
    await createHands(page).goTo('#/catalogue');
    await page.getByText('2 of 36 KPIs that reviews need are measured by nothing').waitFor();
  });

  it('[M2.1] Alt and its number attach a figure of the package to the fact', async () => {
    const { page } = app;
    const hands = createHands(page);
    await hands.goTo(prepared);
    await page.getByRole('link', { name: 'Open the room' }).click();
    const more = page.getByRole('button', { name: /Somebody else of the roster/ });
    await page.getByRole('checkbox').first().waitFor();
    if (await more.isVisible()) await more.click();
    for (const code of [/rel.03/i, /ops.02/i, /prod.02/i, /rel.01/i]) {
      await page.getByRole('checkbox', { name: code }).click();
      await page.getByRole('checkbox', { name: code, checked: true }).waitFor();
    }
    await hands.see('✓ Quorate.');
    await leaveField(page);
    await hands.press('s');
    await page.getByRole('button', { name: 'Start the meeting' }).waitFor({ state: 'detached' });
    for (const { title } of standardAgenda.slice(0, 2)) {
      await page.getByRole('heading', { name: title }).first().waitFor();
      await hands.press('n');
    }
    await page.getByRole('heading', { name: 'Facts' }).waitFor();
    await hands.say('14:20 Callers waited for a connection.');
    await page.getByRole('button', { name: 'Callers waited for a connection.' }).waitFor();
    await page.keyboard.press('Alt+Digit1');
    await page.getByRole('button', { name: /^Detach pool_wait/ }).waitFor();
    await app.close();
  });
});
