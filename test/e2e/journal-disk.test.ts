import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleEntry } from '../support/bundle-entry.ts';
import { openJournal, type Journal } from '../../electron/journal/journal.ts';

const clock = { wall: () => 1_773_655_200_000, monotonic: () => 0 };
const options = { clock, device: '0123456789abcdef', onNote: () => undefined, onAppend: () => undefined };
const event = (text: string) => ({ type: 'claim.added.v1', body: { text, command: 'cmd1' } });
const canMount = process.platform === 'linux' && process.getuid?.() === 0;
if (!canMount) console.log('skipped: full and read-only disks need root on Linux, to mount a small tmpfs');

describe.skipIf(!canMount)('journal on a disk that says no', () => {
  let disk: string;
  let journal: Journal;

  beforeEach(async () => {
    disk = await mkdtemp(join(tmpdir(), 'hotwash-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    journal = await openJournal(disk, 'r-1', options);
  });
  afterEach(async () => {
    await journal.close();
    execFileSync('umount', ['-l', disk]);
  });

  it('[J9] a full disk refuses the append, keeps what was acknowledged, and takes more when there is space', async () => {
    const text = 'x'.repeat(1500);
    let acknowledged = 0;
    let fault: unknown;
    while (fault === undefined) {
      const appended = await journal.append(acknowledged, 'ops-01', [event(text)]);
      if (appended.ok) acknowledged += 1;
      else fault = appended.error;
    }
    expect(fault).toMatchObject({ code: 'disk-full' });
    expect(acknowledged).toBeGreaterThan(5);
    execFileSync('mount', ['-o', 'remount,size=256k', disk]);
    expect((await journal.append(acknowledged, 'ops-01', [event(text)])).ok).toBe(true);
    const again = await openJournal(disk, 'r-1', options);
    expect(again.head().seq).toBe(acknowledged + 1);
    await again.close();
  });

  it('[J9] a folder that became read-only refuses the next opening by name', async () => {
    await journal.append(0, 'ops-01', [event('a')]);
    await journal.close();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    await expect(openJournal(disk, 'r-1', options)).rejects.toMatchObject({ code: 'EROFS' });
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    journal = await openJournal(disk, 'r-1', options);
    expect(journal.head().seq).toBe(1);
  });
});

describe('journal under kill -9', () => {
  it('[J4] 25 kills at random moments lose nothing that was acknowledged', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'hotwash-kill-'));
    const script = await bundleEntry(
      'test/support/journal-writer-entry.ts',
      await mkdtemp(join(tmpdir(), 'hotwash-writer-')),
    );
    let acknowledged = 0;
    for (let round = 0; round < 25; round += 1) {
      const child = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
      let heard = '';
      child.stdout.on('data', (data: Buffer) => {
        heard += data.toString();
      });
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
      child.kill('SIGKILL');
      await once(child, 'close');
      acknowledged = Number(heard.trim().split('\n').at(-1));
      const journal = await openJournal(directory, 'r-1', options);
      expect(journal.head().seq).toBeGreaterThanOrEqual(acknowledged);
      expect(journal.read(0)).toHaveLength(journal.head().seq);
      await journal.close();
    }
    expect(acknowledged).toBeGreaterThan(25);
  });
});
