import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { pictureName, sizes, themes, type Room, type RoomState, type RoomWindow, type Seen } from './room-state.ts';

/** Of WebP; what is drawn is flat, so that less would show at the letters' edges first. */
const quality = 80;
/** For how long a layout that measures itself may go on, ms. */
const settleMs = 120;

export type Camera = {
  /** Proves the state and takes its pictures. Rejects where it is not what it should be. */
  take(state: RoomState, room: Room): Promise<void>;
};

export function createCamera(folder: string): Camera {
  const sessions = new WeakMap<Page, CDPSession>();
  const sessionOf = async (page: Page): Promise<CDPSession> => {
    const known = sessions.get(page) ?? (await page.context().newCDPSession(page));
    sessions.set(page, known);
    return known;
  };
  const takeWindow = async (state: RoomState, window: RoomWindow, page: Page): Promise<void> => {
    const session = await sessionOf(page);
    for (const size of sizes[window]) {
      await page.setViewportSize(size);
      await settle(page, settleMs);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await settle(page, 0);
        const { data } = (await session.send('Page.captureScreenshot', {
          format: 'webp',
          quality,
          optimizeForSpeed: false,
        })) as { data: string };
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
        if (seen !== undefined) await takeWindow(state, window, pages[window]);
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
