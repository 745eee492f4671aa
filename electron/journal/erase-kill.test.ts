import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { bundleEntry } from '../../test/support/bundle-entry.ts';
import { erasedSeqs } from '../../shared/journal/erased-lines.ts';
import { openJournals } from './journals.ts';

const clock = { wall: () => Date.parse('2026-03-16T10:00:00Z'), monotonic: () => 0 };
const device = '0123456789abcdef';
const events = 400;

it('[J16] killed in the middle of an erasure, a journal is the one before or the one after, and loses nothing', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hotwash-erase-kill-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const entry = await bundleEntry('test/support/erase-entry.ts', directory);
  const folder = join(directory, 'journals');
  const journals = await openJournals(folder, { clock, device });
  const said = Array.from({ length: events }, (_, at) => ({
    type: 'claim.added.v1',
    body: { text: `${at} `.repeat(40), command: 'cmd1' },
  }));
  await (await journals.open('r-1')).append(0, 'ops-01', said);
  await journals.close();
  const acknowledged = new Set<number>();
  for (let kill = 0; kill < 6; kill += 1) {
    for (const seq of await eraseUntilKilled([entry, folder, 'r-1', String(events)], kill * 7)) acknowledged.add(seq);
    const reopened = await openJournals(folder, { clock, device });
    expect(reopened.notes()).toEqual([]);
    const lines = (await reopened.open('r-1')).read(0);
    await reopened.close();
    const named = erasedSeqs(lines);
    const gone = lines.filter(({ body }) => body === undefined).map(({ seq }) => seq);
    expect(gone).toEqual([...named].toSorted((a, b) => a - b));
    expect([...acknowledged].filter((seq) => !named.has(seq))).toEqual([]);
    expect(lines).toHaveLength(events + named.size);
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(6);
});

/** Lets it erase a few events and kills it some milliseconds into a later one; answers with what it acknowledged. */
async function eraseUntilKilled(args: readonly string[], delay: number): Promise<readonly number[]> {
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
  return said.split('\n').slice(0, -1).map(Number);
}
