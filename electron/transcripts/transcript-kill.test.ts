import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { bundleEntry } from '../../test/support/bundle-entry.ts';
import { genesis, hashLine, type JournalLine } from '../../shared/journal/line.ts';
import { readTranscriptLines } from '../../shared/projections/transcript-events.ts';
import { openTranscriptStore } from './transcript-store.ts';

const options = {
  clock: { wall: () => Date.parse('2026-03-16T10:00:00Z'), monotonic: () => 0 },
  device: '0123456789abcdef',
};
const kills = 20;

it('[M3.6] [J1] killed twenty times at random, transcripts lose nothing that was acknowledged and none is there in part', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hotwash-transcript-kill-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const entry = await bundleEntry('test/support/transcript-entry.ts', directory);
  const folder = join(directory, 'transcripts');
  const promised = new Map<string, { seq: number; isErased: boolean }>();
  for (let kill = 0; kill < kills; kill += 1) {
    for (const line of await runUntilKilled([entry, folder, String(kill * 1000)], 1 + kill * 6)) {
      const [what, stream = '', seq = '3'] = line.split(' ');
      promised.set(stream, { seq: Number(seq), isErased: what === 'erased' });
    }
    const store = await openTranscriptStore(folder, options);
    expect(store.notes().filter(({ code }) => code !== 'torn-line')).toEqual([]);
    for (const stream of store.streams()) {
      const lines = await store.use(stream, (journal) => journal.read(0));
      expect(lines.ok && wholeness(lines.value)).toEqual({ head: store.head(stream)?.hash, isWhole: true });
    }
    for (const [stream, { seq, isErased }] of promised) {
      const { seq: there = 0, source = null } = store.head(stream) ?? {};
      expect({ stream, isKept: isErased || there >= seq, isErased: isErased && source !== null }).toEqual({
        stream,
        isKept: true,
        isErased: false,
      });
      if (!isErased) continue;
      expect(await readFile(join(folder, `${stream}.jsonl`), 'utf8')).not.toContain('sentence');
    }
    await store.close();
    expect(await readdir(join(folder, 'incoming')).catch(() => [])).toEqual([]);
  }
  expect(promised.size).toBeGreaterThanOrEqual(kills);
}, 120_000);

/** Whether a stream reads as a transcript from its first line to its last. */
function wholeness(lines: readonly JournalLine[]) {
  const read = readTranscriptLines(lines);
  const last = lines.at(-1);
  const isWhole =
    read.ok && read.value !== undefined && (read.value.state === 'deleted' || read.value.folded.fault === null);
  return { head: last === undefined ? genesis : hashLine(last), isWhole };
}

/** Lets it work until it said something, and kills it some milliseconds later; answers with what it acknowledged. */
async function runUntilKilled(args: readonly string[], delay: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const begun = new Promise<void>((resolve) => {
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString('utf8');
      resolve();
    });
  });
  const ended = once(child, 'exit');
  await Promise.race([begun, ended]);
  await new Promise((resolve) => setTimeout(resolve, delay));
  child.kill('SIGKILL');
  await ended;
  return said.split('\n').slice(0, -1);
}
