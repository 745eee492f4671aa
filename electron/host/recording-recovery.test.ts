import { appendFile, cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { judge, missingTools, speak, toChunks, type LiveChunk } from '../recordings/testing.ts';
import { createServices, type RunningServices } from './create-services.ts';
import { call, makeRecordedRoom, record, recorded, toldOf, type RecordedRoom } from './recording-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { commandPort } from './with-workspace.ts';

const missing = missingTools();
if (missing !== null) console.warn(`skipped: ${missing}`);

describe.skipIf(missing !== null)('a recording that nobody ended', () => {
  let chunks: readonly LiveChunk[] = [];
  beforeAll(async () => {
    chunks = toChunks(await speak('The alert was muted since Monday.', 5));
  }, 60_000);
  afterAll(removeTemporaryFolders);

  it('[M3.6] is recovered at the next start, with its real length, and said so once', async () => {
    const room = await makeRecordedRoom();
    onTestFinished(() => room.running.close());
    await record(room, room.running, chunks.slice(0, 12));
    const { workspace, folder } = await crash(room);
    await appendFile(join(folder, 'part-001.webm'), 'bytes that nobody acknowledged');
    await appendFile(join(folder, 'list.jsonl'), '{"at":177');

    const again = await open(room, workspace);
    const told = toldOf(again, room.review);
    expect(told?.state).toMatchObject({ name: 'stopped', why: 'recovered', chunks: 12, parts: 1 });
    expect(told?.notices).toMatchObject([{ what: 'recovered' }]);
    const { durationMs = 0 } = told?.state.name === 'stopped' ? told.state : {};
    const { seconds, code } = judge(join(folder, 'part-001.webm'));
    expect(code).toBe(0);
    expect(Math.abs(seconds * 1000 - durationMs)).toBeLessThan(70);
    expect((await readdir(join(folder, 'torn'))).toSorted()).toEqual([
      expect.stringMatching(/^list\.jsonl\.from-\d+$/),
      expect.stringMatching(/^part-001\.webm\.from-\d+$/),
    ]);
    const list = await readFile(join(folder, 'list.jsonl'), 'utf8');
    const lines = again.services.reviews.lines(room.review).length;
    await again.close();
    const third = await open(room, workspace);
    expect(third.services.reviews.lines(room.review)).toHaveLength(lines);
    expect(await readFile(join(folder, 'list.jsonl'), 'utf8')).toBe(list);
    await third.services.recordingMedia.tend();
    expect(toldOf(third, room.review)?.kept).not.toBeNull();
    expect((await readdir(folder)).toSorted()).toEqual(['list.jsonl', 'media.webm']);
  });

  it('[M3.6] keeps what comes before bytes that were changed, and leaves a changed list alone', async () => {
    const room = await makeRecordedRoom();
    onTestFinished(() => room.running.close());
    await record(room, room.running, chunks.slice(0, 12));
    const first = await crash(room);
    const part = await readFile(join(first.folder, 'part-001.webm'));
    part[part.length - 400] = (part[part.length - 400] ?? 0) ^ 1;
    await writeFile(join(first.folder, 'part-001.webm'), part);
    const again = await open(room, first.workspace);
    const state = toldOf(again, room.review)?.state;
    expect(state).toMatchObject({ name: 'stopped', why: 'recovered' });
    expect(state?.name === 'stopped' && state.chunks).toBeLessThan(12);

    const second = await crash(room);
    const lines = (await readFile(join(second.folder, 'list.jsonl'), 'utf8')).split('\n');
    const changed = [lines[0], lines[1]?.replace('"ms"', '"mz"'), ...lines.slice(2)].join('\n');
    await writeFile(join(second.folder, 'list.jsonl'), changed);
    const third = await open(room, second.workspace);
    const ref = { review: room.review, recording: recorded };
    expect(await call(third, 'recording.stop', ref)).toMatchObject({ ok: false, error: { code: 'list-broken' } });
    expect(await readFile(join(second.folder, 'list.jsonl'), 'utf8')).toBe(changed);
  });

  it.each([
    ['is empty', (path: string) => truncate(path, 0)],
    ['was cut short', (path: string) => truncate(path, 3000)],
    ['is of another kind', (path: string) => writeFile(path, 'GIF89a'.repeat(4000))],
  ])('[M3.6] keeps all parts where one of them %s', async (_what, damage) => {
    const room = await makeRecordedRoom();
    onTestFinished(() => room.running.close());
    await record(room, room.running, chunks);
    const ref = { review: room.review, recording: recorded };
    await call(room.running, 'recording.stop', ref);
    const folder = join(room.workspaceDir, 'recordings', room.review, recorded);
    await damage(join(folder, 'part-001.webm'));
    const made = await room.running.services.recordingMedia.seekable(
      ref,
      () => undefined,
      new AbortController().signal,
    );
    expect(made).toMatchObject({ ok: false, error: { code: 'changed' } });
    expect(!made.ok && made.error.message).toContain('All parts are kept');
    expect((await readdir(folder)).toSorted()).toEqual(['list.jsonl', 'part-001.webm']);
  });
});

/** The workspace as a power cut leaves it: as it is now on the disk. */
async function crash(room: RecordedRoom): Promise<{ readonly workspace: string; readonly folder: string }> {
  const workspace = join(await temporaryFolder('recording-crash'), 'workspace');
  await cp(room.workspaceDir, workspace, { recursive: true });
  // This very process still lives; the one that the copy speaks of does not.
  await rm(join(workspace, 'lock'), { recursive: true, force: true });
  return { workspace, folder: join(workspace, 'recordings', room.review, recorded) };
}

async function open(room: RecordedRoom, workspaceDir: string): Promise<RunningServices> {
  const running = await createServices({ workspaceDir, port: commandPort, clock: room.clock, scryptLogN: 10 });
  onTestFinished(() => running.close().catch(() => undefined));
  return running;
}
