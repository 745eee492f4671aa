import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { judge, missingTools, speak, toChunks, type LiveChunk } from '../recordings/testing.ts';
import { call, makeRecordedRoom, put, record, recorded, toldOf } from './recording-fixture.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

const missing = missingTools();
if (missing !== null) console.warn(`skipped: ${missing}`);

describe.skipIf(missing !== null)('a recording', () => {
  let chunks: readonly LiveChunk[] = [];
  beforeAll(async () => {
    chunks = toChunks(await speak('We released at noon, and the checkout failed for forty minutes.', 6));
  }, 60_000);
  afterAll(removeTemporaryFolders);

  it('[M3.6] takes sound in, is stopped, put together, and served by ranges', async () => {
    const room = await makeRecordedRoom();
    const { running, review } = room;
    onTestFinished(() => running.close());
    const ref = { review, recording: recorded };
    const wholeMs = chunks.at(-1)?.ms ?? 0;
    expect(await record(room, running, chunks)).toEqual({ part: 1, offsetMs: 0 });
    expect(await call(running, 'recording.end-part', { ...ref, part: 1, why: 'rollover' })).toMatchObject({ ok: true });
    expect(await record(room, running, chunks.slice(0, 10))).toEqual({ part: 2, offsetMs: wholeMs });
    const stopped = await call(running, 'recording.stop', ref);
    expect(stopped).toMatchObject({
      ok: true,
      value: { parts: 2, chunks: chunks.length + 10, durationMs: wholeMs + 2400 },
    });
    const state = toldOf(running, review)?.state;
    expect(state).toMatchObject({ name: 'stopped', why: 'asked', link: stopped.ok && stopped.value['link'] });

    const kept = await running.services.recordingMedia.seekable(ref, () => undefined, new AbortController().signal);
    expect(kept).toMatchObject({ ok: true });
    expect(toldOf(running, review)?.kept).toMatchObject({ sha256: kept.ok && kept.value.sha256 });
    const folder = join(room.workspaceDir, 'recordings', review, recorded);
    expect((await readdir(folder)).toSorted()).toEqual(['list.jsonl', 'media.webm']);
    expect(judge(join(folder, 'media.webm')).seconds).toBeCloseTo((wholeMs + 2400) / 1000, 1);

    const url = `http://hotwash.localhost/media/recording/${review}/${recorded}.webm`;
    const whole = await readFile(join(folder, 'media.webm'));
    const part = await running.handler(new Request(url, { headers: { range: 'bytes=100-199' } }));
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${whole.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(100, 200));
    expect((await running.handler(new Request(url, { headers: { range: 'bytes=999999999-' } }))).status).toBe(416);
  });

  it('[M3.6] takes nothing in that the review does not say is being recorded', async () => {
    const room = await makeRecordedRoom();
    const { running, review } = room;
    onTestFinished(() => running.close());
    const first = chunks[0] as LiveChunk;
    const codeOf = async (answer: ReturnType<typeof put>): Promise<string> => {
      const given = await answer;
      return given.ok ? 'taken' : given.error.code;
    };
    expect(await codeOf(put(running, 'r-2026-999', 1, 0, first))).toBe('no-review');
    expect(await codeOf(put(running, review, 1, 0, first))).toBe('no-part');
    await record(room, running, chunks.slice(0, 2));
    expect(await codeOf(put(running, review, 1, 0, first))).toBe('taken');
    expect(await codeOf(put(running, review, 1, 5, chunks[5] as LiveChunk))).toBe('out-of-order');
    expect(await codeOf(put(running, review, 1, 1, first))).toBe('other-bytes');
    expect(await codeOf(put(running, review, 1, 2, { ...(chunks[2] as LiveChunk), sha256: first.sha256 }))).toBe(
      'wrong-hash',
    );
    room.clock.pass(5000);
    await room.command({ type: 'recording.pause', recording: recorded, why: 'off-the-record' });
    room.clock.pass(5000);
    expect(await codeOf(put(running, review, 1, 2, { ...(chunks[2] as LiveChunk), ms: 60_000 }))).toBe('not-recording');
  });
});
