import { copyFile, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { keepMedia } from '../recordings/keep-media.ts';
import { runMediaJob } from '../recordings/media/run-media-job.ts';
import { missingTools, speak, toChunks, type LiveChunk } from '../recordings/testing.ts';
import { call, makeRecordedRoom, record, recorded, toldOf, type RecordedRoom } from './recording-fixture.ts';
import { valueOf } from './record-fixture.ts';
import type { RecordingRef } from './recording-service.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

const missing = missingTools();
if (missing !== null) console.warn(`skipped: ${missing}`);
const signal = new AbortController().signal;
const because = { member: 'ops-01', reason: 'I did not want this to be kept.' };

describe.skipIf(missing !== null)('sound that somebody objects to', () => {
  let chunks: readonly LiveChunk[] = [];
  let wholeMs = 0;
  beforeAll(async () => {
    chunks = toChunks(await speak('It was the night shift that forgot to tell anybody.', 6));
    wholeMs = chunks.at(-1)?.ms ?? 0;
  }, 60_000);
  afterAll(removeTemporaryFolders);

  /** A room with one whole part, which is ended or not. */
  async function recordOne(
    isEnded = true,
  ): Promise<RecordedRoom & { readonly folder: string; readonly ref: RecordingRef }> {
    const room = await makeRecordedRoom();
    onTestFinished(() => room.running.close());
    await record(room, room.running, chunks);
    const ref = { review: room.review, recording: recorded };
    if (isEnded) await call(room.running, 'recording.end-part', { ...ref, part: 1, why: 'rollover' });
    return { ...room, ref, folder: join(room.workspaceDir, 'recordings', room.review, recorded) };
  }

  it('[M3.6] is cut out of an ended part while the meeting goes on, and waits for one that runs', async () => {
    const { running, ref, folder, ...room } = await recordOne(false);
    const cut = { ...ref, fromMs: 2000, toMs: 4000, ...because };
    expect(await call(running, 'recording.cut', cut)).toMatchObject({ ok: false, error: { code: 'part-running' } });
    await call(running, 'recording.end-part', { ...ref, part: 1, why: 'rollover' });
    const before = await readFile(join(folder, 'part-001.webm'));
    await record({ ...room, running }, running, chunks.slice(0, 5));
    expect(await call(running, 'recording.cut', { ...cut, member: 'nobody-1' })).toMatchObject({ ok: false });
    expect(await call(running, 'recording.cut', cut)).toMatchObject({ ok: true });
    const after = await readFile(join(folder, 'part-001.webm'));
    expect(samplesIn(after, before, 2100, 3900)).toBe(0);
    expect(samplesIn(after, before, 200, 1800)).toBeGreaterThan(6);
    expect((await readdir(folder)).filter((name) => /cut|tmp/.test(name))).toEqual([]);
    expect(toldOf(running, room.review)?.cuts).toMatchObject([{ fromMs: 2000, toMs: 4000, ...because }]);
    const { recordingStore } = running.services;
    expect(await recordingStore.entries(recorded, 0, 1 << 20)).toMatchObject({ kept: false });
    await call(running, 'recording.stop', ref);
    const kept = await running.services.recordingMedia.seekable(ref, () => undefined, signal);
    expect(kept).toMatchObject({ ok: true });
    expect(samplesIn(await readFile(join(folder, 'media.webm')), before, 2100, 3900)).toBe(0);
  });

  it('[M3.6] is cut out of the one file too, whose hash the review then tells', async () => {
    const { running, ref, folder, review } = await recordOne();
    await call(running, 'recording.stop', ref);
    const first = valueOf(await running.services.recordingMedia.seekable(ref, () => undefined, signal));
    const before = await readFile(join(folder, 'media.webm'));
    const cut = { ...ref, fromMs: 1000, toMs: 3000, ...because };
    expect(await call(running, 'recording.cut', { ...cut, fromMs: wholeMs + 100, toMs: wholeMs + 200 })).toMatchObject({
      error: { code: 'no-such-range' },
    });
    expect(await call(running, 'recording.cut', cut)).toMatchObject({ ok: true });
    const after = await readFile(join(folder, 'media.webm'));
    expect(samplesIn(after, before, 1100, 2900)).toBe(0);
    expect(samplesIn(after, before, 3200, 5000)).toBeGreaterThan(6);
    const told = toldOf(running, review);
    expect(told?.cuts).toMatchObject([{ fromMs: 1000, toMs: 3000 }]);
    expect(told?.kept?.durationMs).toBe(first.durationMs);
    expect(told?.kept?.sha256).not.toBe(first.sha256);
    expect((await readdir(folder)).toSorted()).toEqual(['list.jsonl', 'media.webm']);
  });

  it('[M3.6] whatever a kill leaves undone of a new file is finished or thrown away', async () => {
    const { running, ref, folder, review } = await recordOne();
    await call(running, 'recording.stop', ref);
    const { recordingMedia, recordingStore } = running.services;
    const files = recordingStore.files(recorded);
    if (files === undefined) throw new Error('no files');
    await copyFile(files.part(1), join(folder, '..', 'part'));
    // Killed while it was written.
    await writeFile(files.nextMedia, 'half a file');
    const made = valueOf(
      await runMediaJob(
        { root: join(folder, '..', '..'), ...ref, from: { kind: 'parts' }, cuts: [], out: `${files.media}.tmp` },
        () => undefined,
        signal,
      ),
    );
    // Killed after the line: the file waits under the other name, the parts still lie there, and the review was not told.
    const { recording } = valueOf(await recordingStore.open(review, recorded));
    await rename(`${files.media}.tmp`, files.nextMedia);
    valueOf(await keepMedia(files, recording, made, null, 1));
    await rename(files.media, files.nextMedia);
    await copyFile(join(folder, '..', 'part'), files.part(1));
    await recordingStore.rest(recorded);
    expect(toldOf(running, review)?.kept).toBeNull();
    await recordingMedia.tend();
    expect((await readdir(folder)).toSorted()).toEqual(['list.jsonl', 'media.webm']);
    expect(toldOf(running, review)?.kept).toMatchObject({ sha256: made.sha256, bytes: made.bytes });
    // Killed between the line of a cut and its event: who wanted it, and why, is not lost.
    const again = valueOf(await recordingStore.open(review, recorded)).recording;
    await writeFile(join(folder, 'cutting.json'), JSON.stringify({ fromMs: 10, toMs: 20, ...because }));
    valueOf(await again.add([{ kind: 'cut', fromMs: 10, toMs: 20, at: 1 }]));
    await recordingStore.rest(recorded);
    await recordingMedia.tend();
    await recordingMedia.tend();
    expect(toldOf(running, review)?.cuts).toMatchObject([{ fromMs: 10, toMs: 20, ...because }]);
  });

  it('[M3.6] is deleted with everything of the recording but its list', async () => {
    const { running, ref, folder } = await recordOne();
    const { recordingMedia, recordingStore } = running.services;
    expect(await recordingMedia.purge(recorded, 'order')).toMatchObject({ error: { code: 'still-recording' } });
    await call(running, 'recording.stop', ref);
    valueOf(await recordingMedia.seekable(ref, () => undefined, signal));
    expect(await recordingMedia.purge(recorded, 'retention')).toMatchObject({ ok: true });
    expect(await recordingMedia.purge(recorded, 'retention')).toMatchObject({ ok: true });
    expect(await readdir(folder)).toEqual(['list.jsonl']);
    expect((await recordingStore.list(recorded)).purged).toMatchObject({ why: 'retention' });
    const url = `http://hotwash.localhost/media/recording/${ref.review}/${recorded}.webm`;
    expect((await running.handler(new Request(url))).status).toBe(410);
    expect(await recordingMedia.seekable(ref, () => undefined, signal)).toMatchObject({ error: { code: 'purged' } });
    expect(await recordingStore.entries(recorded, 0, 1 << 20)).toMatchObject({ kept: false });
  });
});

/** How many of 12 samples of `original`, taken between two times of its 6 s, stand in `file`. */
function samplesIn(file: Buffer, original: Buffer, fromMs: number, toMs: number): number {
  const [from, to] = [fromMs, toMs].map((ms) => Math.floor((ms / 6060) * original.length));
  const samples = Array.from({ length: 12 }, (_, at) => {
    const start = (from ?? 0) + Math.floor((((to ?? 0) - (from ?? 0)) * at) / 12);
    return original.subarray(start, start + 24);
  });
  return samples.filter((sample) => file.includes(sample)).length;
}
