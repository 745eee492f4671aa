import { execFileSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openIntake } from './open-intake.ts';
import {
  carriedText,
  deploymentsCsv,
  errorOf,
  metricsCsv,
  openTestIntake,
  readLines,
  take,
  temporaryFolder,
  testNow,
  valueOf,
} from './testing.ts';

/** Runs a command that changes mounts. */
const run = (command: string, ...args: string[]): void => {
  execFileSync(command, args, { stdio: 'ignore' });
};

/** Mounts a small file system for one test; undefined where this user may not. */
async function mountTmpfs(size: string): Promise<{ folder: string; remount: (options: string) => void } | undefined> {
  const folder = join(await temporaryFolder(), 'disk');
  await mkdir(folder);
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder);
  } catch {
    return undefined;
  }
  onTestFinished(() => {
    run('umount', '-l', folder);
  });
  return {
    folder,
    remount: (options) => {
      run('mount', '-o', `remount,${options}`, folder);
    },
  };
}

describe('a disk that says no', () => {
  it('[I17] full: what was acknowledged stays, the rest comes when there is space, nothing twice', async (context) => {
    const disk = await mountTmpfs('860k');
    if (disk === undefined) {
      context.skip('a small tmpfs cannot be mounted by this user');
      return;
    }
    const text = deploymentsCsv(8000);
    const intake = await openTestIntake(disk.folder);
    const fault = errorOf(await intake.takeFile(carriedText('d.csv', text)));
    expect(fault.code).toBe('disk-full');
    expect(fault.message).not.toContain(disk.folder);
    expect(fault.message).toContain(String(fault.kept.accepted));
    expect(fault.kept.accepted).toBe((await intake.rows.of('deployment')).length);
    expect(fault.kept.accepted).toBeGreaterThan(0);
    await intake.close();
    const reopened = await openTestIntake(disk.folder);
    expect([reopened.notes, (await reopened.rows.of('deployment')).length]).toEqual([[], fault.kept.accepted]);
    disk.remount('size=32m');
    const report = await take(reopened, 'd.csv', text);
    expect([report.accepted, report.unchanged]).toEqual([8000 - fault.kept.accepted, fault.kept.accepted]);
    const rows = await reopened.rows.of('deployment');
    expect([rows.length, new Set(rows.map((row) => row.id)).size]).toEqual([8000, 8000]);
    const logged = (await readLines(reopened)).flatMap((line) => [
      line.rows.length,
      ...(line.bulk ?? []).map((chunk) => chunk.count),
    ]);
    expect(logged.reduce((sum, count) => sum + count, 0)).toBe(8000);
  });

  it('[I17] full while the raw copy is made: nothing is kept, no piece is left', async (context) => {
    const disk = await mountTmpfs('300k');
    if (disk === undefined) {
      context.skip('a small tmpfs cannot be mounted by this user');
      return;
    }
    const intake = await openTestIntake(disk.folder);
    const fault = errorOf(await intake.takeFile(carriedText('m.csv', metricsCsv(40_000))));
    expect([fault.code, fault.kept]).toEqual(['disk-full', { accepted: 0, unchanged: 0 }]);
    expect(await readdir(join(disk.folder, 'intake', 'raw'))).toEqual([]);
    expect((await take(intake, 'd.csv', deploymentsCsv(20))).accepted).toBe(20);
  });

  it('[I18] read-only: opening says so, and once it can be written again all is there', async (context) => {
    const disk = await mountTmpfs('4m');
    if (disk === undefined) {
      context.skip('a tmpfs cannot be mounted by this user');
      return;
    }
    const intake = await openTestIntake(disk.folder);
    await take(intake, 'd.csv', deploymentsCsv(20));
    await intake.close();
    disk.remount('ro');
    await expect(openIntake(disk.folder, { now: () => testNow })).rejects.toMatchObject({ code: 'EROFS' });
    disk.remount('rw');
    const open = await openTestIntake(disk.folder);
    expect((await take(open, 'd.csv', deploymentsCsv(20))).unchanged).toBe(20);
  });

  it('[I18] a file that is not there or may not be read is refused without its path', async () => {
    const { carriedFileAt } = await import('./carried-file.ts');
    const intake = await openTestIntake();
    const folder = await temporaryFolder();
    await expect(carriedFileAt(join(folder, 'gone.csv'))).rejects.toMatchObject({ code: 'ENOENT' });
    const gone = {
      name: 'gone.csv',
      size: 1,
      open: () => {
        throw Object.assign(new Error(`ENOENT: ${folder}`), { code: 'ENOENT' });
      },
    };
    const fault = errorOf(await intake.takeFile(gone));
    expect([fault.code, fault.message.includes(folder)]).toEqual(['unreadable', false]);
    expect(valueOf(await intake.takeFile(carriedText('d.csv', deploymentsCsv(3)))).accepted).toBe(3);
  });
});
