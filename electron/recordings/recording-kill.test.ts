import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { bundleEntry } from '../../test/support/bundle-entry.ts';
import { settleFiles } from './keep-media.ts';
import { hashFile } from './media/media-job.ts';
import { measureMs } from './media/measure.ts';
import { openRecordingStore } from './recording-store.ts';
import { recordingFolder } from './recording-folder.ts';
import { readList } from './read-list.ts';
import { judge, missingTools, speak, toChunks, type LiveChunk } from './testing.ts';

const missing = missingTools();
if (missing !== null) console.warn(`skipped: ${missing}`);
const review = 'r-2026-001';
const recording = 'rec00001';

describe.skipIf(missing !== null)('killed at any instant', () => {
  let chunks: readonly LiveChunk[] = [];
  beforeAll(async () => {
    chunks = toChunks(await speak('The pool was exhausted, so nobody could pay.', 90), 120);
  }, 60_000);

  it('[M3.6] nothing acknowledged is lost, and every part plays', async () => {
    const { folder, root, run } = await prepare(chunks);
    const acknowledged = new Map<string, string>();
    for (let kill = 0; kill < 20; kill += 1) {
      // At the first acknowledgements, in the middle, and anywhere between two writes.
      const said = await run('record', /^1?\d/, (kill * 7) % 60);
      for (const line of said) {
        const [part = '', index = '', hash = ''] = line.split(' ');
        if (hash !== '') acknowledged.set(`${part} ${index}`, hash);
      }
    }
    const store = await openRecordingStore({ root, measure: measureMs });
    const opened = await store.open(review, recording);
    if (!opened.ok) throw new Error(opened.error.message);
    const list = await store.list(recording);
    const files = recordingFolder(root, review, recording);
    const read = await readList(files.list);
    const counted = new Map<number, number>();
    const found = new Map<string, string>();
    for (const entry of read.entries) {
      if (entry.kind !== 'chunk') continue;
      const index = counted.get(entry.part) ?? 0;
      counted.set(entry.part, index + 1);
      found.set(`${entry.part} ${index}`, entry.sha256);
    }
    expect([...acknowledged].filter(([key, hash]) => found.get(key) !== hash)).toEqual([]);
    expect(acknowledged.size).toBeGreaterThan(20);
    expect(list.parts).toHaveLength(20);
    for (const { part, durationMs, ended, bytes } of list.parts) {
      expect(ended).toBe('recovered');
      if (bytes === 0) continue;
      const { seconds, code } = judge(files.part(part));
      expect([part, code]).toEqual([part, 0]);
      expect(Math.abs(seconds * 1000 - durationMs)).toBeLessThan(70);
    }
    const head = store.head(recording);
    await store.close();
    const again = await openRecordingStore({ root, measure: measureMs });
    expect(again.head(recording)).toEqual(head);
    expect(await again.open(review, recording)).toMatchObject({ ok: true, value: { recovered: null } });
    expect(again.head(recording)).toEqual(head);
    await again.close();
    await rm(folder, { recursive: true });
  });

  it('[M3.6] a recording that is put together is the parts or the file that was verified', async () => {
    const { folder, root, run } = await prepare(chunks.slice(0, 800));
    await run('record', /never/, 0);
    const files = recordingFolder(root, review, recording);
    let kept = 0;
    for (let kill = 0; kill < 8 && kept === 0; kill += 1) {
      const said = await run('join', /begun/, 20 + kill * 40);
      const store = await openRecordingStore({ root, measure: measureMs });
      const opened = await store.open(review, recording);
      if (!opened.ok) throw new Error(opened.error.message);
      expect(await settleFiles(files, opened.value.recording)).toMatchObject({ ok: true });
      const { media } = opened.value.recording.list();
      const names = readdirSync(files.folder).toSorted();
      if (media === null) expect(names).toEqual(['list.jsonl', 'part-001.webm']);
      else {
        expect(names).toEqual(['list.jsonl', 'media.webm']);
        expect(await hashFile(files.media)).toEqual({ sha256: media.sha256, bytes: media.bytes });
      }
      if (said.includes('kept')) expect(media).not.toBeNull();
      kept += media === null ? 0 : 1;
      await store.close();
    }
    await rm(folder, { recursive: true });
  });
});

async function prepare(chunks: readonly LiveChunk[]) {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-recording-kill-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const given = chunks.map(({ bytes, ms, sha256 }) => ({ ms, sha256, bytes: Buffer.from(bytes).toString('base64') }));
  const file = join(folder, 'chunks.json');
  writeFileSync(file, JSON.stringify(given));
  const entry = await bundleEntry('test/support/recording-entry.ts', folder);
  const root = join(folder, 'recordings');
  return {
    folder,
    root,
    run: (work: 'record' | 'join', begun: RegExp, delay: number) =>
      runUntilKilled([entry, root, review, recording, file, work], begun, delay),
  };
}

/** Kills the process some milliseconds after it says what `begun` matches; answers with its whole lines. */
async function runUntilKilled(args: readonly string[], begun: RegExp, delay: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const started = new Promise<void>((resolve) => {
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString('utf8');
      if (begun.test(said)) resolve();
    });
  });
  const closed = once(child, 'close');
  await Promise.race([started.then(() => new Promise((resolve) => setTimeout(resolve, delay))), closed]);
  child.kill('SIGKILL');
  await closed;
  return said.split('\n').slice(0, -1);
}
