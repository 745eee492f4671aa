import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

export type Refused = { readonly rule: string; readonly message: string; readonly satisfy: string };
export type Step = {
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly refused?: Refused;
  readonly screen?: string;
  readonly error?: string;
};

/** What the tour did, step by step, and what the app refused on the way. */
export type TourLog = {
  readonly steps: readonly Step[];
  /** Runs one step; the first failure ends the tour, with a picture of the screen it failed on. */
  step(name: string, work: () => Promise<{ refused: Refused } | void>): Promise<void>;
  picture(name: string, page?: Page): Promise<void>;
};

export async function createTourLog(out: string, page: Page, say: (text: string) => void): Promise<TourLog> {
  const folder = join(out, 'screens');
  await mkdir(folder, { recursive: true });
  const steps: Step[] = [];
  let pictures = 0;
  const picture = async (name: string, of: Page): Promise<string> => {
    pictures += 1;
    const file = `${String(pictures).padStart(2, '0')}-${name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/-$/, '')
      .slice(0, 60)}.png`;
    await writeFile(join(folder, file), await of.screenshot({ animations: 'disabled' }));
    return `screens/${file}`;
  };
  return {
    steps,
    picture: async (name, of = page) => {
      await picture(name, of);
    },
    step: async (name, work) => {
      const begun = performance.now();
      try {
        const outcome = await work();
        const ms = Math.round(performance.now() - begun);
        const refused = outcome === undefined ? {} : { refused: outcome.refused };
        steps.push({ name, ok: true, ms, ...refused, screen: await picture(name, page) });
        say(
          `ok   ${name} (${ms} ms)${outcome === undefined ? '' : `\n       refused by ${outcome.refused.rule}: ${outcome.refused.message}`}`,
        );
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        const screen = await picture(`failed ${name}`, page).catch(() => undefined);
        steps.push({
          name,
          ok: false,
          ms: Math.round(performance.now() - begun),
          error: message,
          ...(screen === undefined ? {} : { screen }),
        });
        say(`FAIL ${name}: ${message}`);
        throw error;
      }
    },
  };
}
