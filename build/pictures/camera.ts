import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { fitWindow, sessionOf } from './fit-window.ts';
import {
  pictureName,
  sizes,
  themes,
  type Room,
  type RoomState,
  type RoomWindow,
  type Seen,
  windowsOf,
} from './room-state.ts';

/** Of WebP: what keeps letters clean at 14 px, and at room size, of which a great deal less is enough. */
const qualityOf = (window: RoomWindow, width: number): number =>
  window === 'audience' ? (width > 1920 ? 8 : 20) : width > 1440 ? 14 : 18;
/** For how long a layout that measures itself may go on, ms. */
const settleMs = 120;

export type Camera = {
  /** Proves the state and takes its pictures. Rejects where it is not what it should be. */
  take(state: RoomState, room: Room): Promise<void>;
};

export function createCamera(folder: string): Camera {
  const takeWindow = async (state: RoomState, window: RoomWindow, page: Page): Promise<void> => {
    const session = await sessionOf(page);
    for (const size of sizes[window]) {
      await fitWindow(page, size);
      await settle(page, settleMs);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await settle(page, 0);
        const { data } = await session.send('Page.captureScreenshot', {
          format: 'webp',
          quality: qualityOf(window, size.width),
          optimizeForSpeed: false,
        });
        await writeFile(join(folder, pictureName(state.id, window, size, theme)), Buffer.from(data, 'base64'));
      }
    }
  };
  return {
    take: async (state, room) => {
      const pages = { audience: room.audience(), console: room.console };
      for (const window of ['audience', 'console'] as const) {
        const { [window]: seen } = state.seen;
        const { [window]: unseen } = state.unseen ?? {};
        if (seen !== undefined) await find(pages[window], seen).waitFor();
        if (unseen !== undefined && (await find(pages[window], unseen).isVisible()))
          throw new Error(`The ${window} window shows what it must not.`);
        if (windowsOf(state).includes(window)) await takeWindow(state, window, pages[window]);
      }
    },
  };
}

const find = (page: Page, seen: Seen) =>
  (typeof seen === 'function' ? seen(page) : page.getByText(seen)).filter({ visible: true }).first();

/** Until the page has laid itself out: fonts, the measuring of long texts, two frames. */
const settle = (page: Page, atLeastMs: number): Promise<void> =>
  page.evaluate(async (ms) => {
    await document.fonts.ready;
    await new Promise((resolve) => setTimeout(resolve, ms));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, atLeastMs);
