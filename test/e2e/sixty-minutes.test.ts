// An hour's meeting in a minute, through the console and the audience window: asleep, killed twice, over time, inquorate.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { until, type App } from '../../build/tour/app-driver.ts';
import { answerTriage } from '../../build/tour/causes.ts';
import { createHands, leaveField, type Hands } from '../../build/tour/hands.ts';
import { sampleScript } from '../../build/tour/script.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { meetingTime, plannedVersusActual } from '../../shared/meeting/planned-actual.ts';
import { canDrive, hotwash } from '../support/built.ts';
import { readKeptReview } from '../support/kept-review.ts';
import { beginPace, startPaced, type PacedApp } from '../support/paced-stage.ts';
import { prepareDraft } from '../support/running-meeting.ts';
import { createStage, untilGone } from '../support/stage.ts';

const rate = 60;
const minute = 60_000;
const stage = createStage('sixty');
const review = sampleScript.draft as ReviewId;

/** The console at the room, the audience window beside it, and hands for the console. */
type Room = { readonly paced: PacedApp; readonly hands: Hands; readonly audience: Page };

async function enterRoom(): Promise<Room> {
  const paced = await startPaced(stage);
  const hands = createHands(paced.app.page);
  await hands.goTo(`#/reviews/${review}/room`);
  await paced.app.page.getByRole('heading', { level: 1 }).waitFor();
  return { paced, hands, audience: await openAudience(paced.app) };
}

async function openAudience({ page, context }: App): Promise<Page> {
  const opening = context.waitForEvent('page');
  await key(page, 'a');
  const audience = await opening;
  await audience.getByRole('main').waitFor();
  return audience;
}

async function key(page: Page, stroke: string): Promise<void> {
  await leaveField(page);
  await page.keyboard.press(stroke);
}

/** Types an answer to what the line asks for; the first stroke asked for it. */
async function answer({ hands }: Room, stroke: string, text: string): Promise<void> {
  await key(hands.page, stroke);
  await hands.say(text);
}

const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name, exact: true }).first().waitFor();

async function goOn({ hands }: Room, to: string): Promise<void> {
  await key(hands.page, 'n');
  await heading(hands.page, to);
}

async function checkIn({ hands: { page } }: Room, members: readonly string[]): Promise<void> {
  const more = page.getByRole('button', { name: /Somebody else of the roster/ });
  if (await more.isVisible()) await more.click();
  for (const member of members) {
    const code = new RegExp(member.replace('-', '.'), 'i');
    await page.getByRole('checkbox', { name: code }).click();
    await page.getByRole('checkbox', { name: code, checked: true }).waitFor();
  }
}

/** Kills one of the two processes in the middle of the meeting; the other ends by itself. */
async function kill({ paced: { app } }: Room, victim: 'node' | 'browser'): Promise<void> {
  process.kill(victim === 'node' ? app.ready.pid : app.ready.browserPid, 'SIGKILL');
  await untilGone(app.ready.browserPid);
  await until(() => app.child.exitCode !== null || app.child.signalCode !== null, 20_000, 'Node to end');
}

const kept = () => readKeptReview(stage.workspace, review).review;
const gapStrip = (page: Page) => page.getByRole('region', { name: 'Gap in time' });

describe.skipIf(!canDrive)('a meeting of sixty minutes', () => {
  it('[M3.2] [M1.2] [M3.1] [M1.6] adds up to the second through sleep, two kills, overtime and a refused close', async () => {
    await stage.copySample();
    await prepareDraft(stage.workspace);
    beginPace(stage, rate);

    let room = await enterRoom();
    await checkIn(room, sampleScript.present.slice(0, 2));
    await answer(room, 's', 'Two are on their way.');
    await heading(room.hands.page, 'Open');
    expect(kept().inquorateReason).toBe('Two are on their way.');
    const began = kept().agenda.startedAt ?? 0;
    const at = async (said: number): Promise<void> => {
      const left = began + said * minute - kept().agenda.gaps.reduce((sum, gap) => sum - gap.ms, room.paced.now());
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, left / rate));
    };

    // The lid was closed for forty minutes.
    await room.paced.jump(40 * minute);
    await gapStrip(room.hands.page).waitFor();
    expect(await gapStrip(room.hands.page).innerText()).toMatch(/slept for 40:0\d/);
    await key(room.hands.page, 'g');
    await gapStrip(room.hands.page).waitFor({ state: 'detached' });
    await checkIn(room, sampleScript.present.slice(2));
    await at(2);
    await goOn(room, 'Commitments');
    // A short sleep is counted; those of a restart are left out, as this machine's speed says how long one takes.
    await room.paced.jump(minute / 2);
    await gapStrip(room.hands.page).getByRole('button', { name: 'Count it' }).click();
    await gapStrip(room.hands.page).waitFor({ state: 'detached' });
    await at(4);
    await goOn(room, 'Facts');

    for (const { text } of sampleScript.facts) await room.hands.say(text);
    await answer(room, 'h', sampleScript.idea);
    await room.hands.see(/1 idea held/);
    await at(9);
    await kill(room, 'node');
    room = await enterRoom();
    await heading(room.hands.page, 'Facts');
    await gapStrip(room.hands.page).waitFor();
    await key(room.hands.page, 'g');
    await gapStrip(room.hands.page).waitFor({ state: 'detached' });

    // Over time: two minutes by hands, one minute by hands, then on.
    for (const [hands, extended] of [
      ['4 0 0', 1],
      ['3 1 0', 2],
    ] as const) {
      await room.audience
        .getByText(/extend|park|next/i)
        .first()
        .waitFor({ timeout: 60_000 });
      const overTime = room.hands.page.getByRole('region', { name: 'Over time' });
      await overTime.waitFor({ timeout: 60_000 });
      await answer(room, 'o', hands);
      await until(() => facts().extensions === extended, 5000, 'the extension');
      await overTime.waitFor({ state: 'detached' });
    }
    await room.hands.page.getByRole('region', { name: 'Over time' }).waitFor({ timeout: 60_000 });
    await key(room.hands.page, 'x');
    await room.hands.refusal('M3.2');
    await goOn(room, 'Agree');

    await key(room.hands.page, 'n');
    await room.hands.refusal('M3.1');
    await room.hands.say('4');
    await room.hands.see(/agreed at/);
    await goOn(room, 'Causes');
    await answerTriage(room.hands);
    await room.hands.page.getByRole('button', { name: 'Take it up' }).click();
    await room.hands.page.getByRole('treeitem').filter({ hasText: sampleScript.idea }).waitFor();
    await answer(room, 'p', sampleScript.parked);
    await room.hands.see(/1 parked/);
    await kill(room, 'browser');
    room = await enterRoom();
    await heading(room.hands.page, 'Causes');
    if (await gapStrip(room.hands.page).isVisible()) await key(room.hands.page, 'Shift+G');
    await answer(room, 'k', 'Somebody is at the door.');
    await until(() => kept().agenda.pace.name === 'paused', 5000, 'the pause');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await key(room.hands.page, 'k');
    await until(() => kept().agenda.pace.name === 'running', 5000, 'the clock to go on');
    await at(46);
    await goOn(room, 'Actions');
    await room.hands.say(sampleScript.action);
    await room.hands.see(sampleScript.action);
    await at(54);
    await goOn(room, 'Sign');
    await room.hands.say(sampleScript.summary);
    await room.hands.refusal('M1.6');
    await at(58);
    await exitAndClose(room);
    await room.audience.getByText('closed').first().waitFor();

    const closed = kept();
    const closedAt = closed.closedAt ?? 0;
    const time = meetingTime(plannedVersusActual(closed, closedAt));
    expect(time.takenMs / minute).toBeGreaterThan(50);
    expect(time.takenMs + time.pausedMs + time.leftOutMs).toBe(closedAt - began);
    expect(closed.agenda.gaps.map(({ cause }) => cause)).toEqual(expect.arrayContaining(['sleep', 'crash']) as unknown);
    expect(closed.agenda.overAnswers.map(({ hands, choice }) => [hands.extend, choice])).toEqual([
      [4, 'extend'],
      [3, 'extend'],
    ]);
    await expectShownTable(room.hands.page, closedAt - began);
    await room.paced.app.close();
    expectRecordedTime();
  });
});

const facts = () => {
  const item = kept().agenda.items.find(({ id }) => id === 'facts');
  if (item === undefined) throw new Error('there is no such item');
  return item;
};

async function exitAndClose({ hands }: Room): Promise<void> {
  const { page } = hands;
  await page.getByLabel(/^Exit/).selectOption('park');
  await page.getByLabel(/^Until/).fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Give it this exit' }).click();
  await page.getByRole('button', { name: 'Give it this exit' }).waitFor({ state: 'detached' });
  await hands.say(sampleScript.summary);
  await page.getByRole('link', { name: 'To the record' }).waitFor();
}

/** The table that the facilitator sees: its lines add up to its foot, and the foot to the wall's span, to the second. */
async function expectShownTable(page: Page, spanMs: number): Promise<void> {
  const region = page.getByRole('region', { name: 'Time planned and taken' });
  const taken = await region.locator('tbody tr td:nth-of-type(3)').allInnerTexts();
  const foot = await region.locator('tfoot tr td:nth-of-type(3)').innerText();
  expect(taken.reduce((sum, text) => sum + secondsOf(text), 0)).toBe(secondsOf(foot));
  const [, whole = '', paused = '', leftOut = '', wall = ''] =
    /^(\S+) taken \+ (\S+) paused \+ (\S+) left out = (\S+) on the wall/m.exec(await region.innerText()) ?? [];
  expect(whole).toBe(foot);
  expect(secondsOf(whole) + secondsOf(paused) + secondsOf(leftOut)).toBe(secondsOf(wall));
  expect(Math.abs(secondsOf(wall) - spanMs / 1000)).toBeLessThan(1);
  console.log(`on the screen: ${whole} taken + ${paused} paused + ${leftOut} left out = ${wall} on the wall`);
}

/** `1:02:03` and `2:03` in seconds. */
const secondsOf = (text: string): number => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

type RecordedTime = {
  readonly startedAt: string;
  readonly closedAt: string;
  readonly time: {
    readonly items: readonly { readonly takenMs: number }[];
    readonly pauses: readonly { readonly ms: number | null }[];
    readonly gaps: readonly { readonly ms: number; readonly counted: boolean }[];
  };
};

/** The record as an auditor gets it: what was taken, paused and left out is the time between start and close. */
function expectRecordedTime(): void {
  const bundle = join(stage.folder, 'record');
  const exported = hotwash('record', 'export', review, bundle, '--workspace', stage.workspace);
  expect(exported.stderr).toBe('');
  const record = JSON.parse(readFileSync(join(bundle, 'data', 'review.json'), 'utf8')) as RecordedTime;
  const { items, pauses, gaps } = record.time;
  const all = [...items.map(({ takenMs }) => takenMs), ...pauses.map(({ ms }) => ms ?? 0)];
  const leftOut = gaps.filter(({ counted }) => !counted).map(({ ms }) => ms);
  const sum = [...all, ...leftOut].reduce((total, ms) => total + ms, 0);
  expect(sum).toBe(Date.parse(record.closedAt) - Date.parse(record.startedAt));
}
