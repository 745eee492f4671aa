import { execFileSync, spawn } from 'node:child_process';
import { chmod, cp, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSignOff, prepareSignOff, recoverSignOffs } from '../export/sign-off-files.ts';
import { writeBundle } from '../export/write-bundle.ts';
import { zipBundle } from '../export/zip-bundle.ts';
import { createDeviceKey } from '../signing/device-key.ts';
import { signOffWith } from '../signing/sign-off.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { claimOf, makeParts, makePerson, makeRecord, twoRoles, valueOf } from './record-fixture.ts';
import { handedOver } from './record-tamper.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const seed = Number(process.env['HOTWASH_SEED'] ?? Date.now() % 1_000_000_007);
const kills = 40;

describe('a record under kill -9', () => {
  let script: string;
  beforeAll(async () => {
    const folder = await temporaryFolder('kill');
    const entry = join(folder, 'entry.ts');
    // Writes a record and signs it, saying so after each acknowledged step.
    const code = `
      import { addSignOff, claimOf, createDeviceKey, makeParts, makePerson, prepareSignOff, signOffWith, twoRoles, writeBundle } from './entry.mjs';
      const say = (text) => process.stdout.write(text + '\\n');
      const dir = process.argv[2];
      const { key } = createDeviceKey();
      const people = [await makePerson(), await makePerson()];
      say('ready');
      if (!(await writeBundle(dir, makeParts(key))).ok) process.exit(1);
      say('written');
      for (const [index, seat] of twoRoles.entries()) {
        const prepared = await prepareSignOff(dir);
        const added = await addSignOff(dir, signOffWith(people[index], prepared.value, claimOf(seat)));
        if (!added.ok) process.exit(1);
        say('signed');
      }`;
    await writeFile(
      entry,
      [
        'record-fixture',
        '../export/sign-off-files',
        '../export/write-bundle',
        '../signing/device-key',
        '../signing/sign-off',
      ]
        .map((name) => `export * from ${JSON.stringify(join(import.meta.dirname, `${name}.ts`))};`)
        .join('\n'),
    );
    await build({
      configFile: false,
      root: import.meta.dirname,
      logLevel: 'error',
      publicDir: false,
      ssr: { noExternal: true },
      build: {
        ssr: entry,
        outDir: folder,
        emptyOutDir: false,
        target: 'node20',
        rolldownOptions: { output: { entryFileNames: 'entry.mjs' } },
      },
    });
    script = join(folder, 'child.mjs');
    await writeFile(script, code);
  });

  /** Runs the child and kills it `after` ms past its start of writing; returns what it had acknowledged. */
  async function killedAfter(dir: string, after: number): Promise<readonly string[]> {
    const child = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    let timer: NodeJS.Timeout | undefined;
    child.stdout.on('data', (piece: Buffer) => {
      text += piece.toString();
      timer ??= setTimeout(() => child.kill('SIGKILL'), after);
    });
    await new Promise((resolve) => child.on('close', resolve));
    clearTimeout(timer);
    return text.split('\n').filter((line) => line !== '');
  }

  it(`loses nothing it acknowledged and shows no half, ${kills} times (seed ${seed})`, async () => {
    const base = await temporaryFolder('killed');
    const states = new Map<string, number>();
    const whole = Math.max(20, await timeOf(() => killedAfter(join(base, 'first'), 60_000)));
    for (let kill = 0; kill < kills; kill += 1) {
      const dir = join(base, `record-${kill}`);
      const said = await killedAfter(dir, (((seed + kill * 2_654_435_761) >>> 0) % 1000) * (whole / 1000));
      const acknowledged = said.filter((line) => line === 'signed').length;
      if (!existsSync(dir)) {
        expect(said).not.toContain('written');
        states.set('absent', (states.get('absent') ?? 0) + 1);
        // What is left beside it does not hinder the next attempt.
        valueOf(await writeBundle(dir, makeParts(createDeviceKey().key)));
      }
      valueOf(await recoverSignOffs(dir));
      const { exit, findings, signers } = await verifyBundle(dir, {
        trust: [await handedOver(dir)],
      });
      expect(findings.filter(({ case: number }) => number !== 7)).toEqual([]);
      expect(signers.length).toBeGreaterThanOrEqual(acknowledged);
      expect(exit).toBe(signers.length === 2 ? 0 : 4);
      states.set(`${signers.length} signed`, (states.get(`${signers.length} signed`) ?? 0) + 1);
    }
    console.log(`record-survival: ${kills} kills, seed ${seed}, ${JSON.stringify([...states])}`);
    expect((await readdir(base)).filter((name) => name.startsWith('.'))).toEqual([]);
  }, 300_000);

  it('is brought to the state before or after a sign-off from every point between', async () => {
    const before = await makeRecord({ roles: twoRoles.slice(0, 1) });
    const after = await temporaryFolder('after');
    await cp(before.dir, after, { recursive: true });
    const prepared = valueOf(await prepareSignOff(after));
    valueOf(
      await addSignOff(after, signOffWith(await makePerson(), prepared, claimOf(twoRoles[1] as (typeof twoRoles)[1]))),
    );
    const steps = [
      'signatures/02-release-manager.manifest.sig',
      'trust/02-release-manager.pem',
      'signatures/02-release-manager.dsse.json',
      'trust/allowed_signers',
    ];
    for (let done = 0; done <= steps.length; done += 1) {
      const dir = join(await temporaryFolder('step'), 'record');
      await cp(before.dir, dir, { recursive: true });
      for (const path of steps.slice(0, done)) await cp(join(after, path), join(dir, path));
      valueOf(await recoverSignOffs(dir));
      const { findings, signers } = await verifyBundle(dir, { trust: [join(after, 'trust/allowed_signers')] });
      expect(findings.filter(({ case: number }) => number !== 7)).toEqual([]);
      expect(signers.length).toBe(done >= 3 ? 2 : 1);
      expect(await readFile(join(dir, 'tagmanifest-sha256.txt'), 'utf8')).toBe(
        await readFile(join(done >= 3 ? after : before.dir, 'tagmanifest-sha256.txt'), 'utf8'),
      );
    }
  });
});

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

describe('a disk that says no', () => {
  const mounts: string[] = [];
  const small = async (options: string, skip: (note: string) => never): Promise<string> => {
    const folder = await temporaryFolder('disk');
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      return skip('mounting a small disk is not allowed here');
    }
    mounts.push(folder);
    return folder;
  };
  afterAll(() => {
    for (const folder of mounts) execFileSync('umount', [folder]);
  });
  const { key: device } = createDeviceKey();

  it('when full keeps the review and leaves no half of a record', async (context) => {
    const disk = await small('size=64k', context.skip);
    const big = makeParts(device, { parts: { reportPdf: Buffer.alloc(100_000, 1) } });
    const written = await writeBundle(join(disk, 'record'), big);
    expect(written).toMatchObject({
      ok: false,
      error: { code: 'disk-full', kept: 'Nothing was written; the review and its journal are as they were.' },
    });
    expect(written.ok ? '' : written.error.message).not.toContain(disk);
    expect(await readdir(disk)).toEqual([]);
    expect((await stat(disk)).isDirectory()).toBe(true);
  });

  it('when full takes no half of a sign-off or of a zip', async (context) => {
    const disk = await small('size=96k', context.skip);
    const dir = join(disk, 'record');
    valueOf(await writeBundle(dir, makeParts(device)));
    const prepared = valueOf(await prepareSignOff(dir));
    const key = await makePerson();
    await writeFile(join(disk, 'filler'), Buffer.alloc(1 << 20)).catch(() => undefined);
    const added = await addSignOff(dir, signOffWith(key, prepared, claimOf(['facilitator', 'facilitated', 'ops-02'])));
    expect(added).toMatchObject({ ok: false, error: { code: 'disk-full' } });
    expect(await zipBundle(dir, 'x', join(disk, 'record.zip'))).toMatchObject({
      ok: false,
      error: { code: 'disk-full' },
    });
    expect((await readdir(disk)).toSorted()).toEqual(['filler', 'record']);
    const { exit, findings } = await verifyBundle(dir, { trust: [await handedOver(dir)] });
    expect(findings.every(({ case: number }) => number === 7)).toBe(true);
    expect(exit).toBe(4);
  });

  it('when read-only says so', async (context) => {
    const disk = await small('size=1m', context.skip);
    valueOf(await writeBundle(join(disk, 'record'), makeParts(device)));
    const prepared = valueOf(await prepareSignOff(join(disk, 'record')));
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    const key = await makePerson();
    expect(await writeBundle(join(disk, 'other'), makeParts(device))).toMatchObject({
      ok: false,
      error: { code: 'read-only' },
    });
    expect(
      await addSignOff(
        join(disk, 'record'),
        signOffWith(key, prepared, claimOf(['facilitator', 'facilitated', 'ops-02'])),
      ),
    ).toMatchObject({ ok: false, error: { code: 'read-only' } });
    expect((await verifyBundle(join(disk, 'record'), { trust: [await handedOver(join(disk, 'record'))] })).exit).toBe(
      4,
    );
  });

  it('overwrites nothing', async () => {
    const { dir, base } = await makeRecord();
    expect(await writeBundle(dir, makeParts(device))).toMatchObject({ ok: false, error: { code: 'exists' } });
    await writeFile(join(base, 'a.zip'), 'mine');
    expect(await zipBundle(dir, 'x', join(base, 'a.zip'))).toMatchObject({ ok: false, error: { code: 'exists' } });
    expect(await readFile(join(base, 'a.zip'), 'utf8')).toBe('mine');
  });

  it('a record that was changed meanwhile is not signed', async () => {
    const { dir } = await makeRecord({ roles: [] });
    await chmod(join(dir, 'data/report.html'), 0o644);
    await writeFile(join(dir, 'data/report.html'), 'other');
    expect(await prepareSignOff(dir)).toMatchObject({ ok: false, error: { code: 'wrong-parts' } });
    await mkdir(join(dir, 'signatures'), { recursive: true });
    await writeFile(join(dir, 'signatures/01-facilitator.dsse.json'), '{}');
    expect(await prepareSignOff(dir)).toMatchObject({ ok: false, error: { code: 'wrong-parts' } });
  });

  it("parts that are not one review's are refused with what is wrong", async () => {
    const target = join(await temporaryFolder('parts'), 'record');
    const wrong = [
      { reviewJson: '{"requiredRoles":[]}' },
      { reviewJson: '{ "requiredRoles":[],"reviewId":"r-2026-118"}' },
      { reviewJson: '{"requiredRoles":[],"reviewId":"r-1"}' },
      { reviewJson: 'no' },
      { checkpoint: 'hotwash/r-1\n' },
      { evidence: [{ name: 'Ä%.png', bytes: Buffer.from('x') }] },
    ];
    for (const parts of wrong)
      expect(await writeBundle(target, makeParts(device, { parts }))).toMatchObject({
        ok: false,
        error: { code: 'wrong-parts' },
      });
    expect(existsSync(target)).toBe(false);
  });
});
