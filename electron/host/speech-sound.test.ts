import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { emptyList, withEntry, type RecordingEntry } from '../../shared/domain/recording/entry.ts';
import { recordingFolder } from '../recordings/recording-folder.ts';
import { soundOf } from './speech-sound.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

it('[E9] refuses a file that is missing, cut short or another one than was verified', async () => {
  const folder = await temporaryFolder('speech-sound');
  const files = { ...recordingFolder(folder, 'r-2026-014', 'mone'), media: join(folder, 'media.webm') };
  const sound = Buffer.from('forty minutes of a meeting');
  const sha256 = createHash('sha256').update(sound).digest('hex');
  const at = 1_767_225_600_000;
  const entries: readonly RecordingEntry[] = [
    { kind: 'part', part: 1, mime: 'audio/webm', startedAt: at, offsetMs: 0 },
    { kind: 'chunk', part: 1, ms: 1000, bytes: sound.length, sha256, at },
    { kind: 'media', sha256, bytes: sound.length, durationMs: 1000, at },
  ];
  const store = {
    list: () => Promise.resolve(entries.reduce(withEntry, emptyList)),
    files: () => files,
    review: () => 'r-2026-014',
  };
  const isRefused = async (): Promise<boolean> => {
    const found = await soundOf(store, 'mone');
    if (!found.ok) expect(found.error).toMatchObject({ code: 'changed' });
    return !found.ok;
  };
  expect(await isRefused()).toBe(true);
  await writeFile(files.media, sound);
  expect(await isRefused()).toBe(false);
  await writeFile(files.media, sound.subarray(0, 10));
  expect(await isRefused()).toBe(true);
  await writeFile(files.media, Buffer.from('forty minutes of A meeting'));
  expect(await isRefused()).toBe(true);
  await rm(files.media);
  expect(await isRefused()).toBe(true);
});
