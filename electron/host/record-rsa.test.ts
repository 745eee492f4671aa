import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { statementText } from '../../shared/record/statement.ts';
import { prepareSignOff } from '../export/sign-off-files.ts';
import { envelopeText, preAuthEncoding } from '../signing/dsse.ts';
import { claimOf, makeRecord, valueOf } from './record-fixture.ts';
import { tamper, verdictOf } from './record-tamper.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const hasTools = ['/usr/bin/openssl', '/usr/bin/ssh-keygen'].every(existsSync);
if (!hasTools) console.log('skipped: RSA sign-offs are made with openssl and ssh-keygen, which are not installed');

type Signed = { readonly dir: string; readonly signers: string; readonly pem: string; readonly fingerprint: string };

/** A record with one sign-off that strangers' tools made with an RSA key, as an enterprise's card would. */
async function signWithRsa(bits: number, spoil: (sig: Buffer) => Buffer = (sig) => sig): Promise<Signed> {
  const folder = await temporaryFolder('rsa');
  const at = (name: string): string => join(folder, name);
  const tool = (program: string, ...args: string[]): Buffer =>
    execFileSync(program, args, { cwd: folder, stdio: 'pipe' });
  tool('openssl', 'genrsa', '-out', 'key', String(bits));
  tool('chmod', '600', 'key');
  tool('openssl', 'pkey', '-in', 'key', '-pubout', '-out', 'key.pem');
  const [type = '', blob = ''] = tool('ssh-keygen', '-y', '-f', 'key').toString().trim().split(' ');
  await writeFile(at('key.pub'), `${type} ${blob}\n`);
  const fingerprint = tool('ssh-keygen', '-lf', 'key.pub').toString().split(' ')[1] ?? '';
  const fresh = await makeRecord({ roles: [], requiredRoles: ['facilitator'] });
  const prepared = valueOf(await prepareSignOff(fresh.dir));
  const statement = statementText(prepared, claimOf(['facilitator', 'facilitated', 'ops-02']));
  await writeFile(at('to-sign.bin'), preAuthEncoding(statement));
  await writeFile(at('manifest'), prepared.manifest);
  const sig = spoil(tool('openssl', 'dgst', '-sha256', '-sign', 'key', 'to-sign.bin'));
  tool('ssh-keygen', '-Y', 'sign', '-f', 'key', '-n', 'hotwash-review@v1', 'manifest');
  const line = `ops-02 namespaces="hotwash-review@v1" ${type} ${blob}\n`;
  await writeFile(at('allowed_signers'), line);
  const dir = await tamper(fresh.dir, async (dir) => {
    await mkdir(join(dir, 'signatures'));
    await writeFile(join(dir, 'signatures/01-facilitator.dsse.json'), envelopeText(statement, fingerprint, sig));
    await writeFile(join(dir, 'signatures/01-facilitator.manifest.sig'), await readFile(at('manifest.sig')));
    await writeFile(join(dir, 'trust/01-facilitator.pem'), await readFile(at('key.pem')));
    await writeFile(join(dir, 'trust/allowed_signers'), line);
  });
  return { dir, signers: at('allowed_signers'), pem: at('key.pem'), fingerprint };
}

describe.skipIf(!hasTools)('a sign-off by an RSA key', () => {
  it('[R5] of 3072 bits made with openssl and ssh-keygen verifies, by its line and by its PEM', async () => {
    const { dir, signers, pem, fingerprint } = await signWithRsa(3072);
    expect(await verdictOf(dir, { trust: [signers] })).toEqual({ exit: 0, said: [] });
    expect(await verdictOf(dir, { trust: [pem] })).toEqual({ exit: 0, said: [] });
    const stranger = await makeRecord();
    expect(await verdictOf(dir, { trust: [stranger.trustDir] })).toEqual({
      exit: 3,
      said: [
        expect.stringMatching(/^8: INTACT, NOT TRUSTED: key hotwash\/device\/[0-9a-f]{16} is not in your trust file$/),
        `8: INTACT, NOT TRUSTED: key ${fingerprint} is not in your trust file`,
      ],
    });
    const changed = await tamper(dir, (copy) => appendFile(join(copy, 'data/report.html'), 'x'));
    expect((await verdictOf(changed, { trust: [signers] })).exit).toBe(1);
  });

  it('[R5] of 2048 bits is weak, and a signature that is changed or cut is bad', async () => {
    const weak = await signWithRsa(2048);
    expect((await verdictOf(weak.dir, { trust: [weak.signers] })).said[0]).toBe(
      '5: WEAK KEY in signatures/01-facilitator.manifest.sig: RSA of 2048 bits',
    );
    const flipped = await signWithRsa(3072, (sig) =>
      Buffer.concat([sig.subarray(0, -1), Buffer.of((sig.at(-1) ?? 0) ^ 1)]),
    );
    expect((await verdictOf(flipped.dir, { trust: [flipped.signers] })).said[0]).toMatch(/^3: BAD SIGNATURE in/);
    const cut = await signWithRsa(3072, (sig) => sig.subarray(0, -1));
    expect((await verdictOf(cut.dir, { trust: [cut.signers] })).said[0]).toMatch(
      /^5: BAD SIGNATURE in .*: not as long/,
    );
  });
});
