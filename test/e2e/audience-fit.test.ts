// The screens hold what people say: nothing wider than the window, nothing lost, the room's digits as large as promised.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../build/tour/app-driver.ts';
import { answerTriage } from '../../build/tour/causes.ts';
import { createHands, leaveField, type Hands } from '../../build/tour/hands.ts';
import { canDrive } from '../support/built.ts';
import { meetInFacts } from '../support/running-meeting.ts';
import { createStage } from '../support/stage.ts';

const stage = createStage('audience-fit');
const screens = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];

const sentence = 'The new default halved the pool and nobody read that note before the rollout, ';
const of = (length: number): string => sentence.repeat(9).slice(0, length - 1) + '.';
const texts = {
  short: of(80),
  long: of(300),
  unbroken: 'x'.repeat(300),
  endless: of(690),
  rtl: 'القيمة الجديدة '.repeat(6).trim(),
};

type Fit = {
  readonly wide: readonly string[];
  readonly digits: number;
  readonly said: boolean;
};

/** Elements that reach beyond the window, the digits' size as a share of its height, whether `text` can be read. */
const readFit = (page: Page, text: string): Promise<Fit> =>
  page.evaluate((wanted) => {
    // What lies outside of the console's own canvas is moved into sight; it is cut off at its frame.
    const elements = [...document.querySelectorAll<HTMLElement>('body, main, main *')].filter(
      (element) => element.closest('[data-canvas] svg') === null,
    );
    const tell = (element: HTMLElement): string => `${element.tagName} ${element.textContent.slice(0, 40)}`;
    const shown = elements.filter((element) => getComputedStyle(element).visibility !== 'hidden');
    const beyond = shown.filter((element) => {
      const box = element.getBoundingClientRect();
      return box.right > innerWidth + 1 || box.left < -1;
    });
    const timer = document.querySelector('[role=timer]');
    const plain = (words: string): string => words.replaceAll(/\s/g, '');
    // The console's canvas is moved about; the room's is not.
    const labels = [...document.querySelectorAll('main:not(:has([data-canvas])) svg [data-label]')];
    // Words of a drawing stand in the window, and none of them under the timer's digits.
    const clock = timer?.getBoundingClientRect();
    const astray = labels.filter((label) => {
      const box = label.getBoundingClientRect();
      const isUnder =
        clock !== undefined &&
        box.right > clock.left + 1 &&
        box.left < clock.right - 1 &&
        box.top < clock.bottom - 1 &&
        box.bottom > clock.top + 1;
      return isUnder || box.bottom > innerHeight + 1 || box.top < -1 || box.right > innerWidth + 1 || box.left < -1;
    });
    return {
      wide: [
        ...beyond.map(tell),
        ...astray.map((label) => `label ${label.textContent.slice(0, 40)}`),
        ...(document.documentElement.scrollWidth > innerWidth
          ? [`the page is ${document.documentElement.scrollWidth}`]
          : []),
      ],
      digits: timer === null ? 0 : Number.parseFloat(getComputedStyle(timer).fontSize) / innerHeight,
      said:
        shown.some((element) => element.textContent.replaceAll('\u00a0', ' ') === wanted) ||
        labels.some((label) => plain(label.textContent).startsWith(plain(wanted))),
    };
  }, text);

describe.skipIf(!canDrive)('the audience window', () => {
  let app: App;
  let hands: Hands;
  let audience: Page;
  let review: string;
  const pictures = process.env['HOTWASH_PICTURES'];

  beforeAll(async () => {
    await stage.copySample();
    review = await meetInFacts(stage.workspace);
    app = await stage.start();
    hands = createHands(app.page);
    await app.page.setViewportSize({ width: 1440, height: 900 });
    await hands.goTo(`#/reviews/${review}/room`);
    await app.page.getByRole('heading', { name: 'Facts' }).waitFor();
    audience = await app.context.newPage();
    await audience.goto(new URL(`/audience?review=${review}`, app.page.url()).href);
    await audience.getByRole('timer').waitFor();
  });

  /** What the facilitator sees at the same time. */
  async function expectConsoleFit(state: string): Promise<void> {
    if (pictures !== undefined)
      await app.page.screenshot({ path: `${pictures}/console-${state.replaceAll(' ', '-')}.png` });
    expect.soft((await readFit(app.page, '')).wide, `console, ${state}`).toEqual([]);
  }

  /** Waits for the text, then looks at every screen size. */
  async function expectFit(state: string, text: string, hasClock = true): Promise<void> {
    await expectConsoleFit(state);
    for (const screen of screens) {
      await audience.setViewportSize(screen);
      await audience.waitForTimeout(500);
      const { wide, digits, said } = await readFit(audience, text);
      const at = `${state} at ${screen.width}`;
      if (pictures !== undefined && screen.width === 1920)
        await audience.screenshot({ path: `${pictures}/${state.replaceAll(' ', '-')}.png` });
      expect.soft(wide, at).toEqual([]);
      expect.soft(said, `${at}: the text is there`).toBe(true);
      if (hasClock) expect.soft(digits, `${at}: digits`).toBeGreaterThanOrEqual(0.25);
    }
  }

  const key = async (...keys: string[]): Promise<void> => {
    await leaveField(app.page);
    await hands.press(...keys);
  };
  /** Says it where the line asks for it by itself, and waits until it is kept. */
  const say = async (text: string): Promise<void> => {
    await hands.say(text);
    await app.page.getByText(text, { exact: true }).first().waitFor();
    await audience.waitForTimeout(300);
  };

  const treeitem = (text: string) =>
    app.page
      .getByRole('treeitem')
      .filter({ has: app.page.getByText(text, { exact: true }) })
      .first();

  /** What the console points at, told as it tells it. */
  const focusOn = async (cause: string): Promise<void> => {
    await app.page.evaluate(
      ([of, id]) => {
        const channel = new BroadcastChannel(`hotwash.focus.${of}`);
        // A channel takes no target; it is of this origin alone.
        // oxlint-disable-next-line unicorn/require-post-message-target-origin
        channel.postMessage({ claim: null, cause: id, commitment: null, blank: false, at: Date.now() });
        channel.close();
      },
      [review, cause] as const,
    );
  };

  it.each(Object.entries(texts))('holds a fact: %s', async (name, text) => {
    await say(text);
    await expectFit(`fact ${name}`, text);
  });

  it.each(['short', 'long'] as const)('holds a fact over its chart: %s', async (name) => {
    await app.page.getByRole('button', { name: texts[name] }).first().click();
    await key('e');
    await hands.attach(/p95|latency/i);
    await expectFit(`charted ${name}`, texts[name]);
  });

  it('holds the reason of a pause, and a blank screen', async () => {
    await key('k');
    await hands.say(texts.long);
    await audience.getByText(/clock paused/).waitFor();
    await expectFit('pause', texts.long);
    await key('k');
    await audience.getByText(/clock paused/).waitFor({ state: 'detached' });
    await key('.');
    await audience.getByRole('main', { name: 'Blank' }).waitFor();
    await expectFit('blank', '', false);
    await key('.');
  });

  it('holds the agreement', async () => {
    await key('n');
    await expectFit('agree', 'Do we agree that this is what happened?');
    await hands.say('4');
    await hands.see(/agreed at/);
    await key('n');
  });

  it('holds the three questions, and the canvas that they ask for', async () => {
    await app.page.getByRole('heading', { name: 'Causes' }).first().waitFor();
    await expectFit('triage', 'Did several components take part?');
    await answerTriage(hands);
    await expectFit('no cause yet', 'What made it possible?');
  });

  it.each(Object.entries(texts))('holds a cause: %s', async (name, text) => {
    await app.page.getByRole('heading', { name: 'Causes' }).first().waitFor();
    await key('Enter');
    await say(text);
    await expectFit(`cause ${name}`, text);
  });

  it('holds the same causes as a tree of whys', async () => {
    await key('w');
    await hands.say('one chain is enough to be read');
    await audience.getByRole('region', { name: '5 Whys' }).waitFor();
    for (const [name, text] of Object.entries(texts)) {
      await treeitem(text).click();
      await audience.waitForTimeout(300);
      await expectFit(`whys ${name}`, text);
    }
  });

  it('holds over time with a long cause on the table', async () => {
    await treeitem(texts.unbroken).click();
    await audience.clock.setFixedTime(Date.now() + 50 * 60_000);
    await audience.getByText('where do the minutes go').waitFor();
    await expectFit('over in causes', texts.unbroken);
    await audience.clock.setFixedTime(Date.now());
    await audience.getByText('where do the minutes go').waitFor({ state: 'detached' });
  });

  it('holds two hundred causes in every script, page by page, in both views', async () => {
    const every = [...Object.values(texts), '構成の既定値が半分になった', '🧨🚢 '.repeat(20).trim()];
    const bones = ['change', 'configuration', 'dependency', 'detection', 'process', 'environment'] as const;
    const causes = Array.from({ length: 200 }, (_, index) => ({
      id: `many${index}`,
      text: `${index} ${every[index % every.length] ?? ''}`.slice(0, 600),
      under: index % 4 === 0 ? null : index - 1,
      category: bones[Math.floor(index / 4) % 6] ?? 'process',
    }));
    const pasted = await app.page.evaluate(
      async (body) => {
        const answer = await fetch('/api/review.command', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        });
        return (await answer.json()) as object;
      },
      JSON.stringify({
        review,
        id: 'paste200',
        command: { type: 'cause.paste', author: 'eng-04', parent: null, causes },
      }),
    );
    expect(pasted).toMatchObject({ ok: true });
    for (const view of ['5 Whys', 'Fishbone']) {
      if (view === 'Fishbone') await key('w');
      await audience.getByRole('region', { name: view }).waitFor();
      for (const index of [0, 99, 199]) {
        const text = causes[index]?.text ?? '';
        await focusOn(`many${index}`);
        await audience.waitForTimeout(1500);
        await expectFit(`200 ${view} ${index}`, text);
      }
    }
  });

  it.each(Object.entries(texts))('holds an action: %s', async (name, text) => {
    if (name === 'short') await key('n');
    await app.page.getByRole('heading', { name: 'Actions' }).first().waitFor();
    await say(text);
    await expectFit(`action ${name}`, text);
  });

  it('holds over time', async () => {
    await audience.clock.setFixedTime(Date.now() + 50 * 60_000);
    await audience.getByText('Show of hands').waitFor();
    await expectFit('over', 'over time by');
  });

  it('holds a summary, and the record of all that', async () => {
    await audience.clock.setFixedTime(Date.now());
    await key('n');
    await app.page.getByRole('heading', { name: 'Sign' }).first().waitFor();
    await hands.say(texts.endless);
    await app.page.getByRole('link', { name: 'To the record' }).waitFor();
    await expectFit('closed', texts.endless, false);
    await hands.goTo(`#/reviews/${review}/record`);
    await app.page.getByRole('heading', { name: 'Facts agreed' }).waitFor();
    for (const place of ['record', 'prepare']) {
      await hands.goTo(`#/reviews/${review}/${place}`);
      await app.page.waitForTimeout(800);
      await expectConsoleFit(place);
    }
    await hands.goTo('#/');
    await app.page.waitForTimeout(800);
    await expectConsoleFit('today');
  });
});
