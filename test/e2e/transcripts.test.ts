// [M3.6] A real WebVTT file taken in through the window and put right by real keys alone, beside a real recording.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { until, type App } from '../../build/tour/app-driver.ts';
import { call, makeRecordedRoom, record, recorded, type RecordedRoom } from '../../electron/host/recording-fixture.ts';
import { missingTools, speak, toChunks } from '../../electron/recordings/testing.ts';
import type { MemberId } from '../../shared/domain/ids.ts';
import { seriousFaults } from '../support/accessibility.ts';
import { canDrive } from '../support/built.ts';
import { createStage } from '../support/stage.ts';

const missing = missingTools();
if (missing !== null) console.warn(`skipped: ${missing}`);
const shots = process.env['HOTWASH_SHOTS'];
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `transcript-${name}.png`) });
};

const said = [
  ['00:00.400', '00:02.000', 'Speaker 1', 'We saw the alarm at nine.'],
  [
    '00:02.200',
    '00:05.600',
    'Speaker 2',
    '<00:02.200>The <00:02.600>pool <00:03.400>was <00:04.000>exausted, <00:04.600>and nobody was paged.',
  ],
  ['00:05.900', '00:06.400', 'Speaker 1', 'Yes.'],
  [
    '00:06.500',
    '00:08.800',
    'Grace Brewster Murray Hopper of the Platform Group',
    'Every retry took another connection 🚢.',
  ],
  ['00:09.000', '00:10.200', 'דוד בן-גוריון', 'המאגר היה מלא לגמרי.'],
  ['00:10.400', '00:11.900', 'Speaker 2', 'We rolled back at 09:14.'],
  ['00:30.000', '00:32.000', 'Speaker 1', 'This was said after the recording had ended.'],
] as const;

const vtt = `WEBVTT\n\n${said.map(([from, to, who, text]) => `${from} --> ${to}\n<v ${who}>${text}</v>\n`).join('\n')}`;

const row = (page: Page, number: number): Locator => page.locator(`[role="row"][aria-rowindex="${number}"]`);
const cell = (page: Page, number: number, column: number): Locator =>
  row(page, number)
    .getByRole('gridcell')
    .nth(column - 1);
const textOf = (page: Page, number: number): Locator => cell(page, number, 3);
const rows = async (page: Page): Promise<number> => Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
const caretTo = async (page: Page, place: number): Promise<void> => {
  await page.keyboard.press('Control+Home');
  for (let step = 0; step < place; step += 1) await page.keyboard.press('ArrowRight');
};
const undone = async (page: Page, times: number): Promise<void> => {
  for (let time = 0; time < times; time += 1) await press(page, 'Control+z');
};

/** A meeting that goes on, twelve seconds of which were recorded, with one claim. */
async function recordRoom(folder: string): Promise<RecordedRoom> {
  const room = await makeRecordedRoom(folder);
  // The real clock tells the app that is started later; sound of months ago would be deleted by it.
  room.clock.pass(Date.now() - 3_600_000 - room.clock.wall());
  const chunks = toChunks(await speak('We saw the alarm at nine. The pool was exhausted, and nobody was paged.', 12));
  const { part } = await record(room, room.running, chunks);
  const ref = { review: room.review, recording: recorded };
  await call(room.running, 'recording.end-part', { ...ref, part, why: 'paused' });
  const text = 'The connection pool was exhausted after the second wave';
  await room.command({ type: 'claim.add', id: 'claim1', text, happenedAt: null, author: 'ops-01' as MemberId });
  await call(room.running, 'recording.stop', ref);
  await room.running.close();
  return room;
}

describe.skipIf(!canDrive || missing !== null)('the transcript editor', () => {
  const stage = createStage('transcripts');
  let app: App;
  let page: Page;
  let review = '';
  let transcriptHash = '';

  beforeAll(async () => {
    ({ review } = await recordRoom(stage.folder));
    await writeFile(join(stage.folder, 'teams export.vtt'), vtt);
    app = await stage.start();
    page = app.page;
    page.setDefaultTimeout(20_000);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('[M3.6] a file is taken in from the place of its review and opened, without a pointer', async () => {
    // Asked for early: the browser is told of it beside, and a key that comes sooner opens a chooser nobody sees.
    const chooser = page.waitForEvent('filechooser');
    await page.evaluate((id) => void (location.hash = `#/reviews/${id}/prepare`), review);
    await page.getByText('There is none yet.').waitFor();
    await page.waitForTimeout(300);
    await page.getByRole('button', { name: 'Import a transcript' }).focus();
    await press(page, 'Enter');
    await (await chooser).setFiles(join(stage.folder, 'teams export.vtt'));
    const link = page.getByRole('link', { name: 'imported from teams export.vtt' });
    await link.waitFor();
    await page.getByText('0 of 7 verified').waitFor();
    await shoot(page, 'list');
    expect(await seriousFaults(page)).toEqual([]);
    await link.focus();
    await press(page, 'Enter');
    await page.getByRole('grid').waitFor();
    transcriptHash = await page.evaluate(() => location.hash);
    expect(transcriptHash).toMatch(/^#\/transcripts\/t/);
    expect(await rows(page)).toBe(7);
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe('1');
    await shoot(page, 'open');
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('[M3.6] words are written in place, verified and left, and their times stay', async () => {
    const before = await cell(page, 2, 1).getAttribute('title');
    await press(page, 'ArrowDown', 'Enter');
    await caretTo(page, 'The pool was '.length);
    for (let step = 0; step < 'exausted'.length; step += 1) await press(page, 'Shift+ArrowRight');
    await page.keyboard.type('exhausted');
    await shoot(page, 'writing');
    expect(await seriousFaults(page)).toEqual([]);
    await press(page, 'Control+Enter');
    await expect.poll(() => textOf(page, 2).innerText()).toBe('The pool was exhausted, and nobody was paged.');
    await expect.poll(() => cell(page, 2, 4).innerText()).toContain('verified');
    expect(await cell(page, 2, 1).getAttribute('title')).toBe(before);
    // Who writes goes on writing in the next one.
    await expect.poll(() => row(page, 3).getByRole('textbox').count()).toBe(1);
    await press(page, 'Escape');
    await expect.poll(() => row(page, 3).getByRole('textbox').count()).toBe(0);
    expect(await textOf(page, 3).innerText()).toBe('Yes.');
    expect(await cell(page, 3, 4).innerText()).toContain('draft');
  });

  it('[M3.6] a split at the caret and a merge give the segment back; undo takes each back', async () => {
    await press(page, 'ArrowUp', 'Enter');
    await caretTo(page, 'The pool was exhausted,'.length);
    await press(page, 'Alt+Enter');
    await expect.poll(() => rows(page)).toBe(8);
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe('3');
    const [first, second] = [await textOf(page, 2).innerText(), await textOf(page, 3).innerText()];
    expect(`${first} ${second}`.replaceAll(/\s+/g, ' ')).toBe('The pool was exhausted, and nobody was paged.');
    await press(page, 'ArrowUp', 'm');
    await expect.poll(() => rows(page)).toBe(7);
    await expect.poll(() => textOf(page, 2).innerText()).toBe('The pool was exhausted, and nobody was paged.');
    await undone(page, 1);
    await expect.poll(() => rows(page)).toBe(8);
    await undone(page, 1);
    await expect.poll(() => rows(page)).toBe(7);
    expect(await cell(page, 2, 4).innerText()).toContain('verified');
  });

  it('[M3.6] who speaks is said of a range, renamed everywhere and tied to the roster', async () => {
    await press(page, 'Home', 'ArrowDown', 'ArrowDown', 'Shift+ArrowDown', 's');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Speaker 2');
    await press(page, 'Enter');
    await expect.poll(() => cell(page, 4, 2).innerText()).toBe('Speaker 2');
    expect(await cell(page, 3, 2).innerText()).toBe('Speaker 2');
    await press(page, 'r');
    await page.getByRole('dialog').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await shoot(page, 'speaker');
    await press(page, 'Control+a');
    await page.keyboard.type('Ada Lovelace');
    await press(page, 'Tab');
    await page.keyboard.type('ops-01');
    await press(page, 'Tab', 'Tab', 'Enter');
    for (const number of [2, 3, 4, 6]) await expect.poll(() => cell(page, number, 2).innerText()).toBe('Ada Lovelace');
    await page.getByText('is ops-01').waitFor();
    await undone(page, 3);
    await expect.poll(() => cell(page, 4, 2).innerText()).toContain('Grace Brewster');
    await press(page, 'Control+y', 'Control+y', 'Control+y');
    await expect.poll(() => cell(page, 4, 2).innerText()).toBe('Ada Lovelace');
  });

  it('[M3.6] a range is verified at once; times move by tenths, as one step of undo', async () => {
    await press(page, 'Home', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+Enter');
    await page.getByText('4 of 7 verified').waitFor();
    await press(page, 'Home', 'Alt+ArrowRight', 'Alt+ArrowRight', 'Alt+Shift+ArrowLeft');
    await expect.poll(() => cell(page, 1, 1).getAttribute('title')).toBe('0:00:00.6 to 0:00:01.9');
    await until(async () => (await page.getByText('to 0:00:01.9').count()) === 0, 5000, 'the times to be kept');
    expect(await cell(page, 1, 1).getAttribute('title')).toBe('0:00:00.6 to 0:00:01.9');
    await undone(page, 1);
    await expect.poll(() => cell(page, 1, 1).getAttribute('title')).toBe('0:00:00.4 to 0:00:02.0');
    await press(page, 'n');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe('5');
  });

  it('[M3.6] finds words without accents and case, and gives the list back', async () => {
    await press(page, 'Control+f');
    await page.keyboard.type('ROLLED');
    await press(page, 'Enter');
    await page.getByText('1 of 1').waitFor();
    expect(await page.locator('mark').innerText()).toBe('rolled');
    await shoot(page, 'found');
    await press(page, 'Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe('6');
    await press(page, 'Control+f', 'Delete', 'Escape');
  });

  it('[M3.6] the segment under the cursor is heard, marked, and its words with it; the surplus is marked', async () => {
    await press(page, 'Home', 'ArrowDown', ' ');
    await row(page, 2).and(page.locator('[aria-current="true"]')).waitFor();
    await expect.poll(() => row(page, 2).locator('[class*="heardWord"]').innerText()).toBe('pool');
    await shoot(page, 'heard');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await press(page, 'Enter', 'Control+p');
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    await press(page, 'Control+p', 'Escape');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await press(page, 'End');
    expect(await cell(page, 7, 4).innerText()).toContain('no sound');
    await page.getByText(/The recording ends at 0:00:1\d; 1 segment after it has no sound/).waitFor();
  });

  it('[M3.6] what was said becomes evidence for a claim, by its words and times', async () => {
    await press(page, 'Home', 'ArrowDown', 'e');
    await page.getByRole('dialog').waitFor();
    await shoot(page, 'evidence');
    expect(await seriousFaults(page)).toEqual([]);
    await press(page, 'Tab', 'Tab', 'Tab', 'Enter');
    await page.getByText('Attached to the claim').waitFor();
    await page.evaluate((id) => void (location.hash = `#/reviews/${id}/room`), review);
    await page.getByRole('link', { name: 'Leave' }).waitFor();
    const journal = await readFile(join(stage.workspace, 'journals', `${review}.jsonl`), 'utf8');
    expect(journal).toContain('"quote":"The pool was exhausted, and nobody was paged."');
    await page.evaluate((hash) => void (location.hash = hash), transcriptHash);
    await page.getByRole('grid').waitFor();
  });

  it('[M3.6] two windows edit the same words: neither loses any', async () => {
    const other = await app.context.newPage();
    await other.goto(page.url());
    await other.getByRole('grid').waitFor();
    await page.bringToFront();
    await press(page, 'Home', 'Enter');
    await page.keyboard.type(' Mine.');
    await other.bringToFront();
    await press(other, 'Home', 'Enter');
    await other.keyboard.type(' Theirs.');
    await press(other, 'Escape');
    await expect.poll(() => textOf(other, 1).innerText()).toContain('Theirs.');
    await page.bringToFront();
    const alert = row(page, 1).getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('Theirs.');
    expect(await row(page, 1).getByRole('textbox').inputValue()).toContain('Mine.');
    await shoot(page, 'conflict');
    expect(await seriousFaults(page)).toEqual([]);
    await press(page, 'Tab', 'Enter');
    await expect.poll(() => textOf(other, 1).innerText()).toBe('We saw the alarm at nine. Mine.');
    await other.close();
  });

  it('[M3.6] says what enclosing means, and every key; all of it is on the disk', async () => {
    await press(page, '?');
    await page.getByRole('dialog').getByText('merge with the next').waitFor();
    await shoot(page, 'keys');
    expect(await seriousFaults(page)).toEqual([]);
    await press(page, 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'In the record?' }).focus();
    await press(page, 'Enter');
    await shoot(page, 'enclose');
    expect(await seriousFaults(page)).toEqual([]);
    await press(page, 'Tab', 'Enter');
    await page.getByText('goes into the record').waitFor();
    const folder = join(stage.workspace, 'transcripts');
    const file = (await readdir(folder)).find((name) => name.endsWith('.jsonl')) ?? '';
    const lines = await readFile(join(folder, file), 'utf8');
    for (const type of ['segment.reworded', 'segment.split', 'segments.merged', 'segments.assigned', 'speaker.known'])
      expect(lines).toContain(`"${type}.v1"`);
    await page.reload();
    await page.getByRole('grid').waitFor();
    await expect.poll(() => textOf(page, 1).innerText()).toBe('We saw the alarm at nine. Mine.');
    expect(await textOf(page, 2).innerText()).toBe('The pool was exhausted, and nobody was paged.');
  });
});
