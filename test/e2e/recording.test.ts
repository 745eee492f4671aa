// A meeting is recorded through the app with a microphone that speaks, and ffmpeg judges what lies on the disk.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { until, type App } from '../../build/tour/app-driver.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { canDrive } from '../support/built.ts';
import { canHear, plugIn, speak } from '../support/fake-microphone.ts';
import { readKeptReview } from '../support/kept-review.ts';
import { everybodyAgrees, hear, openRoom, recordingsOnDisk, recordMark, seeks } from '../support/recorded-room.ts';
import { meetInFacts } from '../support/running-meeting.ts';
import { createStage } from '../support/stage.ts';

const words = 'The deployment began at five past two. The queue grew, and nobody was paged for eleven minutes.';
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(!canDrive || !canHear)('a meeting that is recorded', () => {
  const stage = createStage('recording');
  let review: ReviewId;
  let app: App;
  let page: Page;
  const kept = () => readKeptReview(stage.workspace, review).review;
  const onDisk = () => recordingsOnDisk(stage.workspace, review);

  beforeAll(async () => {
    await stage.copySample();
    review = await meetInFacts(stage.workspace);
    plugIn(stage.folder, speak(stage.folder, words));
    app = await stage.start();
    page = app.page;
    await openRoom(page, review);
  });

  it('[M3.6] begins only once everybody agreed, pauses, goes on and stops, and plays', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+P');
    const panel = page.getByRole('region', { name: 'Recording', exact: true });
    expect(await panel.getByRole('alert').innerText()).toContain('Nobody was asked whether they agree');
    expect(onDisk()).toEqual([]);
    await page.keyboard.press('Shift+R');
    await everybodyAgrees(page);
    await page.getByRole('button', { name: 'Start recording' }).press('Enter');
    await recordMark(page)
      .getByText('00:00:03')
      .waitFor()
      .catch(() => undefined);
    await until(async () => /REC 00:00:0[3-9]/.test(await recordMark(page).innerText()), 15_000, '3 s to be recorded');
    await page.locator('h1').click();
    await page.keyboard.press('Shift+P');
    await until(() => kept().recordings[0]?.state.name === 'paused', 5000, 'the pause');
    await pause(1000);
    await page.keyboard.press('Shift+P');
    await until(() => kept().recordings[0]?.state.name === 'recording', 5000, 'the recording to go on');
    await pause(1500);
    await page.keyboard.press('Shift+T');
    await until(() => kept().recordings[0]?.state.name === 'stopped', 5000, 'the stop');

    const [recording] = kept().recordings;
    const [disk] = onDisk();
    if (recording?.state.name !== 'stopped' || disk === undefined) throw new Error('no recording');
    expect(recording.state).toMatchObject({ why: 'asked', parts: 2, link: disk.link });
    expect(disk.entries.filter(({ kind }) => kind === 'ended')).toMatchObject([{ why: 'paused' }, { why: 'stopped' }]);
    await until(() => onDisk()[0]?.media.length === 1, 15_000, 'the parts to be put together');
    const [file = ''] = onDisk()[0]?.media ?? [];
    const { codec, durationMs } = hear(file);
    console.log('recorded', recording.state, 'played', durationMs);
    expect(codec).toBe('opus');
    expect(durationMs).toBeGreaterThan(2800 + 1200);
    expect(Math.abs(durationMs - recording.state.durationMs)).toBeLessThan(250);
    for (const ms of [700, durationMs - 700]) expect(seeks(file, ms)).toBe(true);
  });
});
