// A bundle that comes to a disk which runs full.
import { execFileSync } from 'node:child_process';
import { statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { CourierItemReport } from '../courier/take-courier.ts';
import { createServices, type RunningServices } from './create-services.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { commandPort } from './with-workspace.ts';

const open = (workspaceDir: string): Promise<RunningServices> =>
  createServices({
    workspaceDir,
    port: commandPort,
    clock: { wall: () => Date.UTC(2026, 2, 12, 10), monotonic: () => 0 },
    scryptLogN: 10,
    founding: { name: 'Test organisation', sample: false, zone: 'UTC' },
  });

const deployments = (from: number): string =>
  [
    'id,service,version,environment,started_at,finished_at,result',
    ...Array.from({ length: 2000 }, (_, i) => {
      const at = new Date(Date.UTC(2026, 1, 1) + (from + i) * 60_000).toISOString();
      return `d${from + i},checkout,1.${from + i}.0,production,${at},${at},success`;
    }),
  ].join('\n');

/** A bundle of six files of 2,000 deployments each. */
async function packSix(): Promise<string> {
  const origin = await open(join(await temporaryFolder('courier-origin'), 'workspace'));
  for (let file = 0; file < 6; file += 1) {
    const bytes = Buffer.from(deployments(file * 2000));
    const carried = {
      name: `d${file}.csv`,
      size: bytes.length,
      open: async function* () {
        yield bytes;
      },
    };
    expect(await origin.services.intake.takeFile(carried)).toMatchObject({ ok: true });
  }
  const out = join(await temporaryFolder('courier-bundle'), 'bundle.zip');
  expect(await origin.services.couriers.pack({ services: null, after: 0 }, out)).toMatchObject({ ok: true });
  await origin.close();
  return out;
}

describe('a bundle on a disk that runs full', () => {
  afterAll(removeTemporaryFolders);

  it('[P6] says what is here, closes, opens again, and goes on when there is space', async (context) => {
    const disk = await temporaryFolder('courier-disk');
    const mount = (options: string): void =>
      void execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk], { stdio: 'ignore' });
    try {
      mount('size=900k');
    } catch {
      context.skip('a small tmpfs cannot be mounted by this user');
      return;
    }
    onTestFinished(() => void execFileSync('umount', ['-l', disk]));
    const bundle = await packSix();
    const workspace = join(disk, 'workspace');
    const far = await open(workspace);
    expect(await far.services.couriers.trust(bundle)).toMatchObject({ ok: true });
    const told: CourierItemReport[] = [];
    const taken = await far.services.couriers.take(bundle, new AbortController().signal, (report) => told.push(report));
    if (taken.ok) throw new Error('the disk did not run full');
    expect(taken.error.code).toBe('disk-full');
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ outcome }) => outcome === 'taken')).toBe(true);
    expect(taken.error.message).toContain(`Of the bundle's 6 files ${told.length} were read here and stay`);
    expect(taken.error.message).toContain('bring the bundle again');
    expect(taken.error.message).not.toContain(disk);
    const kept = (await far.services.intake.rows.of('deployment')).length;
    expect(kept).toBeGreaterThanOrEqual(told.length * 2000);

    await writeFile(join(disk, 'filler'), Buffer.alloc(1 << 20)).catch(() => undefined);
    expect((await statfs(disk)).bavail).toBe(0);
    await far.close();
    mount('remount,size=32m');
    // This process lives: only a lock that was really let go of is free.
    const again = await open(workspace);
    onTestFinished(() => again.close());
    const whole = await again.services.couriers.take(bundle, new AbortController().signal, () => undefined);
    expect(whole).toMatchObject({ ok: true, value: { refused: 0 } });
    const rows = await again.services.intake.rows.of('deployment');
    expect([rows.length, new Set(rows.map(({ id }) => id)).size]).toEqual([12_000, 12_000]);
  });
});
