import type { Page } from 'playwright-core';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import type { App } from '../tour/app-driver.ts';
import { createHands, leaveField } from '../tour/hands.ts';
import { fitWindow } from './fit-window.ts';
import type { PacedTime } from './paced-time.ts';
import type { PreparedReviews } from './prepare-reviews.ts';
import { sizes, type Room } from './room-state.ts';

const patienceMs = 15_000;

/** The two windows of the app. They show a review once `show` was called. */
export async function openRoom(app: App, time: PacedTime, reviews: PreparedReviews): Promise<Room> {
  const { page, context } = app;
  const hands = createHands(page);
  await hideCaret(page);
  await time.follow(page);
  await fitWindow(page, sizes.console[0]);
  await page.reload();
  await page.getByText('Reading the workspace').waitFor({ state: 'detached' });
  let review = '';
  let audience = page;
  let commands = 0;
  const openPage = async (url: string): Promise<Page> => {
    const opened = await context.newPage();
    opened.setDefaultTimeout(patienceMs);
    await hideCaret(opened);
    await fitWindow(opened, sizes.audience[0]);
    await time.follow(opened);
    await opened.goto(url);
    await opened.getByRole('main').waitFor();
    return opened;
  };
  const openAudience = async (): Promise<void> => {
    if (audience !== page && !audience.isClosed()) await audience.close();
    audience = await openPage(new URL(`/audience?review=${review}`, page.url()).href);
  };
  const command = async (each: ReviewCommand): Promise<void> => {
    const input = { review, id: `picture${(commands += 1)}`, command: each };
    const answer = await page.evaluate(async (body) => {
      const response = await fetch('/api/review.command', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return response.text();
    }, JSON.stringify(input));
    if (!answer.startsWith('{"ok":true')) throw new Error(`${each.type} was not carried out: ${answer}`);
  };
  return {
    hands,
    console: page,
    audience: () => audience,
    time,
    reviews,
    openAudience,
    openConsole: async () => createHands(await openPage(page.url())),
    key: async (...strokes) => {
      await page.bringToFront();
      await leaveField(page);
      await hands.press(...strokes);
    },
    command: async (...all) => {
      for (const each of all) await command(each);
    },
    show: async (to) => {
      review = to;
      await hands.goTo(`#/reviews/${to}/room`);
      await page.getByRole('main').first().waitFor();
      await openAudience();
    },
    cutOff: async () => {
      // Without its session nobody is served; a new round of the sync finds that out.
      await context.clearCookies();
      await page.evaluate(() => {
        const channel = new BroadcastChannel('hotwash-sync');
        // A channel takes no target; it is of this origin alone.
        // oxlint-disable-next-line unicorn/require-post-message-target-origin
        channel.postMessage({ kind: 'restart' });
        channel.close();
      });
    },
  };
}

/** A caret blinks, so that two pictures of one state would differ. */
async function hideCaret(page: Page): Promise<void> {
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => (document.documentElement.style.caretColor = 'transparent'));
  });
}
