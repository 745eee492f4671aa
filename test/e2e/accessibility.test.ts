// axe over every place of the console and over the audience window, in both colour schemes.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../build/tour/app-driver.ts';
import { findCauses } from '../../build/tour/causes.ts';
import { createHands, leaveField } from '../../build/tour/hands.ts';
import type { TourLog } from '../../build/tour/log.ts';
import { concludeReview, holdFacts, prepareReview } from '../../build/tour/meeting.ts';
import { makeRecord } from '../../build/tour/record.ts';
import { sampleScript } from '../../build/tour/script.ts';
import { seriousFaults } from '../support/accessibility.ts';
import { canDrive } from '../support/built.ts';
import { createStage } from '../support/stage.ts';

const stage = createStage('accessibility');
const review = sampleScript.draft ?? '';

const places = {
  home: '#/',
  releases: '#/releases',
  release: `#/releases/${encodeURIComponent(sampleScript.release)}`,
  'a release not reviewed': `#/releases/${encodeURIComponent('search@5.20.0')}`,
  reviews: '#/reviews',
  calendar: '#/calendar',
  commitments: '#/commitments',
  escalations: '#/escalations',
  'a sealed package': '#/reviews/r-2026-002/prepare',
  'a review without meeting': '#/reviews/r-2026-002/rounds',
  'answering a review': '#/answer',
  'a light review': '#/reviews/r-2026-004/light',
  policy: '#/policy',
  'changing the policy': '#/policy/change',
  catalogue: '#/catalogue',
  'a service': '#/catalogue/payments-bridge',
  'an imported service': '#/catalogue/quay-cameras',
  sources: '#/sources',
  keys: '#/keys',
  'gate tokens': '#/gate',
  templates: '#/templates',
  'a template': '#/templates/shipped/regulated',
  guide: '#/guide/trouble',
  'a closed room': '#/reviews/r-2026-001/room',
  'a signed record': '#/reviews/r-2026-001/record',
} as const;

describe.skipIf(!canDrive)('accessibility', () => {
  let app: App;
  beforeAll(async () => {
    await stage.copySample();
    app = await stage.start();
    await app.page.setViewportSize({ width: 1440, height: 900 });
    app.page.setDefaultTimeout(20_000);
  });

  /** The place is drawn, and everything that is read from the database or drawn late has come. */
  async function settle(page: Page): Promise<void> {
    // A window that was just opened shows nothing yet, so that nothing in it could go.
    await page.locator('main').filter({ hasText: /\S/, hasNotText: 'One moment' }).first().waitFor();
    await page
      .getByText(/^Reading /)
      .first()
      .waitFor({ state: 'detached' });
    await page.waitForTimeout(300);
  }

  it('sees a fault that is there', async () => {
    await settle(app.page);
    await app.page.evaluate(() => {
      const pale = Object.assign(document.createElement('p'), { id: 'pale', textContent: 'hardly to be read' });
      Object.assign(pale.style, { color: '#888', background: '#777' });
      document.querySelector('main')?.append(pale);
    });
    const faults = await seriousFaults(app.page);
    expect(faults).toEqual([
      expect.stringMatching(/^dark: color-contrast at #pale/),
      expect.stringMatching(/^light: color-contrast at #pale/),
    ]);
    await app.page.evaluate(() => document.querySelector('#pale')?.remove());
  });

  it.each(Object.entries(places))('[L1] %s has no serious or critical fault', async (_name, hash) => {
    await createHands(app.page).goTo(hash);
    await settle(app.page);
    expect(await seriousFaults(app.page)).toEqual([]);
  });

  const dialogs = [
    ['home', 'Add a person'],
    ['home', 'Sit down as somebody else'],
    ['home', 'Add a service'],
    ['a release not reviewed', 'Open a review of this release'],
    ['a sealed package', 'Send to attendees'],
    ['a review without meeting', /^Take over a public key/],
    ['a sealed package', /now 549 ms, where from/],
    ['a sealed package', /usual 158 ms, what it rests on/],
    ['a service', 'Change the rule of error_rate'],
    ['an imported service', 'Register it for reviews'],
  ] as const;
  it.each(dialogs)('[L1] on %s, the dialog “%s” has no serious or critical fault', async (place, button) => {
    const { page } = app;
    await createHands(page).goTo(places[place]);
    await settle(page);
    await page.getByRole('button', { name: button }).first().click();
    await page.getByRole('dialog').waitFor();
    await page.waitForTimeout(300);
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('[L1] nor has the inbox once deployments start reviews', async () => {
    const { page } = app;
    await createHands(page).goTo(places.home);
    await settle(page);
    await page.getByRole('button', { name: 'Start reviews from now on' }).click();
    await page.getByRole('button', { name: 'Stop that' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Stop that' }).click();
    await page.getByRole('button', { name: 'Start reviews from now on' }).waitFor();
  });

  it('[L1] nor has any step of a review, in the console or in the audience window', async () => {
    const { page, context } = app;
    const hands = createHands(page);
    const found: { readonly [step: string]: readonly string[] }[] = [];
    let audience: Page | undefined;
    let looked = 0;
    const look = async (name: string, at: Page) => {
      const faults = await seriousFaults(at);
      looked += 1;
      if (faults.length > 0) found.push({ [name]: faults });
    };
    const log: TourLog = {
      steps: [],
      picture: () => Promise.resolve(),
      step: async (name, work) => {
        await work();
        await look(name, page);
        if (audience === undefined && name.startsWith('Room: people check in')) {
          audience = await context.newPage();
          await audience.goto(new URL(`/audience?review=${review}`, page.url()).href);
          await settle(audience);
          expect(await audience.locator('#entry-line, nav').count()).toBe(0);
          await page.bringToFront();
        }
        if (name.startsWith('Facts: a cause')) {
          await leaveField(page);
          await page.keyboard.press('?');
          await page.getByRole('dialog').waitFor();
          await look('All keys', page);
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'detached' });
        }
        if (audience !== undefined) await look(`Audience, ${name}`, audience);
      },
    };
    await prepareReview(hands, log, sampleScript, review);
    await holdFacts(hands, log, sampleScript);
    await findCauses(hands, log, sampleScript);
    await concludeReview(hands, log, sampleScript);
    await makeRecord(hands, log, sampleScript, review);
    console.log(`axe: ${looked} states of the screens in two colour schemes`);
    expect(looked).toBeGreaterThan(30);
    expect(found).toEqual([]);
    await app.close();
  });
});
