import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { until } from '../../build/tour/app-driver.ts';
import { recordingEntrySchema, type RecordingEntry } from '../../shared/domain/recording/entry.ts';

/** The room of a review on the console, with nothing left that is being read. */
export async function openRoom(page: Page, review: string): Promise<void> {
  await page.evaluate((id) => void (location.hash = `#/reviews/${id}/room`), review);
  await page.locator('#entry-line').waitFor();
}

/** Words what is asked and lets everybody in the room agree, by keyboard alone. */
export async function everybodyAgrees(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+R');
  await page.getByRole('button', { name: 'Ask the room' }).press('Enter');
  const answers = page.getByRole('region', { name: 'Who agrees' });
  const line = answers.getByRole('textbox');
  await line.waitFor();
  const missing = answers.getByText('have not agreed').or(answers.getByText('has not agreed'));
  while ((await answers.getByText('in the room agree').count()) === 0) {
    const before = await missing.innerText().catch(() => '');
    await line.press('Enter');
    await until(
      async () => (await missing.innerText({ timeout: 200 }).catch(() => '')) !== before,
      5000,
      'an answer to be kept',
    );
  }
}

/** The console's own words of the recording. */
export const recordMark = (page: Page) => page.getByRole('banner').getByText(/REC|off the record|recording paused/);

export type DiskRecording = {
  readonly id: string;
  readonly folder: string;
  readonly entries: readonly RecordingEntry[];
  /** Where the hash chain stood when the recording ended, counted here from the format's description alone. */
  readonly link: string;
  readonly media: readonly string[];
};

/** What lies on the disk of a review's recordings, the first recorded first. */
export function recordingsOnDisk(workspace: string, review: string): readonly DiskRecording[] {
  const folder = join(workspace, 'recordings', review);
  if (!existsSync(folder)) return [];
  const found = readdirSync(folder).map((id): DiskRecording => {
    const own = join(folder, id);
    const list = join(own, 'list.jsonl');
    const lines = existsSync(list) ? readFileSync(list, 'utf8').split('\n').slice(0, -1) : [];
    const entries = lines.map((line) => recordingEntrySchema.parse(JSON.parse(line)));
    const recorded = lines.slice(0, entries.findLastIndex(({ kind }) => kind === 'ended') + 1);
    return {
      id,
      folder: own,
      entries,
      link: recorded.reduce(
        (link, line) => createHash('sha256').update(`${link}\n${line}`).digest('hex'),
        '0'.repeat(64),
      ),
      media: readdirSync(own)
        .filter((name) => /^(?:part-\d+|media)\.webm$/.test(name))
        .toSorted()
        .map((name) => join(own, name)),
    };
  });
  return found.toSorted((a, b) => startOf(a) - startOf(b));
}

const startOf = ({ entries: [first] }: DiskRecording): number => (first?.kind === 'part' ? first.startedAt : 0);

export type Heard = { readonly durationMs: number; readonly packets: number; readonly codec: string };

/** How long a file plays by its packets, as ffprobe reads it to its end. Throws where it cannot be read. */
export function hear(file: string): Heard {
  const args = ['-v', 'error', '-select_streams', 'a:0', '-show_entries', 'packet=pts_time,duration_time'];
  const read = JSON.parse(
    execFileSync('ffprobe', [...args, '-show_entries', 'stream=codec_name', '-of', 'json', file], {
      encoding: 'utf8',
      maxBuffer: 64 << 20,
      // A file that a kill cut short is complained about, and that is expected.
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as {
    readonly packets: readonly { readonly pts_time: string; readonly duration_time?: string }[];
    readonly streams: readonly { readonly codec_name: string }[];
  };
  const last = read.packets.at(-1);
  const first = read.packets[0];
  if (last === undefined || first === undefined) return { durationMs: 0, packets: 0, codec: 'none' };
  const end = Number(last.pts_time) + Number(last.duration_time ?? 0);
  return {
    durationMs: (end - Number(first.pts_time)) * 1000,
    packets: read.packets.length,
    codec: read.streams[0]?.codec_name ?? '',
  };
}

/** Whether sound comes out when the file is played from so far in. */
export function seeks(file: string, fromMs: number): boolean {
  const args = ['-v', 'error', '-ss', String(fromMs / 1000), '-i', file, '-t', '0.2', '-f', 's16le', '-'];
  return execFileSync('ffmpeg', args, { maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'ignore'] }).length > 0;
}
