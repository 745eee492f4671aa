// A room is recorded with a microphone that speaks, and one of the app's three processes is killed, again and again.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { connect, until, type App } from '../../build/tour/app-driver.ts';
import { canDrive } from '../support/built.ts';
import { createDice } from '../support/dice.ts';
import { canHear, plugIn, speak } from '../support/fake-microphone.ts';
import { readKeptReview } from '../support/kept-review.ts';
import {
  everybodyAgrees,
  hear,
  openRoom,
  recordingsOnDisk,
  seeks,
  type DiskRecording,
} from '../support/recorded-room.ts';
import { meetInFacts } from '../support/running-meeting.ts';
import { createStage, untilGone } from '../support/stage.ts';

const kills = 50;
/** The most sound that a kill may cost, ms: R1 of speed.md. */
const mostLostMs = 250;
const opusFrameMs = 60;
const victims = ['page', 'browser', 'node'] as const;
type Victim = (typeof victims)[number];

const seed = Number(process.env['HOTWASH_SEED'] ?? Date.now() % 1_000_000);
const words = 'The deployment began at five past two. The queue grew, and nobody was paged for eleven minutes.';

/** A chunk whose acknowledgement reached the page. */
type Acknowledged = {
  readonly recording: string;
  readonly part: number;
  readonly index: number;
  readonly sha256: string;
};

/** Notes each chunk that the page was told is kept, as the browser saw the answer arrive. */
function listen(page: Page, acknowledged: Acknowledged[]): void {
  page.on('response', (response) => {
    const url = new URL(response.url());
    if (url.pathname !== '/api/recording.chunk') return;
    const { recording = '', part, index, sha256 = '' } = Object.fromEntries(url.searchParams);
    void response
      .json()
      .then((answer: { readonly ok: boolean }) => {
        if (answer.ok) acknowledged.push({ recording, part: Number(part), index: Number(index), sha256 });
      })
      // Its window was killed before the answer could be read.
      .catch(() => undefined);
  });
}

/** The process that runs the page, as the browser names it. */
async function rendererOf({ browser }: App): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const busiest = processInfo.filter(({ type }) => type === 'renderer').toSorted((a, b) => b.cpuTime - a.cpuTime)[0];
  if (busiest === undefined) throw new Error('The browser has no page.');
  return busiest.id;
}

describe.skipIf(!canDrive || !canHear)('a recording under kill -9', () => {
  const stage = createStage('recording-kills');

  it(`[M3.6] ${kills} kills of page, browser and Node lose nothing that was acknowledged, and at most ${mostLostMs} ms`, async () => {
    console.log(`recording kills: seed ${seed} (HOTWASH_SEED)`);
    const dice = createDice(seed);
    await stage.copySample();
    const review = await meetInFacts(stage.workspace);
    plugIn(stage.folder, speak(stage.folder, words));
    const acknowledged: Acknowledged[] = [];
    const lost: { readonly victim: Victim; readonly ms: number }[] = [];
    const missing: Acknowledged[] = [];
    /** How long each recording played when it was killed last, ms. */
    const heard = new Map<string, number>();
    const latest = () => recordingsOnDisk(stage.workspace, review).at(-1);
    const chunksOf = () => latest()?.entries.filter(({ kind }) => kind === 'chunk').length ?? 0;
    const partsOf = () => latest()?.entries.filter(({ kind }) => kind === 'part').length ?? 0;
    let app: App | undefined;
    let page: Page | undefined;

    for (let round = 1; round <= kills; round += 1) {
      const before = {
        parts: app === undefined ? 0 : partsOf(),
        recordings: recordingsOnDisk(stage.workspace, review).length,
      };
      if (app === undefined || page === undefined) {
        app = await stage.start();
        page = app.page;
        listen(page, acknowledged);
        await openRoom(page, review);
        await page.keyboard.press('Escape');
        if (round === 1) await everybodyAgrees(page);
        else await hearOfTheRecovery(page, stage.workspace, review);
        await page.locator('h1').click();
        await page.keyboard.press('Shift+P');
        const begun = () => recordingsOnDisk(stage.workspace, review).length > before.recordings;
        await until(begun, 10_000, 'a recording').catch(async (error: unknown) => {
          const shown = await page?.getByRole('region', { name: /^Recording/ }).allInnerTexts();
          throw new Error(`No recording began; the page says: ${(shown ?? []).join(' | ')}`, { cause: error });
        });
      } else {
        // A page that is loaded anew goes on by itself, in a part of its own.
        listen(page, acknowledged);
        await until(() => partsOf() > before.parts, 15_000, 'the next part');
      }
      const start = chunksOf();
      await until(() => chunksOf() > start + 3, 10_000, 'sound to reach the disk');
      const victim = victims[Math.floor(dice() * victims.length)] ?? 'node';
      const renderer = victim === 'page' ? await rendererOf(app) : 0;
      await new Promise((resolve) => setTimeout(resolve, dice() * 900));
      const killedAt = Date.now();
      if (victim === 'page') {
        process.kill(renderer, 'SIGKILL');
        await untilGone(renderer);
      } else {
        process.kill(victim === 'node' ? app.ready.pid : app.ready.browserPid, 'SIGKILL');
        await untilGone(app.ready.browserPid);
        const { child } = app;
        await until(() => child.exitCode !== null || child.signalCode !== null, 20_000, 'Node to end');
      }
      const disk = latest();
      if (disk === undefined) throw new Error('Nothing is kept.');
      lost.push({ victim, ms: lostBy(killedAt, disk) });
      // Once it is recovered, one file that seeks stands in the parts' place; the parts are judged as the kill left them.
      missing.push(...acknowledged.filter((each) => each.recording === disk.id && !isKept(each, disk)));
      heard.set(disk.id, judge(disk.media));
      if (victim === 'page') {
        ({ page } = await reload(app));
      } else {
        app = undefined;
        page = undefined;
      }
    }
    await app?.close();
    app = await stage.start();
    await app.close();

    report(lost, acknowledged);
    expect(missing).toEqual([]);
    for (const { id, media, entries } of recordingsOnDisk(stage.workspace, review)) {
      expect(judge(media)).toBeGreaterThan((heard.get(id) ?? Number.POSITIVE_INFINITY) - opusFrameMs);
      const inList = new Set(entries.flatMap((entry) => (entry.kind === 'chunk' ? [entry.sha256] : [])));
      expect(acknowledged.filter((each) => each.recording === id && !inList.has(each.sha256))).toEqual([]);
    }
    expect(lost.filter(({ ms }) => ms > mostLostMs)).toEqual([]);
    expect(lost).toHaveLength(kills);
    expect(acknowledged.length).toBeGreaterThan(kills * 3);
    const { recordings } = readKeptReview(stage.workspace, review).review;
    const links = new Map(recordingsOnDisk(stage.workspace, review).map(({ id, link }) => [id, link]));
    for (const { id, state } of recordings) expect(state).toMatchObject({ name: 'stopped', link: links.get(id) });
  }, 900_000);
});

/** Sound between the last that is kept and the kill: the wall clock at the kill, less the part's start and its length. */
function lostBy(killedAt: number, { entries, media }: DiskRecording): number {
  const part = entries.findLast((entry) => entry.kind === 'part');
  const file = media.at(-1);
  if (part?.kind !== 'part' || file === undefined) throw new Error('Nothing of the part is kept.');
  return Math.round(killedAt - part.startedAt - hear(file).durationMs);
}

/** Loads a page anew whose process is gone, as its reader would; the driver has lost hold of it, the browser has not. */
async function reload({ browser, ready }: App): Promise<{ readonly page: Page }> {
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  const targetId = targetInfos.find(({ type }) => type === 'page')?.targetId ?? '';
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
  await session.send('Target.sendMessageToTarget', { sessionId, message: '{"id":1,"method":"Page.reload"}' });
  let page: Page | undefined;
  await until(
    async () => (page = (await connect(ready).catch(() => undefined))?.page) !== undefined,
    10_000,
    'the page to be there again',
  );
  if (page === undefined) throw new Error('The page did not come back.');
  return { page };
}

/** Where the room is opened again it says that the recording was recovered, and where it ends. */
async function hearOfTheRecovery(page: Page, workspace: string, review: string): Promise<void> {
  const last = readKeptReview(workspace, review).review.recordings.at(-1);
  if (last?.state.name !== 'stopped') throw new Error('The recording was not recovered.');
  expect(last.state.why).toBe('recovered');
  const panel = page.getByRole('region', { name: 'Recordings of this review' });
  await page.locator('h1').click();
  // Whether it was open is remembered by the browser, which had no time to keep it.
  await panel.waitFor({ timeout: 3_000 }).catch(async () => page.keyboard.press('Shift+R'));
  const list = panel.getByRole('listitem');
  const count = readKeptReview(workspace, review).review.recordings.length;
  let seen: readonly string[] = [];
  const knowsAll = async (): Promise<boolean> => {
    seen = await list.allInnerTexts();
    return seen.length === count && !seen.some((text) => /not stopped/.test(text));
  };
  await until(knowsAll, 30_000, 'the page to know of every recording').catch((error: unknown) => {
    throw new Error(`${count} recordings are kept, and the page knows of: ${seen.join(' | ')}`, { cause: error });
  });
  const strip = page.getByRole('region', { name: 'Recording stopped' });
  await strip.waitFor();
  const seconds = String(Math.floor(last.state.durationMs / 1000) % 60).padStart(2, '0');
  expect(await strip.innerText()).toMatch(new RegExp(`recovered, ends 00:\\d\\d:${seconds}`));
}

/** How long files play, one after the other, ms. Each is read to its end, and sound comes out of its middle. */
function judge(files: readonly string[]): number {
  return files.reduce((sum, file) => {
    const { durationMs, codec } = hear(file);
    expect({ codec, plays: durationMs > 0, seeks: seeks(file, durationMs / 2) }).toEqual({
      codec: 'opus',
      plays: true,
      seeks: true,
    });
    return sum + durationMs;
  }, 0);
}

/** Whether an acknowledged chunk stands in the list, and its bytes in the file, where they were said to be. */
function isKept({ part, index, sha256 }: Acknowledged, { entries, media }: DiskRecording): boolean {
  const chunks = entries.flatMap((entry) => (entry.kind === 'chunk' && entry.part === part ? [entry] : []));
  const chunk = chunks[index];
  const file = media[part - 1];
  if (chunk?.sha256 !== sha256 || file === undefined) return false;
  const from = chunks.slice(0, index).reduce((sum, { bytes }) => sum + bytes, 0);
  const bytes = readFileSync(file).subarray(from, from + chunk.bytes);
  return createHash('sha256').update(bytes).digest('hex') === sha256;
}

function report(
  lost: readonly { readonly victim: Victim; readonly ms: number }[],
  acknowledged: readonly Acknowledged[],
) {
  const of = (victim: Victim) => lost.filter((each) => each.victim === victim).map(({ ms }) => ms);
  const told = victims.map((victim) => `${victim} ${of(victim).length} (most ${Math.max(0, ...of(victim))} ms)`);
  const sorted = lost.map(({ ms }) => ms).toSorted((a, b) => a - b);
  console.log(
    `${lost.length} kills: ${told.join(', ')}; median ${sorted[Math.floor(sorted.length / 2)]} ms of sound lost; ${acknowledged.length} chunks acknowledged`,
  );
}
