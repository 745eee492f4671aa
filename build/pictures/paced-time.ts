import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { pacePage, readPace, writePace, type Pace } from '../../test/support/paced-clock.ts';

/** The meeting's time while pictures are taken: it all but stands, and goes on only when told to. */
export type PacedTime = {
  /** The pace's file, which the paced program reads. */
  readonly file: string;
  /** Makes a page's `Date` follow from its next load on. */
  follow(page: Page): Promise<void>;
  /** So many ms of the meeting go by. */
  forward(ms: number): Promise<void>;
  /** The wall clock alone goes on: the machine slept. */
  sleep(ms: number): Promise<void>;
};

/** So slow that pictures taken a minute apart show the same digits; not zero, since the monotonic clock is told by it. */
const rate = 0.0001;

/** Begins at `wall`, epoch ms. `pages` are those that show the time now. */
export function beginTime(file: string, wall: number, pages: () => readonly Page[]): PacedTime {
  writeFileSync(file, '');
  writePace(file, { real: Date.now(), wall, rate, jumped: 0 });
  const change = async (to: Pace): Promise<void> => {
    writePace(file, to);
    for (const page of pages()) await page.evaluate(pacePage, to);
  };
  return {
    file,
    follow: async (page) => {
      await page.addInitScript(pacePage, readPace(file));
    },
    forward: (ms) => {
      const pace = readPace(file);
      return change({ ...pace, real: pace.real - ms / rate });
    },
    sleep: (ms) => {
      const pace = readPace(file);
      return change({ ...pace, jumped: pace.jumped + ms });
    },
  };
}
