import type { Page } from 'playwright-core';
import type { Refused } from './log.ts';

/** What a facilitator's hands do, in the words of the screens. */
export type Hands = {
  readonly page: Page;
  press(...keys: readonly string[]): Promise<void>;
  /** Types on the entry line and sends it. */
  say(text: string): Promise<void>;
  /** Waits until the text stands on the screen. */
  see(text: string | RegExp): Promise<void>;
  /** Waits for a refusal by this rule and reads it. */
  refusal(rule: string): Promise<{ refused: Refused }>;
  goTo(hash: string): Promise<void>;
  /** Chooses a piece of the package by its words and attaches it. */
  attach(piece: RegExp): Promise<void>;
};

const patienceMs = 15_000;

export function createHands(page: Page): Hands {
  page.setDefaultTimeout(patienceMs);
  const see = async (text: string | RegExp): Promise<void> => {
    await page.getByText(text).filter({ visible: true }).first().waitFor();
  };
  return {
    page,
    see,
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    say: async (text) => {
      const line = page.locator('#entry-line');
      await line.fill(text);
      await line.press('Enter');
      // Whoever facilitates is asked once more before they author something.
      if (await page.getByText('The facilitator is about to say this').isVisible()) await line.press('Enter');
    },
    refusal: async (rule) => {
      const alert = page.getByRole('alert').filter({ hasText: rule }).first();
      await alert.waitFor();
      const [message = '', satisfy = ''] = await alert.locator('p').allInnerTexts();
      return { refused: { rule, message: message.replace(rule, '').trim(), satisfy } };
    },
    goTo: async (hash) => {
      await page.evaluate((to) => {
        location.hash = to;
      }, hash);
    },
    attach: async (piece) => {
      const option = page.getByRole('option').filter({ hasText: piece }).first();
      await option.waitFor();
      // The first click chooses, the second attaches; a chosen piece takes one.
      if ((await option.getAttribute('aria-selected')) !== 'true') await option.click();
      await option.click();
      await page.getByRole('listbox').waitFor({ state: 'detached' });
    },
  };
}

/** Leaves whatever field has the focus, so that the next stroke is a key of the room. */
export async function leaveField(page: Page): Promise<void> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
}
