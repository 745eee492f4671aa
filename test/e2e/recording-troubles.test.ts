// What goes wrong while a room is recorded: consent, the microphone, the way to the disk, the window itself.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { until, type App } from '../../build/tour/app-driver.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { seriousFaults } from '../support/accessibility.ts';
import { canDrive } from '../support/built.ts';
import { canHear, plugIn, speak } from '../support/fake-microphone.ts';
import { readKeptReview } from '../support/kept-review.ts';
import { everybodyAgrees, hear, openRoom, recordingsOnDisk } from '../support/recorded-room.ts';
import { meetInFacts } from '../support/running-meeting.ts';
import { createStage } from '../support/stage.ts';

const words = 'The deployment began at five past two. The queue grew, and nobody was paged for eleven minutes.';
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Keeps hold of the microphone's tracks, so that a test can pull the plug. */
function keepTracks(): void {
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  const tracks: MediaStreamTrack[] = [];
  Object.assign(globalThis, { unplug: () => tracks.splice(0).forEach((track) => track.stop()) });
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  };
}

describe.skipIf(!canDrive || !canHear)('what goes wrong while a room is recorded', () => {
  const stage = createStage('recording-troubles');
  let review: ReviewId;
  let app: App;
  let page: Page;
  let screen: Page;
  let faultsWhileAsking: readonly string[];
  const kept = () => readKeptReview(stage.workspace, review).review;
  const recording = () => kept().recordings.at(-1);
  const disk = () => recordingsOnDisk(stage.workspace, review).at(-1);
  const parts = () => (disk()?.entries ?? []).filter(({ kind }) => kind === 'part').length;
  const chunks = () => (disk()?.entries ?? []).filter(({ kind }) => kind === 'chunk').length;
  const ends = () => (disk()?.entries ?? []).flatMap((entry) => (entry.kind === 'ended' ? [entry.why] : []));
  const is = (name: 'recording' | 'paused' | 'stopped') =>
    until(() => recording()?.state.name === name, 10_000, `the recording to be ${name}`);
  const press = async (key: string): Promise<void> => {
    await page.locator('h1').click();
    await page.keyboard.press(key);
  };
  const hearsMore = async (): Promise<void> => {
    const before = chunks();
    await until(() => chunks() > before + 3, 10_000, 'sound to reach the disk');
  };

  beforeAll(async () => {
    await stage.copySample();
    review = await meetInFacts(stage.workspace);
    plugIn(stage.folder, speak(stage.folder, words));
    app = await stage.start();
    page = app.page;
    await app.context.addInitScript(keepTracks);
    await page.reload();
    await openRoom(page, review);
    screen = await app.context.newPage();
    await screen.goto(`http://hotwash.localhost/audience?review=${review}`);
    await everybodyAgrees(page);
    faultsWhileAsking = await seriousFaults(page);
    await press('Shift+P');
    await is('recording');
    await hearsMore();
  });

  it('[M3.6] says on the room’s screen that it records, in words and with the time', async () => {
    await screen.getByText(/REC 00:00:\d\d/).waitFor();
    expect(faultsWhileAsking).toEqual([]);
    expect(await seriousFaults(page)).toEqual([]);
    expect(await seriousFaults(screen)).toEqual([]);
  });

  it('[M3.6] goes off the record and back by one key, and the room’s screen shows nothing else', async () => {
    await press('Shift+O');
    await screen.getByRole('heading', { name: 'Off the record' }).waitFor();
    await is('paused');
    expect(recording()?.state).toMatchObject({ why: 'off-the-record' });
    const before = chunks();
    await pause(700);
    expect(chunks()).toBe(before);
    await press('Shift+O');
    await is('recording');
    await hearsMore();
    await screen.getByRole('heading', { name: 'Off the record' }).waitFor({ state: 'detached' });
  });

  it('[M3.6] somebody who objects pauses it, and it goes on once they agree', async () => {
    const answers = page.getByRole('region', { name: 'Who agrees' });
    const first = answers.getByRole('group').first();
    await first.getByRole('button', { name: 'objects' }).click();
    await is('paused');
    expect(recording()?.state).toMatchObject({ why: 'consent' });
    await screen.getByText('recording paused: one of us has not agreed').waitFor();
    await until(() => ends().at(-1) === 'consent', 5000, 'the part to end');
    await press('Shift+P');
    await page.getByRole('alert').getByText('not agreed to be recorded').waitFor();
    await first.getByRole('button', { name: 'agrees' }).click();
    await page.getByRole('region', { name: 'Recording paused' }).getByText('Everybody has agreed').waitFor();
    await press('Shift+P');
    await is('recording');
    await hearsMore();
  });

  it('[M3.6] a microphone that is pulled out is told on both screens, and recording goes on when it is back', async () => {
    await page.evaluate(() => (globalThis as unknown as { unplug(): void }).unplug());
    await page.getByRole('alert').getByText('The microphone is gone').waitFor();
    await screen.getByText('the microphone is gone').waitFor();
    expect(ends().at(-1)).toBe('device-lost');
    const before = parts();
    await press('Shift+P');
    await until(() => parts() > before, 10_000, 'the next part');
    await hearsMore();
    await until(
      () => recording()?.notices.some(({ what }) => what === 'device-back') === true,
      5000,
      'what became of the microphone to be noted',
    );
    expect(recording()?.notices.map(({ what }) => what)).toEqual(['device-lost', 'device-back']);
  });

  it('[M3.6] five seconds without a way to the disk are told, and every sound of them is kept', async () => {
    const part = parts();
    const before = disk()?.entries.findLast((entry) => entry.kind === 'chunk')?.ms ?? 0;
    await page.route('**/api/recording.chunk**', (route) => route.abort());
    const began = Date.now();
    await page.getByText(/of sound are not on the disk yet/).waitFor();
    await pause(5000 - (Date.now() - began));
    const without = Date.now() - began;
    await page.unroute('**/api/recording.chunk**');
    await page.getByText(/of sound are not on the disk yet/).waitFor({ state: 'detached' });
    await press('Shift+P');
    await is('paused');
    expect(parts()).toBe(part);
    const file = disk()?.media.at(-1) ?? '';
    const ended = disk()?.entries.findLast((entry) => entry.kind === 'ended');
    const heard = hear(file).durationMs;
    console.log(`without a way for ${without} ms: ${Math.round(heard)} ms are kept, ${before} ms were before`);
    expect(ended?.durationMs).toBeGreaterThan(before + without - 250);
    expect(heard).toBeGreaterThan(before + without - 250);
    await press('Shift+P');
    await is('recording');
  });

  it('[M3.6] a page that is loaded anew goes on by itself, in a part of its own', async () => {
    await hearsMore();
    const before = parts();
    await page.reload();
    await until(() => parts() === before + 1, 15_000, 'the next part');
    await hearsMore();
    expect(recording()?.state.name).toBe('recording');
    await screen.getByText(/REC 00:\d\d:\d\d/).waitFor();
  });

  it('[M3.6] takes out the last minutes at the word of who objects, and goes on recording', async () => {
    await page.getByRole('button', { name: 'Somebody objects' }).click();
    await page.getByLabel('Why, in a few words').fill('A name was said.');
    await page.getByRole('button', { name: 'Take it out' }).click();
    await until(() => (recording()?.cuts.length ?? 0) > 0, 20_000, 'the cut');
    expect(recording()?.cuts[0]).toMatchObject({ fromMs: 0, reason: 'A name was said.' });
    expect(recording()?.state.name).toBe('recording');
    await hearsMore();
  });

  it('[M3.6] stops without a question, and says what was kept', async () => {
    await press('Shift+T');
    await is('stopped');
    await page.getByRole('region', { name: 'Recording stopped' }).getByText('Recorded 00:').waitFor();
    await screen.getByText('recording stopped').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
  });
});
