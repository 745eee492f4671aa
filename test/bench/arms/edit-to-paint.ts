import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startApp, type App } from '../../../build/tour/app-driver.ts';
import { createHands } from '../../../build/tour/hands.ts';
import { sampleScript } from '../../../build/tour/script.ts';
import { categories } from '../../../shared/domain/cause/cause.ts';
import type { MemberId } from '../../../shared/domain/ids.ts';
import type { CommandOf, ReviewCommand } from '../../../shared/domain/review/commands.ts';
import { openAtCauses, releasesOf } from '../../support/review-at-causes.ts';
import { caps, type Capped } from '../goals.ts';
import { percentile } from '../harness.ts';

const edits = 40;

/**
 * From the key that adds a cause in the console to its paint in the audience window, through the built product: the
 * journal, the sync, the fold, the layout and both windows' own drawing. Both pages are of one browser, so their clocks
 * are one. Goals are held to the p95; the median is told.
 */
export async function measureEditToPaint(dist: string, counts: readonly number[]): Promise<readonly Capped[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-bench-edit-'));
  try {
    const told: Capped[] = [];
    for (const count of counts) {
      const workspace = join(folder, `workspace-${count}`);
      const data = join(folder, `data-${count}`);
      await mkdir(data);
      await cp(join(dist, 'sample'), workspace, { recursive: true });
      const review = await openWithCauses(workspace, count);
      const app = await startApp({ program: join(dist, 'node', 'serve.js'), workspace, data });
      const times = await editTimes(app, review);
      await app.close();
      const what = `a cause added to ${count}: key to the room’s paint`;
      const half = (of: (edit: Edit) => number): number => percentile(times.map(of), 0.5);
      told.push(
        { what: `${what}, p95 of ${times.length}`, value: percentile(times.map(painted), 0.95), cap: caps.editToPaint },
        { what: `${what}, median`, value: half(painted), cap: caps.editToPaint },
        {
          what: '   of it until the main process answered, median',
          value: half(({ answered }) => answered),
          cap: caps.told,
        },
        { what: '   until the room’s page had drawn it, median', value: half(({ drawn }) => drawn), cap: caps.told },
      );
    }
    return told;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A review at Causes with a fishbone of so many, four below each on every bone. */
async function openWithCauses(workspace: string, count: number): Promise<string> {
  const causes = Array.from({ length: count }, (_, at): CommandOf<'cause.paste'>['causes'][number] => ({
    id: `had${String(at).padStart(4, '0')}`,
    text: `Limit ${at} of the pool was lower than the load`,
    under: at % 4 === 0 ? null : at - (at % 4),
    category: categories[Math.floor(at / 4) % categories.length] ?? 'change',
  }));
  const author = sampleScript.present.find((member) => member !== sampleScript.facilitator) as MemberId;
  const commands: readonly ReviewCommand[] = [
    { type: 'canvas.open', canvas: 'fishbone', reason: 'made for the bench' },
    { type: 'cause.paste', author, parent: null, causes },
  ];
  const [release = ''] = await releasesOf(workspace, 'search', 1);
  const [review = ''] = await openAtCauses(workspace, [release], commands);
  return review;
}

/** Ms from the key to the answer of the main process, to the change of the room's page, and to its paint. */
type Edit = { readonly answered: number; readonly drawn: number; readonly painted: number };
const painted = (edit: Edit): number => edit.painted;

async function editTimes(app: App, review: string): Promise<readonly Edit[]> {
  const { page } = app;
  const hands = createHands(page);
  await hands.goTo(`#/reviews/${review}/room`);
  await page.getByRole('tree').waitFor();
  const opening = app.context.waitForEvent('page');
  await page.evaluate(
    (to) => void window.open(to, 'hotwash-audience', 'popup,width=1280,height=720'),
    audienceOf(review),
  );
  const audience = await opening;
  await audience.getByRole('timer').waitFor();
  await page.bringToFront();
  await page.evaluate(keepLastEnter);
  await page.locator('body').press('Enter');
  const times: Edit[] = [];
  // The first two warm up.
  for (let edit = -2; edit < edits; edit += 1) {
    const text = `Alert ${edit + 2} fired after the queue was full`;
    const shown = audience.evaluate(paintOf, text);
    await hands.say(text);
    const { drawnAt, paintedAt } = await shown;
    const { enterAt, answeredAt } = await page.evaluate(lastEnter);
    if (edit >= 0)
      times.push({ answered: answeredAt - enterAt, drawn: drawnAt - enterAt, painted: paintedAt - enterAt });
    await page.waitForTimeout(60);
  }
  await audience.close();
  return times;
}

const audienceOf = (review: string): string => `/audience?review=${encodeURIComponent(review)}`;

type Marks = { enterAt: number; answeredAt: number };
declare const hotwashBench: Marks;

/** In the console's page: epoch ms of the last Enter, and of the last answer to a command, as the browser dates them. */
function keepLastEnter(): void {
  const marks: Marks = { enterAt: Number.NaN, answeredAt: Number.NaN };
  Object.assign(globalThis, { hotwashBench: marks });
  addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter') marks.enterAt = performance.timeOrigin + event.timeStamp;
    },
    true,
  );
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name.endsWith('/api/review.command'))
        marks.answeredAt = performance.timeOrigin + entry.startTime + entry.duration;
  }).observe({ type: 'resource' });
}

const lastEnter = (): Marks => ({ ...hotwashBench });

/** In the audience window: epoch ms of the change by which a text came to stand there, and of the end of its frame. */
function paintOf(text: string): Promise<{ readonly drawnAt: number; readonly paintedAt: number }> {
  return new Promise((resolve, reject) => {
    const now = (): number => performance.timeOrigin + performance.now();
    const look = (): void => {
      if (!(document.body.textContent ?? '').includes(text)) return;
      watch.disconnect();
      const drawnAt = now();
      requestAnimationFrame(() => {
        // Style, layout and paint come after this; a message is heard when they are done.
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve({ drawnAt, paintedAt: now() }), { once: true });
        port1.start();
        port2.postMessage(0);
      });
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    setTimeout(() => reject(new Error(`the room never saw “${text}”`)), 15_000);
    look();
  });
}
