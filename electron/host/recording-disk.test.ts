// A recording on a disk that runs full, and on one that can no longer be written.
import { execFileSync } from 'node:child_process';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { leastRoom } from '../../shared/contract/recording-procedures.ts';
import { judge, missingTools, speak, toChunks } from '../recordings/testing.ts';
import { createRecordingService } from './recording-service.ts';
import { call, makeRecordedRoom, recorded, toldOf } from './recording-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

const missing = missingTools();
if (missing !== null) console.warn(`skipped: ${missing}`);

/** A small disk of its own, or undefined where this user may mount none. */
async function smallDisk(
  context: TestContext,
  at?: string,
): Promise<{ folder: string; mount: (options: string) => void } | undefined> {
  const folder = at ?? (await temporaryFolder('recording-disk'));
  const mount = (options: string): void =>
    void execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  try {
    mount('size=4m');
  } catch {
    context.skip('a small tmpfs cannot be mounted by this user');
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return { folder, mount };
}

describe.skipIf(missing !== null)('a recording on a bad disk', () => {
  afterAll(removeTemporaryFolders);

  it('[M3.6] begins nothing where its folder cannot be written, and can be stopped where nothing was kept', async () => {
    const room = await makeRecordedRoom();
    const { running, review } = room;
    onTestFinished(() => running.close());
    const folder = join(room.workspaceDir, 'recordings');
    expect(await running.services.recordings.mayBegin()).toEqual({ ok: true, value: {} });
    expect((await readdir(folder)).filter((name) => name.startsWith('.try'))).toEqual([]);
    await rm(folder, { recursive: true });
    await writeFile(folder, 'no folder');
    expect(await running.services.recordings.mayBegin()).toMatchObject({ ok: false });
    const ref = { review, recording: recorded };
    expect(await call(running, 'recording.begin-part', { ...ref, mime: 'audio/webm', startedAt: 1 })).toMatchObject({
      ok: false,
    });
    expect(await call(running, 'recording.stop', ref)).toMatchObject({ ok: true, value: { chunks: 0, parts: 0 } });
    expect(toldOf(running, review)?.state).toMatchObject({ name: 'stopped', durationMs: 0 });
  });

  it('[M3.6] ends in words when the disk runs full, and loses nothing that was acknowledged', async (context) => {
    const disk = await smallDisk(context);
    if (disk === undefined) return;
    const chunks = toChunks(await speak('The disk of the meeting room is small.', 30));
    const room = await makeRecordedRoom(disk.folder);
    const { running, review } = room;
    onTestFinished(() => running.close());
    const folder = join(room.workspaceDir, 'recordings', review, recorded);
    // Room is looked at first: a disk this small is refused by the service, and the store is asked what it does by itself.
    const ref = { review, recording: recorded };
    const refused = await call(running, 'recording.begin-part', { ...ref, mime: 'audio/webm', startedAt: 1 });
    expect(refused).toMatchObject({ ok: false, error: { code: 'disk-full' } });
    const free = leastRoom * 2;
    const { services } = running;
    const service = createRecordingService({
      clock: room.clock,
      store: services.recordingStore,
      reviews: services.reviews,
      root: room.workspaceDir,
      free: () => Promise.resolve(free),
    });
    expect(await service.beginPart(ref, 'audio/webm', 1)).toMatchObject({ ok: true, value: { part: 1 } });
    const send = (index: number) => {
      const chunk = chunks[index % chunks.length];
      if (chunk === undefined) throw new Error('no chunk');
      const { ms, sha256, bytes } = chunk;
      return service.chunk({ ...ref, part: 1, index, ms: Math.max(ms, index), sha256 }, bytes);
    };
    for (let index = 0; index < 20; index += 1) expect(await send(index)).toMatchObject({ ok: true });
    await writeFile(join(disk.folder, 'filler'), Buffer.alloc(8 << 20)).catch(() => undefined);
    let taken = 20;
    let answer = await send(taken);
    while (answer.ok) answer = await send((taken += 1));
    expect(answer.error).toMatchObject({ code: 'disk-full' });
    expect(answer.error.message).not.toContain(disk.folder);
    const told = toldOf(running, review)?.state;
    expect(told).toMatchObject({ name: 'stopped', why: 'disk-full', chunks: taken });
    expect(judge(join(folder, 'part-001.webm')).code).toBe(0);
    await rm(join(disk.folder, 'filler'));
    const kept = await services.recordingMedia.seekable(ref, () => undefined, new AbortController().signal);
    expect(kept).toMatchObject({ ok: true });
    expect(await readdir(folder)).toContain('media.webm');
  });

  it('[M3.6] is stopped cleanly while there is still some room', async () => {
    const chunks = toChunks(await speak('Enough.', 3));
    const room = await makeRecordedRoom();
    const { running, review } = room;
    onTestFinished(() => running.close());
    const ref = { review, recording: recorded };
    let free = leastRoom + 1;
    const service = createRecordingService({
      clock: room.clock,
      store: running.services.recordingStore,
      reviews: running.services.reviews,
      root: room.workspaceDir,
      free: () => Promise.resolve(free),
    });
    expect(await service.beginPart(ref, 'audio/webm', 1)).toMatchObject({ ok: true });
    const answers = [];
    for (const [index, { ms, sha256, bytes }] of chunks.slice(0, 3).entries()) {
      room.clock.pass(1000);
      if (index === 1) free = leastRoom - 1;
      answers.push(await service.chunk({ ...ref, part: 1, index, ms, sha256 }, bytes));
    }
    expect(answers).toMatchObject([
      { ok: true, value: { stopped: false } },
      { ok: true, value: { stopped: true } },
      { ok: false, error: { code: 'not-recording' } },
    ]);
    expect(toldOf(running, review)?.state).toMatchObject({ why: 'disk-full', chunks: 2 });
  });

  it('[M3.6] says that its folder cannot be written, and goes on when it can', async (context) => {
    const room = await makeRecordedRoom();
    const { running, review } = room;
    onTestFinished(() => running.close());
    const disk = await smallDisk(context, join(room.workspaceDir, 'recordings'));
    if (disk === undefined) return;
    const ref = { review, recording: recorded };
    const { recordingStore: store, reviews } = running.services;
    const root = room.workspaceDir;
    const free = (): Promise<number> => Promise.resolve(leastRoom * 2);
    const service = createRecordingService({ clock: room.clock, store, reviews, root, free });
    disk.mount('remount,ro');
    const begun = await service.beginPart(ref, 'audio/webm', 1);
    expect(begun).toMatchObject({ ok: false, error: { code: 'read-only' } });
    expect(!begun.ok && begun.error.message).not.toContain(disk.folder);
    disk.mount('remount,rw');
    expect(await service.beginPart(ref, 'audio/webm', 1)).toMatchObject({ ok: true, value: { part: 1 } });
  });
});
