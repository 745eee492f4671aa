// What becomes of a review once it is closed, through the window: a commitment is settled and measured, a packet is answered.
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { handClock, makeClosedReview } from '../../electron/host/action-fixture.ts';
import { acknowledgementText } from '../../electron/host/escalation-answer.ts';
import { createDeviceKey } from '../../electron/signing/device-key.ts';
import { canDrive } from '../support/built.ts';
import { createStage } from '../support/stage.ts';

const day = 86_400_000;
const stage = createStage('after-the-review');
const criterion = { kind: 'metric', metric: 'p95', comparator: '<', value: 250, unit: 'ms', window: '2 h' } as const;

/** Closed six days ago, escalated to somebody who has three days, done five days ago, measured since. */
async function makeWorkspace(): Promise<string> {
  const clock = handClock(new Date(Date.now() - 6 * day).toISOString());
  const answerBy = new Date(clock.wall() + 2 * day).toISOString().slice(0, 10);
  const exit = { kind: 'escalate', to: 'problem', answerBy, reason: 'It came up twice.' } as const;
  const { running, review, workspaceDir, measure } = await makeClosedReview(clock, criterion, exit);
  const { actions, escalations, workspace } = running.services;
  await escalations.check();
  clock.pass(day);
  const done = { type: 'settle', outcome: 'done', note: 'merged' } as const;
  expect(await actions.run({ review, action: 'act1' }, done)).toMatchObject({ ok: true });
  const from = new Date(clock.wall()).toISOString();
  clock.pass(day);
  await measure('p95', 'ms', from, Array<number>(120).fill(200));
  const packet = workspace.current().escalations[0]?.packets[0]?.sha256 ?? '';
  await running.close();
  cpSync(workspaceDir, stage.workspace, { recursive: true });
  return packet;
}

const goTo = async (page: Page, place: string): Promise<void> => {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, place);
};

describe.skipIf(!canDrive)('after a review', () => {
  let packet = '';
  let page: Page;
  beforeAll(async () => {
    packet = await makeWorkspace();
    ({ page } = await stage.start());
    page.setDefaultTimeout(20_000);
  });

  it('[M3.4] a done commitment is measured on the board and confirmed as verified, by keyboard', async () => {
    await goTo(page, '#/commitments');
    await page.getByRole('button', { name: '1 Done of ops-01' }).waitFor();
    await page.keyboard.press('g');
    await page.getByRole('button', { name: '1 Done of checkout' }).press('Enter');
    await page.getByRole('button', { name: 'Verify: Raise the pool limit to 512' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('the mean of 120 samples').waitFor();
    expect(await dialog.textContent()).toContain('200 ms, the mean of 120 samples; least 200 ms, greatest 200 ms');
    await dialog.getByRole('button', { name: 'Confirm that it is met' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '1 Verified of checkout' }).waitFor();
    expect(await page.getByRole('main').textContent()).toMatch(/measured 200 ms over 120 samples, sha256 [0-9a-f]{64}/);
  });

  it('[M1.6] a late packet went to the next rung, is handed out as a zip, and is answered once', async () => {
    await goTo(page, '#/escalations');
    await page.getByText('rung 2 of 2').waitFor();
    const zip = await page.evaluate(async () => {
      const answer = await fetch('/media/escalation/r-2026-001-park1-1.zip');
      return [answer.status, new TextDecoder().decode((await answer.arrayBuffer()).slice(0, 2))];
    });
    expect(zip).toEqual([200, 'PK']);
    const answer = { packet, by: 'Problem manager', decision: 'accepted', reference: 'PRB-7', words: '' } as const;
    const text = acknowledgementText({ ...answer, at: new Date().toISOString() }, createDeviceKey().key);
    const file = join(stage.folder, 'acknowledgement.json');
    const hand = async (content: string): Promise<void> => {
      writeFileSync(file, content);
      await page.getByLabel('Acknowledgement', { exact: true }).setInputFiles(file);
    };
    await hand(text.replace(/"sig":"../, '"sig":"AA'));
    await page.getByText('The signature does not fit the answer').waitFor();
    await hand(text);
    await page.getByText('taken for r-2026-001-park1, signed by device').waitFor();
    await page.getByText('Problem manager accepted it').waitFor();
    await hand(text);
    await page.getByText('This packet was answered already.').waitFor();
  });
});
