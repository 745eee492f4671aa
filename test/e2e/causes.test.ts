// The fishbone by real key events: how many strokes a cause with evidence takes, what a screen reader is given, and what
// is left after a kill.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../build/tour/app-driver.ts';
import { createHands, leaveField, type Hands } from '../../build/tour/hands.ts';
import { categories } from '../../shared/domain/cause/cause.ts';
import { boneTitles } from '../../shared/canvas/bone-titles.ts';
import { textWidth } from '../../shared/canvas/text-measure.ts';
import { seriousFaults } from '../support/accessibility.ts';
import { canDrive } from '../support/built.ts';
import { meetInCauses } from '../support/running-meeting.ts';
import { createStage, untilGone } from '../support/stage.ts';

const stage = createStage('causes');
const perBone = 4;
const nasty = [
  'القيمة الجديدة نصفت المجمع قبل الطرح',
  '新しい既定値でプールが半分になり、誰も気づかなかった',
  'Rollback 🚒👩‍🚒 failed 🏳️‍🌈 at 5 %',
  'WWWWWWWW MMMMMMMM AVAVAVAV To. Wa. fiflffi',
  'Zalgo t̷̢e̶x̸t é ñ ǅ ﷽ ๛ कारण',
  'mmmm'.repeat(500),
];

describe.skipIf(!canDrive)('the causes', () => {
  let app: App;
  let hands: Hands;
  let review: string;

  const openRoom = async (page: Page): Promise<void> => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.evaluate((to) => {
      location.hash = to;
    }, `#/reviews/${review}/room`);
    await page.getByRole('heading', { name: 'Causes' }).first().waitFor();
  };
  const key = async (...keys: string[]): Promise<void> => {
    await leaveField(app.page);
    await hands.press(...keys);
  };
  const rows = () => app.page.getByRole('treeitem');
  const row = (text: string) => rows().filter({ hasText: text });

  beforeAll(async () => {
    await stage.copySample();
    review = await meetInCauses(stage.workspace);
    app = await stage.start();
    hands = createHands(app.page);
    await openRoom(app.page);
    await key('w');
    await app.page.locator('[data-canvas]').waitFor();
  });

  it('[M4.6] takes at most two strokes beside its text for each of 24 causes with evidence', async () => {
    let strokes = 0;
    const press = async (stroke: string): Promise<void> => {
      strokes += 1;
      await app.page.keyboard.press(stroke);
    };
    await leaveField(app.page);
    await press('Enter');
    for (const [bone, category] of categories.entries()) {
      if (bone > 0) await press('Alt+c');
      for (let number = 1; number <= perBone; number++) {
        const text = `${boneTitles[category]} cause ${number}`;
        await app.page.keyboard.type(text);
        await press('Control+Enter');
        await row(text).filter({ hasText: 'supported by 1 piece' }).waitFor();
      }
    }
    await press('Escape');
    const count = categories.length * perBone;
    expect(await rows().count()).toBe(count);
    process.stdout.write(
      `${count} causes with evidence: ${strokes} strokes beside the text, ${(strokes / count).toFixed(2)} each\n`,
    );
    expect(strokes / count).toBeLessThanOrEqual(2);
  });

  it('[M4.6] gives a screen reader the built fishbone: levels, positions, states', async () => {
    await row('Configuration cause 1').click();
    await key('Enter');
    await app.page.keyboard.press('Tab');
    await app.page.keyboard.type('Nobody reads the release notes');
    await app.page.keyboard.press('Enter');
    await row('Nobody reads the release notes').waitFor();
    await app.page.keyboard.press('Escape');
    const session = await app.context.newCDPSession(app.page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const items = nodes
      .filter(({ role }) => role?.value === 'treeitem')
      .map(({ name, properties }) => ({
        name: String(name?.value),
        level: properties?.find((each) => each.name === 'level')?.value.value as number,
      }));
    expect(items).toHaveLength(categories.length * perBone + 1);
    const first = items.find(({ name }) => name.includes('Configuration cause 1'));
    expect(first).toMatchObject({
      level: 1,
      name: expect.stringMatching(/supported by 1 piece of evidence.*Configuration/) as string,
    });
    const why = items.find(({ name }) => name.includes('Nobody reads'));
    expect(why).toMatchObject({ level: 2, name: expect.stringContaining('hypothesis: needs evidence') as string });
    expect(items[items.indexOf(first ?? { name: '', level: 0 }) + 1]).toBe(why);
    const places = await rows().evaluateAll((found) =>
      found.map(
        (item) =>
          `${item.getAttribute('aria-posinset')}/${item.getAttribute('aria-setsize')} ${item.getAttribute('aria-expanded')}`,
      ),
    );
    expect(places.slice(0, 6)).toEqual(['1/4 null', '2/4 null', '3/4 null', '4/4 null', '1/4 true', '1/1 null']);
    expect(await app.page.locator('[role="tree"] [tabindex="0"]').count()).toBe(1);
    expect(await seriousFaults(app.page)).toEqual([]);
  });

  it('[M4.6] moves, gates, marks, links and stops by one stroke each', async () => {
    const said = (text: string) =>
      app.page.getByRole('status', { name: 'What changed' }).filter({ hasText: text }).waitFor();
    await row('Nobody reads the release notes').click();
    await key('Shift+C');
    await said('is a condition');
    await key('ArrowUp', 'g');
    await said('AND of what is below it');
    await key('Alt+ArrowDown');
    await said('The order changed');
    await row('Nobody reads the release notes').click();
    await key('Alt+ArrowLeft');
    await said('on Configuration');
    await key('l', 'Home', 'Enter');
    await said('leads to “Change cause 1” too');
    await key('s', '1');
    await app.page.keyboard.type('The notes of that week are gone');
    await app.page.keyboard.press('Enter');
    await said('not pursued: The notes of that week are gone');
    await key('Control+z');
    await said('hypothesis: needs evidence');
  });

  it('[M4.6] refuses on the screen what has no evidence, whoever speaks', async () => {
    await row('Nobody reads the release notes').click();
    for (const author of await app.page.getByLabel('Who speaks').locator('option').allInnerTexts()) {
      await app.page.getByLabel('Who speaks').selectOption({ label: author });
      await key('2');
      expect((await hands.refusal('M4.6')).refused.message).toBe('A cause without evidence stays a hypothesis.');
      await key('v');
      await app.page
        .getByRole('alert')
        .filter({ hasText: /M4\.[46]/ })
        .waitFor();
    }
    await row('Nobody reads the release notes').filter({ hasText: 'hypothesis: needs evidence' }).waitFor();
    await app.page.getByLabel('Who speaks').selectOption({ index: 0 });
  });

  it('[M4.6] keeps both texts where two windows reword one cause', async () => {
    const other = await app.context.newPage();
    await other.goto(app.page.url());
    await openRoom(other);
    await app.page.bringToFront();
    await row('Process cause 1').click();
    await key('r');
    const line = app.page.locator('#entry-line');
    await line.fill('Process as the first window words it');
    await other.bringToFront();
    await other.getByRole('treeitem').filter({ hasText: 'Process cause 1' }).click();
    await other.keyboard.press('r');
    await other.locator('#entry-line').fill('Process as the second window words it');
    await other.locator('#entry-line').press('Enter');
    await other.getByRole('treeitem').filter({ hasText: 'second window words it' }).waitFor();
    await app.page.bringToFront();
    await row('second window words it').waitFor();
    await line.press('Enter');
    expect((await hands.refusal('M4.6')).refused.message).toContain('Process as the second window words it');
    expect(await line.inputValue()).toBe('Process as the first window words it');
    await line.press('Enter');
    await row('first window words it').waitFor();
    await other.close();
  });

  it('[M4.6] takes a pasted tree in one step that one undo takes back', async () => {
    await app.context.grantPermissions(['clipboard-read', 'clipboard-write'], {
      origin: new URL(app.page.url()).origin,
    });
    await app.page.bringToFront();
    const before = await rows().count();
    await app.page.evaluate(() =>
      navigator.clipboard.writeText('Pasted root\n\tPasted why\n\t\tPasted deeper\nPasted beside'),
    );
    await key('Control+v');
    await app.page.getByRole('dialog').getByRole('button', { name: 'Take 4 causes' }).click();
    await row('Pasted deeper').waitFor();
    expect(await row('Pasted deeper').getAttribute('aria-level')).toBe('3');
    await key('Control+z');
    await expect.poll(() => rows().count()).toBe(before);
  });

  it('[M4.6] draws no text wider than it was measured, in any script', async () => {
    for (const text of nasty) {
      await key('Enter');
      await app.page.locator('#entry-line').fill(text);
      await app.page.keyboard.press('Enter');
    }
    await row(nasty.at(-1) ?? '').waitFor();
    const drawn = await app.page.locator('[data-canvas] text').evaluateAll((texts) =>
      texts.map((text) => ({
        words: text.textContent,
        size: Number(text.getAttribute('font-size')),
        isTitle: getComputedStyle(text).fontFamily.includes('Bricolage'),
        width: (text as SVGTextElement).getComputedTextLength(),
      })),
    );
    expect(drawn.length).toBeGreaterThan(60);
    for (const { words, size, isTitle, width } of drawn)
      expect.soft(width, words).toBeLessThanOrEqual(textWidth(words, isTitle ? 'title' : 'text', size) + 0.5);
    for (let taken = 0; taken < nasty.length; taken++) await key('Control+z');
    await expect.poll(() => row('mmmm').count()).toBe(0);
  });

  it('[M4.6] takes the last thing back after the process was killed, and brings it again', async () => {
    await row('Detection cause 4').click();
    await key('1');
    await row('Detection cause 4').filter({ hasText: 'hypothesis' }).waitFor();
    const { pid } = app.child;
    app.child.kill('SIGKILL');
    await untilGone(pid ?? 0);
    await untilGone(app.ready.browserPid);
    app = await stage.start();
    hands = createHands(app.page);
    await openRoom(app.page);
    await row('Detection cause 4').filter({ hasText: 'hypothesis with 1 piece' }).waitFor();
    await key('Control+z');
    await row('Detection cause 4').filter({ hasText: 'supported by 1 piece' }).waitFor();
    await key('Control+Shift+z');
    await row('Detection cause 4').filter({ hasText: 'hypothesis with 1 piece' }).waitFor();
  });
});
