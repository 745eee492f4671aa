import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isConsistent } from '../../shared/journal/merkle-proofs.ts';
import { parseContinuation, readSignedCheckpoint } from '../../shared/journal/review-log.ts';
import { openJournals } from '../journal/journals.ts';
import { registerHistory } from './cli-history.ts';
import { openDeviceKey } from './key-store.ts';
import { createServices } from './create-services.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { commandPort } from './with-workspace.ts';

const id = 'r-2026-001';
const clock = { wall: () => Date.parse('2026-03-16T10:00:00Z'), monotonic: () => 0 };
let workspace: string;
let told: string;

beforeEach(async () => {
  workspace = join(await temporaryFolder('cli-history'), 'workspace');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    told += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** Runs `hotwash history ...` on the workspace and answers with what it printed and its exit code. */
async function history(...args: readonly string[]): Promise<{ out: string; exit: typeof process.exitCode }> {
  told = '';
  const program = new Command('hotwash').exitOverride();
  registerHistory(program);
  await program.parseAsync(['history', ...args, '--workspace', workspace], { from: 'user' });
  return { out: told, exit: process.exitCode };
}

/** Lets events happen past the rules, which this is not about, and has them sealed. */
async function happen(folder: string, ...texts: readonly string[]): Promise<void> {
  const device = await openDeviceKey(folder);
  if (!device.ok) throw new Error(device.error.message);
  const journals = await openJournals(join(folder, 'journals'), { clock, device: device.value.key.id });
  const founded = await journals.open('workspace');
  const founding = { id: 'w0011223344556677', name: 'T', sample: false, zone: 'UTC', command: 'c1' };
  if (founded.head().seq === 0) await founded.append(0, 'hotwash', [{ type: 'workspace.founded.v1', body: founding }]);
  const journal = await journals.open(id);
  for (const item of texts)
    await journal.append(journal.head().seq, 'ops-01', [{ type: 'item.entered.v1', body: { item } }]);
  await journals.close();
  const running = await createServices({ workspaceDir: folder, port: commandPort, clock });
  await running.services.history.settled();
  await running.close();
}

describe('hotwash history', () => {
  it('[J12] says the head in words, seals on demand and proves that the log went on', async () => {
    await happen(workspace, 'a', 'b');
    const older = (await history('checkpoint')).out;
    await happen(workspace, 'c');
    const heads = JSON.parse((await history('head', '--json')).out) as { heads: { size: number; words: string[] }[] };
    expect(heads.heads).toMatchObject([{ review: id, size: 3, words: { length: 8 } }]);
    expect((await history('head', id)).out).toContain(heads.heads[0]?.words.join(' '));
    const file = join(workspace, '..', 'older.txt');
    await writeFile(file, older);
    const proven = await history('prove', '--from', file);
    const proof = parseContinuation(proven.out);
    if (!proof.ok) throw new Error(proof.error.message);
    const [from, to] = [readSignedCheckpoint(older), readSignedCheckpoint(proof.value.checkpoint)];
    if (from === undefined || to === undefined) throw new Error('no checkpoint');
    expect([from.checkpoint.size, to.checkpoint.size, proven.exit]).toEqual([1, 2, 0]);
    expect(isConsistent(from.checkpoint, to.checkpoint, proof.value.hashes)).toBe(true);
    expect(await history('check', '--since', file)).toEqual({
      out: 'Nothing is missing: 2 checkpoints over 1 reviews.\n',
      exit: 0,
    });
    const reviewAt3 = (await history('checkpoint', id)).out;
    await writeFile(file, reviewAt3);
    expect((await history('prove', '--from', file)).exit).toBe(0);
    expect((await history('head', 'r-2026-777')).exit).toBe(2);
  });

  it('[J13] names a review that is gone, a copy that went apart and a log that was rolled back', async () => {
    await happen(workspace, 'a');
    const copy = `${workspace}-copy`;
    await cp(workspace, copy, { recursive: true });
    await happen(workspace, 'b');
    expect((await history('check', '--against', copy)).exit).toBe(0);
    await happen(copy, 'x', 'y');
    const apart = await history('check', '--against', copy);
    expect(apart).toMatchObject({ exit: 1, out: expect.stringContaining(`FORKED: ${id} went apart`) as string });
    const newest = join(workspace, '..', 'newest.txt');
    await writeFile(newest, (await history('checkpoint')).out);
    await rm(join(workspace, 'log'), { recursive: true });
    await cp(join(copy, 'log'), join(workspace, 'log'), { recursive: true });
    const forked = await history('check', '--since', newest);
    expect(forked).toMatchObject({ exit: 1, out: expect.stringContaining('FORKED') as string });
    await rm(join(workspace, 'journals', `${id}.jsonl`));
    const gone = JSON.parse((await history('check', '--json')).out) as { findings: object[] };
    expect(gone.findings).toMatchObject([{ kind: 'gap', code: 'journal-gone', stream: id }]);
    const entries = join(workspace, 'log', 'entries.jsonl');
    await writeFile(entries, (await readFile(entries, 'utf8')).split('\n').slice(0, 1).join('\n') + '\n');
    expect((await history('check')).out).toContain('over 2 entries, and 1 are there');
  });
});
