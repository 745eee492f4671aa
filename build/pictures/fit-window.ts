import type { CDPSession, Page } from 'playwright-core';
import type { Size } from './room-state.ts';

const sessions = new WeakMap<Page, CDPSession>();

export async function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, known);
  return known;
}

/**
 * Makes a window so large. Its display stays one and the same: the room knows its screens by their size, and a changed
 * one would be an unplugged one.
 */
export async function fitWindow(page: Page, { width, height }: Size): Promise<void> {
  const session = await sessionOf(page);
  await session.send('Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor: 1,
    mobile: false,
    screenWidth: 1920,
    screenHeight: 1080,
  });
}
