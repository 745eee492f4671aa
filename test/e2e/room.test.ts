// Two windows and a clicker: what the facilitator does on one is seen on the other, and neither loses what the other has.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../build/tour/app-driver.ts';
import { createHands, leaveField, type Hands } from '../../build/tour/hands.ts';
import { canDrive } from '../support/built.ts';
import { meetInFacts } from '../support/running-meeting.ts';
import { createStage } from '../support/stage.ts';

const stage = createStage('room');

describe.skipIf(!canDrive)('the room', () => {
  let app: App;
  let hands: Hands;
  let audience: Page;
  let review: string;

  const openRoom = async (page: Page): Promise<void> => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.evaluate((to) => {
      location.hash = to;
    }, `#/reviews/${review}/room`);
    await page.getByRole('heading', { name: 'Facts' }).waitFor();
  };
  const openScreen = async (): Promise<Page> => {
    const page = await app.context.newPage();
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.goto(new URL(`/audience?review=${review}`, app.page.url()).href);
    await page.getByRole('timer').waitFor();
    return page;
  };
  const key = async (...keys: string[]): Promise<void> => {
    await app.page.bringToFront();
    await leaveField(app.page);
    await hands.press(...keys);
  };

  beforeAll(async () => {
    await stage.copySample();
    review = await meetInFacts(stage.workspace);
    app = await stage.start();
    hands = createHands(app.page);
    await openRoom(app.page);
    audience = await openScreen();
    for (const fact of ['The first thing.', 'The second thing.']) await hands.say(fact);
    await audience.getByText('The second thing.').waitFor();
  });

  it('[M3.2] hears a clicker at the screen: through the facts, and b or a full stop blanks it', async () => {
    await audience.bringToFront();
    await audience.keyboard.press('PageUp');
    await audience.getByText('The first thing.').waitFor();
    await audience.keyboard.press('PageDown');
    await audience.getByText('The second thing.').waitFor();
    for (const blank of ['b', '.']) {
      await audience.keyboard.press(blank);
      await audience.getByRole('main', { name: 'Blank' }).waitFor();
      await audience.keyboard.press(blank);
      await audience.getByRole('timer').waitFor();
    }
  });

  it('[M3.2] leaves a clicker’s keys to a text field that has the focus', async () => {
    await app.page.bringToFront();
    await app.page.locator('#entry-line').fill('ab');
    for (const pressed of ['b', '.', 'PageUp', 'F5']) await app.page.keyboard.press(pressed);
    expect(await app.page.locator('#entry-line').inputValue()).toBe('abb.');
    expect(await audience.getByText('The second thing.').isVisible()).toBe(true);
    await app.page.locator('#entry-line').fill('');
  });

  it('[M3.5] shows who speaks and who is next, and writes it down nowhere', async () => {
    await key('q');
    for (const typed of ['1', 'ops', '3']) {
      await app.page.keyboard.type(typed);
      await app.page.keyboard.press('Enter');
    }
    await app.page.keyboard.press('Escape');
    await key('y');
    await audience.getByText('Rel 03 speaks, then Ops 04').waitFor();
    expect(await audience.getByText('Prod 01').count()).toBe(0);
    const journals = join(stage.workspace, 'journals');
    for (const file of await readdir(journals, { recursive: true, withFileTypes: true }))
      if (file.isFile())
        expect(await readFile(join(file.parentPath, file.name), 'utf8')).not.toMatch(/"turns"|"waiting"/);
  });

  it('[M3.5] keeps a scribe’s lines by one key from anywhere and back, edited with the arrow', async () => {
    await app.page.bringToFront();
    await app.page.locator('#entry-line').fill('half a fact');
    await app.page.keyboard.press('Alt+s');
    await app.page.keyboard.type('the grap was shown');
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('button', { name: 'the grap was shown' }).waitFor();
    await app.page.keyboard.press('ArrowUp');
    await app.page.locator('#note-line').fill('the graph was shown');
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('button', { name: 'the graph was shown' }).waitFor();
    await app.page.keyboard.press('Alt+s');
    expect(await app.page.locator('#entry-line').inputValue()).toBe('half a fact');
    expect(await audience.getByText('the graph was shown').count()).toBe(0);
    await app.page.locator('#entry-line').fill('');
  });

  it('[M3.2] says when the screen is gone, and brings it back where it was', async () => {
    await audience.close();
    await app.page.bringToFront();
    await app.page.getByText('The room’s screen is gone').waitFor();
    audience = await openScreen();
    await app.page.getByText('The room’s screen is gone').waitFor({ state: 'detached' });
    await audience.getByText('The second thing.').waitFor();
  });

  it('[M3.2] sizes the screen’s text from its diagonal and the farthest seat', async () => {
    const unit = () =>
      audience.evaluate(() =>
        Number.parseFloat(
          getComputedStyle(document.querySelector('.window, [style*=room-unit]') ?? document.body).getPropertyValue(
            '--room-unit',
          ),
        ),
      );
    expect(await unit()).toBe(6.2);
    await key('Shift+A');
    await app.page.getByLabel('From the screen to the farthest seat').fill('7.5');
    await app.page.getByRole('button', { name: 'Size the text' }).click();
    await expect.poll(unit).toBe(7.7);
  });

  it('[M3.1] lets two consoles work on one review; neither takes what the other types, a refusal stands where it was typed', async () => {
    const second = await app.context.newPage();
    await second.goto(app.page.url());
    await openRoom(second);
    await app.page.locator('#entry-line').fill('what the first one types');
    const other = createHands(second);
    await other.say('The third thing.');
    await app.page.getByRole('button', { name: 'The third thing.' }).waitFor();
    expect(await app.page.locator('#entry-line').inputValue()).toBe('what the first one types');
    await leaveField(second);
    await other.press('v');
    await other.say('Again? yes / yes');
    await other.refusal('M1.5');
    expect(await app.page.getByRole('alert').count()).toBe(0);
    await second.close();
    await app.page.locator('#entry-line').fill('');
  });

  it('[M1.5] asks the room, and never takes more hands than there are people', async () => {
    await key('v');
    await hands.say('Is the canary long enough? yes / no');
    await audience.getByText('Is the canary long enough?').waitFor();
    await hands.say('9 1');
    expect((await hands.refusal('M1.5')).refused.message).toMatch(/10 hands, but 4 are here/);
    await hands.say('3 1');
    await audience.getByText('4 of 4 voted').waitFor();
    // What the facilitator points at next takes the result's place.
    await key('ArrowUp');
    await audience.getByText('4 of 4 voted').waitFor({ state: 'detached', timeout: 5000 });
  });
});
