// A script types facts into the running app and one of its two processes is killed, again and again.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { until, type App } from '../../build/tour/app-driver.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { canDrive } from '../support/built.ts';
import { createDice } from '../support/dice.ts';
import { readKeptReview, type KeptReview } from '../support/kept-review.ts';
import { meetInFacts } from '../support/running-meeting.ts';
import { createStage, untilGone } from '../support/stage.ts';

const kills = 100;
/** Every so often the app stays away for longer than the clock forgives, and a power cut leaves half a line. */
const longAbsenceEvery = 10;
const cutLineEvery = 20;

const seed = Number(process.env['HOTWASH_SEED'] ?? Date.now() % 1_000_000);

const stage = createStage('kills');

/** Types one fact after the other until the app is gone. A fact is acknowledged once it stands on the screen. */
async function typeFacts(page: Page, round: number, acknowledged: string[]): Promise<void> {
  try {
    await page.locator('#entry-line').fill('');
    for (let number = 0; ; number += 1) {
      const text = `Gauge ${round}: ${number}`;
      await page.locator('#entry-line').focus();
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: text, exact: true }).waitFor();
      acknowledged.push(text);
    }
  } catch (error) {
    if (!/closed|crashed|disconnected|ECONNRE/i.test(String(error))) throw error;
  }
}

/** Kills Node or the browser; whichever is left ends by itself, and Node says what happened. */
async function kill(app: App, victim: 'node' | 'browser'): Promise<void> {
  process.kill(victim === 'node' ? app.ready.pid : app.ready.browserPid, 'SIGKILL');
  await untilGone(app.ready.browserPid);
  await until(() => app.child.exitCode !== null || app.child.signalCode !== null, 20_000, 'Node to end');
  if (victim === 'node') return expect(app.child.signalCode).toBe('SIGKILL');
  expect(app.child.exitCode).toBe(1);
  expect(app.output()).toContain('Everything that was acknowledged is kept');
}

/** The gap that the last kill left is asked on the console, and answered there. Returns how many were. */
async function answerGaps(page: Page, kept: KeptReview, round: number): Promise<number> {
  const open = kept.review.agenda.gaps.filter((gap) => gap.answer === 'asked');
  for (const gap of open) {
    const strip = page.getByRole('region', { name: 'Gap in time' });
    await strip.waitFor();
    expect(await strip.innerText()).toContain('Hotwash was away for');
    expect(gap.cause).toBe('crash');
    await strip.getByRole('button', { name: round % 2 === 0 ? 'Count it' : 'Leave it out' }).click();
  }
  await page.getByRole('region', { name: 'Gap in time' }).waitFor({ state: 'detached' });
  return open.length;
}

/** A cut line is told where the window comes back, and set aside rather than thrown away. */
async function hearOfTheCutLine(page: Page): Promise<void> {
  const strip = page.getByRole('region', { name: 'Found at opening' });
  await strip.waitFor();
  expect(await strip.innerText()).toContain(
    'was cut short by a crash. It had not been acknowledged; it was set aside.',
  );
  await strip.getByRole('button').click();
  await strip.waitFor({ state: 'detached' });
}

const factsOnScreen = (page: Page): Promise<string[]> =>
  page.getByRole('list', { name: 'Facts' }).locator('li > div > button').allInnerTexts();

describe.skipIf(!canDrive)('the app under kill -9', () => {
  it(`[J4] ${kills} kills of Node and of Chromium at random moments lose nothing that was acknowledged`, async () => {
    console.log(`kills: seed ${seed} (HOTWASH_SEED)`);
    const dice = createDice(seed);
    await stage.copySample();
    const review: ReviewId = await meetInFacts(stage.workspace);
    const journal = join(stage.workspace, 'journals', `${review}.jsonl`);
    const acknowledged: string[] = [];
    const lost = new Set<string>();
    let [gaps, cuts] = [0, 0];

    for (let round = 1; round <= kills + 1; round += 1) {
      const app = await stage.start();
      const { page } = app;
      await page.evaluate((id) => void (location.hash = `#/reviews/${id}/room`), review);
      await page.locator('#entry-line').waitFor();
      if (cuts > 0 && round % cutLineEvery === 1) await hearOfTheCutLine(page);
      const kept = readKeptReview(stage.workspace, review);
      expect(kept).toMatchObject({ torn: 0, setAside: cuts, review: { phase: 'facts', agenda: { current: 'facts' } } });
      const onDisk = new Set(kept.review.claims.map((claim) => claim.text));
      for (const text of acknowledged) if (!onDisk.has(text)) lost.add(text);
      // The page's own database lived through the kill as well, and was filled up from the disk where it had less.
      await until(
        async () => (await factsOnScreen(page)).length === kept.review.claims.length,
        15_000,
        'every fact of the disk to stand on the screen',
      );
      expect((await factsOnScreen(page)).toSorted()).toEqual([...onDisk].toSorted());
      const noted = await answerGaps(page, kept, round);
      if (round > 1 && round % longAbsenceEvery === 1) expect(noted).toBe(1);
      gaps += noted;
      if (round > kills) {
        await app.close();
        break;
      }
      const typing = typeFacts(page, round, acknowledged);
      await new Promise((resolve) => setTimeout(resolve, 200 + dice() * 700));
      await kill(app, round % 2 === 0 ? 'node' : 'browser');
      await typing;
      if (round % longAbsenceEvery === 0) await new Promise((resolve) => setTimeout(resolve, 3200));
      if (round % cutLineEvery === 0) {
        appendFileSync(journal, '{"seq":9999,"prev":"00');
        cuts += 1;
      }
    }
    console.log(
      `${kills} kills, ${acknowledged.length} acknowledged, ${lost.size} lost; ${gaps} gaps asked, ${cuts} cut lines told`,
    );
    expect([...lost]).toEqual([]);
    // A run in which hardly anything was acknowledged would have shown nothing.
    expect(acknowledged.length).toBeGreaterThan(kills / 2);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
  }, 1_200_000);
});
