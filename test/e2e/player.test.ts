// A real recording that lies on the disk: through the sync into the page's database, and played from there.
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { until } from '../../build/tour/app-driver.ts';
import { call, makeRecordedRoom, record, recorded, type RecordedRoom } from '../../electron/host/recording-fixture.ts';
import { missingTools, speak, toChunks } from '../../electron/recordings/testing.ts';
import type { MemberId } from '../../shared/domain/ids.ts';
import { seriousFaults } from '../support/accessibility.ts';
import { canDrive } from '../support/built.ts';
import { createStage, type Stage } from '../support/stage.ts';

const missing = missingTools();
if (missing !== null) console.warn(`skipped: ${missing}`);
const shots = process.env['HOTWASH_SHOTS'];

type Counts = { readonly raw: number; readonly blocks: number };

/** How many records of sound the page's database holds. */
const countSound = (page: Page): Promise<Counts> =>
  page.evaluate(async () => {
    // Opening would make it, and keep the page from giving it its tables.
    const known = await indexedDB.databases();
    if (!known.some(({ name, version }) => name === 'hotwash' && (version ?? 0) >= 60)) return { raw: 0, blocks: 0 };
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('hotwash');
      request.addEventListener('success', () => resolve(request.result));
    });
    const count = (name: string): Promise<number> =>
      new Promise((resolve) => {
        const request = database.transaction(name).objectStore(name).count();
        request.addEventListener('success', () => resolve(request.result));
      });
    const counts = { raw: await count('recordingBytes'), blocks: await count('mediaBlocks') };
    database.close();
    return counts;
  });

/** Records a part of so many seconds in which a claim is added. */
async function recordPart(room: RecordedRoom, claim: string, seconds: number): Promise<void> {
  const chunks = toChunks(await speak(`Part ${claim}. The queue grew, and nobody was paged.`, seconds));
  const { part } = await record(room, room.running, chunks);
  room.clock.pass(-1000 * Math.ceil(seconds / 2));
  const text = `${claim}: the queue of the payment worker grew from 40 to 9,000 entries`;
  await room.command({ type: 'claim.add', id: claim, text, happenedAt: null, author: 'ops-01' as MemberId });
  room.clock.pass(1000 * Math.ceil(seconds / 2));
  const ref = { review: room.review, recording: recorded };
  await call(room.running, 'recording.end-part', { ...ref, part, why: 'paused' });
}

async function makeStage(name: string, seconds: readonly number[]): Promise<{ stage: Stage; room: RecordedRoom }> {
  const stage = createStage(name);
  const room = await makeRecordedRoom(stage.folder);
  // The real clock tells the app that is started later; sound of months ago would be deleted by it.
  room.clock.pass(Date.now() - 3_600_000 - room.clock.wall());
  for (const [index, each] of seconds.entries()) {
    await recordPart(room, `claim${index + 1}`, each);
    room.clock.pass(60_000);
  }
  return { stage, room };
}

const stopAndClose = async ({ running, review }: RecordedRoom): Promise<void> => {
  await call(running, 'recording.stop', { review, recording: recorded });
  await running.close();
};

const player = (page: Page) => page.getByRole('group', { name: 'Player' });
const slider = (page: Page) => player(page).getByRole('slider');
const secondsAt = async (page: Page): Promise<number> => Number(await slider(page).getAttribute('aria-valuenow'));
const openRecord = (page: Page, review: string) =>
  page.evaluate((id) => void (location.hash = `#/reviews/${id}/record`), review);
const currentTimes = (page: Page): Promise<number[]> =>
  page.locator('audio').evaluateAll((all) => all.map((each) => (each as HTMLAudioElement).currentTime));

describe.skipIf(!canDrive || missing !== null)('the player', () => {
  it('[M3.6] plays one file that the page fetched: seeks, goes by markers and keys, and pauses', async () => {
    const { stage, room } = await makeStage('player', [14, 9]);
    await stopAndClose(room);
    const { page } = await stage.start();
    await page.setViewportSize({ width: 1440, height: 900 });
    await openRecord(page, room.review);
    await until(async () => (await countSound(page)).blocks === 1, 30_000, 'the one file to be fetched');
    await until(async () => (await countSound(page)).raw === 0, 5000, 'the chunks to be deleted');
    await page.getByText('one file, verified').waitFor();

    await player(page).getByRole('button', { name: 'Play' }).click();
    await until(async () => (await secondsAt(page)) >= 2, 15_000, 'two seconds to sound');
    expect(Math.max(...(await currentTimes(page)))).toBeGreaterThan(1.5);
    await slider(page).focus();
    await page.keyboard.press('Space');
    const paused = await secondsAt(page);
    await page.keyboard.press('ArrowRight');
    expect(await secondsAt(page)).toBe(paused + 5);
    await page.keyboard.press('End');
    expect(await secondsAt(page)).toBeGreaterThanOrEqual(22);
    await page.keyboard.press('Home');
    await page.keyboard.press('.');
    expect(await slider(page).getAttribute('aria-valuetext')).toMatch(/^[678] seconds of 23 seconds, Claim claim1/);
    const box = await slider(page).boundingBox();
    if (box === null) throw new Error('the line is drawn');
    await page.mouse.click(box.x + box.width * 0.75, box.y + box.height / 2);
    expect(Math.abs((await secondsAt(page)) - 17)).toBeLessThanOrEqual(1);
    await until(
      async () => Math.abs(Math.max(...(await currentTimes(page))) - 17.25) < 0.7,
      5000,
      'the sound to be there',
    );

    await page
      .getByRole('list', { name: 'Markers' })
      .getByRole('button', { name: /claim2/ })
      .click();
    expect(await slider(page).getAttribute('aria-valuetext')).toContain('claim2');
    await page.emulateMedia({ colorScheme: 'dark' });
    if (shots !== undefined) await page.screenshot({ path: join(shots, 'player-dark.png') });
    expect(await seriousFaults(page)).toEqual([]);
    if (shots !== undefined) await page.screenshot({ path: join(shots, 'player-light.png') });
  });

  it('[M3.6] joins parts that are no one file yet, and says which are not here', async () => {
    const { stage, room } = await makeStage('player-parts', [4, 4, 4]);
    await stopAndClose(room);
    // Cut short: no one file can be made, and what was acknowledged of it is not all there.
    const folder = join(stage.workspace, 'recordings', room.review, recorded);
    await truncate(join(folder, 'part-003.webm'), 3000);
    const { page } = await stage.start();
    await openRecord(page, room.review);
    await page.getByText('2 of 3 parts are here').waitFor();
    await player(page).getByRole('button', { name: 'Play' }).click();
    await slider(page).focus();
    await page.keyboard.press('Home');
    await until(async () => (await secondsAt(page)) >= 3, 15_000, 'the first part to sound');
    const begun = performance.now();
    await until(async () => (await secondsAt(page)) >= 5, 15_000, 'the second part to sound');
    expect(performance.now() - begun).toBeLessThan(4000);
    await page.keyboard.press('ArrowLeft');
    await until(async () => (await secondsAt(page)) <= 2, 5000, 'the first part again');
    await player(page).getByRole('button', { name: 'Pause' }).click();
    await page.emulateMedia({ colorScheme: 'dark' });
    if (shots !== undefined) await page.screenshot({ path: join(shots, 'player-parts.png') });
  });
});
