// [M4.6] A review of five thousand causes in the built app: what is on the screen does not grow with them.
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../build/tour/app-driver.ts';
import { sampleScript } from '../../build/tour/script.ts';
import { categories } from '../../shared/domain/cause/cause.ts';
import type { MemberId } from '../../shared/domain/ids.ts';
import type { CommandOf, ReviewCommand } from '../../shared/domain/review/commands.ts';
import { canDrive } from '../support/built.ts';
import { openAtCauses, releasesOf } from '../support/review-at-causes.ts';
import { createStage } from '../support/stage.ts';

const stage = createStage('many-causes');
const author = sampleScript.present[0] as MemberId;

/** So many at once, nine below each tenth of them, on the bones in turn. */
function paste(part: number, count: number): ReviewCommand {
  const causes = Array.from({ length: count }, (_, at): CommandOf<'cause.paste'>['causes'][number] => ({
    id: `c${part}x${String(at).padStart(4, '0')}`,
    text: `Limit ${at} of pool ${part} was lower than the load`,
    under: at % 10 === 0 ? null : at - (at % 10),
    category: categories[Math.floor(at / 10) % categories.length] ?? 'change',
  }));
  return { type: 'cause.paste', author, parent: null, causes };
}

describe.skipIf(!canDrive)('a review of 5,000 causes', () => {
  let app: App;

  beforeAll(async () => {
    await stage.copySample();
    const [release = ''] = await releasesOf(stage.workspace, 'search', 1);
    const [review = ''] = await openAtCauses(
      stage.workspace,
      [release],
      [
        { type: 'canvas.open', canvas: 'fishbone', reason: 'made for a test' },
        paste(0, 2000),
        paste(1, 2000),
        paste(2, 1000),
      ],
    );
    app = await stage.start();
    await app.page.evaluate((to) => {
      location.hash = to;
    }, `#/reviews/${review}/room`);
    await app.page.locator('[data-canvas="large"] canvas[data-drawn]').waitFor({ timeout: 60_000 });
  });

  it('is drawn whole, laid out beside the page, with no more than 600 elements in the console', async () => {
    const { page } = app;
    await page.locator('[data-canvas="large"]').getByRole('button', { name: 'Fit' }).click();
    const under = page.locator('[data-canvas="large"] canvas[data-drawn]').first();
    await expect.poll(() => under.getAttribute('data-drawn')).toBe('5007');
    const elements = await page.evaluate(() => document.querySelectorAll('*').length);
    console.log(`elements in the console at 5,000 causes: ${elements}`);
    expect(elements).toBeLessThanOrEqual(600);
    const rows = await page.getByRole('treeitem').count();
    expect(rows).toBeGreaterThan(5);
    expect(rows).toBeLessThan(120);
  });

  it('chooses on the canvas what the outline then has chosen', async () => {
    const { page } = app;
    await page.getByRole('treeitem').nth(3).click();
    await page.keyboard.press('ArrowDown');
    const chosen = page.locator('[role="treeitem"][aria-selected="true"]');
    await expect.poll(() => chosen.count()).toBe(1);
    const frame = page.locator('[data-canvas="large"] > div[data-words]:not([hidden])');
    await expect.poll(() => frame.count()).toBe(1);
  });
});
