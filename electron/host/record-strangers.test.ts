import { execFile } from 'node:child_process';
import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPersonKey } from '../signing/person-key.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { makeLines, makeRecord, passphrase, valueOf, type RecordFixture } from './record-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const run = promisify(execFile);
type Outcome = { readonly code: number; readonly text: string };

async function sh(command: string, cwd: string, env: { readonly [name: string]: string } = {}): Promise<Outcome> {
  try {
    const { stdout, stderr } = await run('bash', ['-c', command], { cwd, env: { ...process.env, ...env } });
    return { code: 0, text: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, text: stdout + stderr };
  }
}

const has = (tool: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, tool)));
const missing = ['openssl', 'ssh-keygen', 'jq', 'sha256sum', 'bash'].filter((tool) => !has(tool));
if (missing.length > 0) console.log(`record-strangers: skipped, not installed: ${missing.join(', ')}`);

describe.skipIf(missing.length > 0)('a record among strangers', () => {
  let record: RecordFixture;
  beforeAll(async () => {
    record = await makeRecord({ parts: { asChosen: [{ name: 'transcript.vtt', bytes: 'WEBVTT\n' }] } });
  });

  it('is verified by our own verifier', async () => {
    const report = await verifyBundle(record.dir, { trust: [join(record.trustDir, 'allowed_signers')] });
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ exit: 0, verdict: 'verified' });
  });

  it('passes the stranger script', async (context) => {
    const stranger = resolve(import.meta.dirname, '../../../shared/check/stranger');
    if (!existsSync(stranger)) context.skip('the stranger script is not beside this checkout');
    const outcome = await sh(`bash ${stranger} ${record.dir} ${record.trustDir}`, '/');
    expect(outcome).toEqual({ code: 0, text: '2 DSSE by openssl, 2 SSHSIG by ssh-keygen\n' });
  });

  it('has manifests that sha256sum reads', async () => {
    const outcome = await sh(
      'sha256sum -c --strict manifest-sha256.txt tagmanifest-sha256.txt | grep -vc ": OK$"',
      record.dir,
    );
    expect(outcome.text).toBe('0\n');
  });

  it('is verified by the commands of its VERIFY.txt, also typed as it says', async () => {
    const typed = `TRUST=${record.trustDir} bash -c 'sed -n "s/^    //p" VERIFY.txt | bash'`;
    expect(await readFile(join(record.dir, 'VERIFY.txt'), 'utf8')).toContain(
      typed.replace(record.trustDir, '/path/to/trust'),
    );
    const outcome = await sh(typed, record.dir);
    expect(outcome).toMatchObject({ code: 0 });
    expect(outcome.text).toMatch(/ok: history of 7 events[^]*VERIFIED\n$/);
  });

  it('has the commands that docs/record-format.md publishes', async () => {
    const docs = await readFile(resolve(import.meta.dirname, '../../docs/record-format.md'), 'utf8');
    const commands = (await readFile(join(record.dir, 'VERIFY.txt'), 'utf8'))
      .split('\n')
      .filter((line) => line.startsWith('    '));
    expect(
      docs
        .slice(docs.indexOf('```text'))
        .split('\n')
        .filter((line) => line.startsWith('    ')),
    ).toEqual(commands);
  });

  it('is refused by the commands of VERIFY.txt after a byte anywhere is changed', async () => {
    const commands = await commandsOf(record.dir);
    for (const path of (await readdir(record.dir, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    )) {
      const copy = await copyOf(record.dir);
      const file = join(path.parentPath.replace(record.dir, copy), path.name);
      const bytes = await readFile(file);
      const at = bytes.length >> 1;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      await writeFile(file, bytes);
      const outcome = await sh(`sed -n "s/^    //p" ${commands} | bash`, copy, { TRUST: record.trustDir });
      expect({ file: path.name, failed: outcome.code !== 0, verified: outcome.text.includes('VERIFIED') }).toEqual({
        file: path.name,
        failed: true,
        verified: false,
      });
    }
  }, 120_000);

  it('is refused by the commands of VERIFY.txt when the manifests were computed anew', async () => {
    const commands = await commandsOf(record.dir);
    const edits = [
      ['printf x >> data/report.html', 'a file is not as it was signed'],
      ['printf x > data/evidence/003.txt', 'a file is not as it was signed'],
      ['rm data/actions.csv', 'a file is not as it was signed'],
      ['rm signatures/01-facilitator.*', 'covers an envelope that is not here'],
      ['rm signatures/02-release-manager.* trust/02-*', 'no sign-off by release-manager'],
      ['printf x > signatures/notes.txt', 'not covered by any signature'],
      ['cp signatures/01-facilitator.dsse.json signatures/02-release-manager.dsse.json', 'ssh-keygen refuses'],
      ['cp signatures/01-facilitator.manifest.sig signatures/02-release-manager.manifest.sig', 'ssh-keygen refuses'],
    ] as const;
    for (const [edit, why] of edits) {
      const copy = await copyOf(record.dir);
      await sh(`${edit}; ${computeAnew}`, copy);
      const outcome = await sh(`sed -n "s/^    //p" ${commands} | bash`, copy, { TRUST: record.trustDir });
      expect(outcome.text).toContain(why);
      expect({ edit, failed: outcome.code !== 0, verified: outcome.text.includes('VERIFIED') }).toEqual({
        edit,
        failed: true,
        verified: false,
      });
    }
  }, 120_000);

  it('is refused by the commands of VERIFY.txt when a file was added and nothing else', async () => {
    const copy = await copyOf(record.dir);
    const outcome = await sh('printf x > data/evidence/003.txt; sed -n "s/^    //p" VERIFY.txt | bash', copy, {
      TRUST: record.trustDir,
    });
    expect(outcome.text).toContain('a file is missing or not covered');
    expect(outcome.code).not.toBe(0);
  });

  it('is refused by the commands of VERIFY.txt for keys that are not in the trust folder', async () => {
    const other = await makeRecord();
    const outcome = await sh(`sed -n "s/^    //p" VERIFY.txt | bash`, record.dir, { TRUST: other.trustDir });
    expect(outcome.code).not.toBe(0);
    expect(outcome.text).toContain('is not in your trust folder');
  });

  it('checks the checkpoint by the device keys of the trust folder, where it has any', async () => {
    const other = await makeRecord();
    const trust = await copyOf(record.trustDir);
    const outcome = async (edit: string): Promise<Outcome> => {
      await sh(edit, trust);
      return sh(`sed -n "s/^    //p" VERIFY.txt | bash`, record.dir, { TRUST: trust });
    };
    expect((await outcome(`mv device.pem device-a.pem; cp ${other.trustDir}/device.pem device-b.pem`)).code).toBe(0);
    expect((await outcome('rm device-a.pem')).text).toContain('the checkpoint is not by a device of your trust folder');
    expect((await outcome('rm device-b.pem')).code).toBe(0);
  });

  it("shows a person's fingerprint as ssh-keygen does", async () => {
    const key = record.people['ops-02'];
    const outcome = await sh(`ssh-keygen -i -m PKCS8 -f ${record.trustDir}/ops-02.pem | ssh-keygen -lf -`, '/');
    expect(outcome.text).toContain(key?.fingerprint);
  });

  it('checks the histories of one event and of many', async () => {
    for (const count of [1, 2, 12]) {
      const one = await makeRecord({ lines: makeLines(count) });
      const outcome = await sh('sed -n "s/^    //p" VERIFY.txt | bash', one.dir, { TRUST: one.trustDir });
      expect(outcome.text).toContain(`ok: history of ${count} events`);
      expect(outcome.code).toBe(0);
    }
  }, 120_000);
});

describe.skipIf(!has('age') || !has('python3'))("a person's key at rest", () => {
  it('is opened by age and read by openssl', async () => {
    const { ageFile, publicPem } = valueOf(await createPersonKey({ passphrase, scryptLogN: 10 }));
    const folder = await temporaryFolder('age');
    await writeFile(join(folder, 'key.age'), ageFile);
    const typed = `import pty,os,sys
pid,fd=pty.fork()
if pid==0: os.execvp('age',['age','-d','-o','key.pem','key.age'])
os.read(fd,1024); os.write(fd,sys.argv[1].encode()+b'\\n')
try:
  while os.read(fd,1024): pass
except OSError: pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid,0)[1]))`;
    await run('python3', ['-c', typed, passphrase], { cwd: folder });
    const { stdout } = await run('openssl', ['pkey', '-in', 'key.pem', '-pubout'], { cwd: folder });
    expect(stdout).toBe(publicPem);
  });
});

const computeAnew = `find data -type f | sort | xargs sha256sum > manifest.new; mv manifest.new manifest-sha256.txt
find . -type f ! -path './data/*' ! -name 'tagmanifest*' -printf '%P\\n' | sort | xargs sha256sum > /tmp/hotwash-tags.$$; mv /tmp/hotwash-tags.$$ tagmanifest-sha256.txt`;

async function copyOf(dir: string): Promise<string> {
  const copy = await temporaryFolder('copy');
  await cp(dir, copy, { recursive: true });
  return copy;
}

/** The commands as published, kept apart from the copy that is tampered with. */
async function commandsOf(dir: string): Promise<string> {
  const file = join(await temporaryFolder('commands'), 'VERIFY.txt');
  await cp(join(dir, 'VERIFY.txt'), file);
  return file;
}
