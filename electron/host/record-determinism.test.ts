import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { bundleEntry } from '../../test/support/bundle-entry.ts';
import { createDeviceKey } from '../signing/device-key.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

/** What each process prints: its time zone's offset on the day of the review, minutes, and SHA-256 by file. */
type InZone = { readonly offset: number; readonly hashes: { readonly [path: string]: string } };

const places = [
  { TZ: 'UTC', LANG: 'C', offset: 0 },
  { TZ: 'Pacific/Kiritimati', LANG: 'de_DE.UTF-8', offset: 840 },
  { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', offset: -150 },
] as const;

it('gives the same bytes for the same review in any time zone and language, file by file and as a zip', async () => {
  const folder = await temporaryFolder('zones');
  const entry = await bundleEntry('test/support/record-in-zone-entry.ts', folder);
  const { pkcs8 } = createDeviceKey();
  const made = await Promise.all(
    places.map(async ({ TZ, LANG }, index) => {
      const out = join(folder, String(index));
      await mkdir(out);
      const env = { ...process.env, TZ, LANG, LC_ALL: LANG };
      const { stdout } = await promisify(execFile)(process.execPath, [entry, '--out', out, `--key=${pkcs8}`], { env });
      return JSON.parse(stdout) as InZone;
    }),
  );
  expect(made.map(({ offset }) => offset)).toEqual(places.map(({ offset }) => offset));
  const [first, ...others] = made;
  for (const other of others) expect(other.hashes).toEqual(first?.hashes);
  const names = Object.keys(first?.hashes ?? {});
  for (const name of ['data/report.html', 'data/review.json', 'data/fishbone.svg', 'data/transcript.vtt', 'record.zip'])
    expect(names).toContain(name);
  // The report tells times in the review's own zone, where the next day had begun.
  const report = await readFile(join(folder, '0/record/data/report.html'), 'utf8');
  expect(report).toContain('Times are in Pacific/Chatham, on 13 Mar 2026');
  expect(await readFile(join(folder, '1/record/data/transcript.vtt'), 'utf8')).toMatch(
    /^WEBVTT\n\n00:01.000 --> 00:02/,
  );
});
