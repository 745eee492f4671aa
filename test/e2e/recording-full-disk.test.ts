// A room is recorded on a disk that fills up: it warns, it stops in words, and what was recorded plays.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../build/tour/app-driver.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { canDrive, isRootOnLinux } from '../support/built.ts';
import { canHear, plugIn, speak } from '../support/fake-microphone.ts';
import { readKeptReview } from '../support/kept-review.ts';
import { everybodyAgrees, hear, openRoom, recordingsOnDisk } from '../support/recorded-room.ts';
import { meetInFacts } from '../support/running-meeting.ts';
import { createStage } from '../support/stage.ts';

if (!isRootOnLinux) console.warn('skipped: a disk that fills up needs root on Linux, to mount a tmpfs');

const mega = 1e6;

describe.skipIf(!canDrive || !canHear || !isRootOnLinux)('a recording on a disk that fills up', () => {
  const stage = createStage('recording-full-disk');
  const disk = join(stage.folder, 'disk');
  const workspace = join(disk, 'workspace');
  let review: ReviewId;
  let page: Page;
  const recordings = () => readKeptReview(workspace, review).review.recordings;
  const press = async (key: string): Promise<void> => {
    await page.locator('h1').click();
    await page.keyboard.press(key);
  };
  const isRecording = (count: number) =>
    until(
      () => recordings().length === count && recordings().at(-1)?.state.name === 'recording',
      10_000,
      'a recording',
    );
  /** Leaves so many bytes free. */
  const leave = async (bytes: number): Promise<void> => {
    rmSync(join(disk, 'filler'), { force: true });
    const { bavail, bsize } = statfsSync(disk);
    await writeFile(join(disk, 'filler'), Buffer.alloc(bavail * bsize - bytes, 1));
  };

  beforeAll(async () => {
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', disk]);
    await stage.copySample(workspace);
    review = await meetInFacts(workspace);
    plugIn(stage.folder, speak(stage.folder, 'The disk of the meeting room is small.'));
    page = (await stage.start(workspace)).page;
    await openRoom(page, review);
    await everybodyAgrees(page);
    await press('Shift+P');
    await isRecording(1);
  });
  // Registered last, so it runs first: a mount point cannot be removed.
  afterAll(() => void execFileSync('umount', ['-l', disk]));

  it('[M3.6] warns while there is room for less than two hours', async () => {
    await leave(212 * mega);
    const strip = page.getByRole('region', { name: 'Recording', exact: true });
    await page.getByText(/The disk has room for (?:\d+ minutes?|1\.\d hours) of recording/).waitFor();
    expect(await strip.count()).toBeGreaterThan(0);
    expect(recordings().at(-1)?.state.name).toBe('recording');
  });

  it('[M3.6] stops below 200 MB, says so, and what was recorded plays', async () => {
    await leave(195 * mega);
    await page.getByRole('alert', { name: 'Recording stopped' }).waitFor();
    expect(await page.getByRole('alert', { name: 'Recording stopped' }).innerText()).toMatch(
      /less than 200 MB are left on the disk\. 00:\d\d:\d\d.* is kept/,
    );
    const { state } = recordings()[0] ?? {};
    expect(state).toMatchObject({ name: 'stopped', why: 'disk-full' });
    const kept = () => recordingsOnDisk(workspace, review)[0];
    const isJoined = () => kept()?.media.length === 1 && kept()?.entries.at(-1)?.kind === 'media';
    await until(isJoined, 15_000, 'one file that seeks');
    const played = hear(kept()?.media[0] ?? '').durationMs;
    expect(Math.abs(played - (state?.name === 'stopped' ? state.durationMs : 0))).toBeLessThan(250);
    expect(played).toBeGreaterThan(1000);
  });

  it('[M3.6] refuses to begin again until there is room, in words, and then begins', async () => {
    await page.getByRole('button', { name: 'I have read it' }).click();
    await press('Shift+P');
    await page
      .getByText(/Less than 200 MB are free on the disk/)
      .first()
      .waitFor();
    expect(recordings()).toHaveLength(1);
    await leave(300 * mega);
    await press('Shift+P');
    const isHeard = () =>
      recordingsOnDisk(workspace, review).filter(({ entries }) => entries.some(({ kind }) => kind === 'chunk'))
        .length === 2;
    await until(isHeard, 10_000, 'sound to reach the disk again');
    expect(recordings().at(-1)?.state.name).toBe('recording');
    await press('Shift+T');
    await until(() => recordings().at(-1)?.state.name === 'stopped', 10_000, 'the stop');
  });
});
