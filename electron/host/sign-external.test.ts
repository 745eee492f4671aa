import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { passphrase, valueOf } from './record-fixture.ts';
import type { Returned } from './sign-brought.ts';
import { makeUnsigned, member, taking, type SignFixture } from './sign-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

const softhsm = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].find(
  existsSync,
);
const hasOpenssl = existsSync('/usr/bin/openssl');
const hasToken = softhsm !== undefined && ['/usr/bin/softhsm2-util', '/usr/bin/pkcs11-tool'].every(existsSync);
const stranger = '../shared/check/stranger';
if (!hasOpenssl) console.log('skipped: openssl, which stands for an external signer, is not installed');
if (!hasToken) console.log('skipped: a token signs with SoftHSM and pkcs11-tool, which are not installed');

/** The commands of the folder's README.txt after a line that begins so, with their capitals filled in. */
function commandsAfter(readme: string, beginning: string, values: Readonly<Record<string, string>>): readonly string[] {
  const lines = readme.slice(readme.indexOf(beginning)).split('\n');
  const from = lines.findIndex((line) => line.startsWith('    '));
  const rest = lines.slice(from);
  const until = rest.findIndex((line) => !line.startsWith('    '));
  return rest
    .slice(0, until)
    .map((line) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(name, value), line.trim()));
}

describe.skipIf(!hasOpenssl)('an external signer', () => {
  let here: SignFixture;
  let stick: string;
  beforeEach(async () => {
    here = await makeUnsigned();
    stick = await temporaryFolder('stick');
    await here.running.services.records.sign(here.review, 'facilitator', member('eng-01'), passphrase);
    await carry();
  });
  afterEach(() => here.running.close());
  afterAll(removeTemporaryFolders);

  /** Takes a request away onto the stick. */
  async function carry(): Promise<void> {
    const signing = { role: 'release-manager', member: member('rel-01') };
    const { folder } = valueOf(await here.running.services.records.request(here.review, signing));
    for (const { name, bytes } of folder.files) await writeFile(join(stick, name), bytes);
  }
  const run = (command: string, env: Readonly<Record<string, string>> = {}): string =>
    execFileSync('sh', ['-c', command], { cwd: stick, stdio: 'pipe', env: { ...process.env, ...env } }).toString();
  const readme = (): Promise<string> => readFile(join(stick, 'README.txt'), 'utf8');
  const brought = async (): Promise<Returned & { kind: 'external' }> => ({
    kind: 'external',
    pae: await readFile(join(stick, 'pae.sig')),
    manifest: await readFile(join(stick, 'manifest.sig')),
    key: await readFile(join(stick, 'key.pem'), 'utf8'),
  });
  const heard = async (): Promise<string> =>
    valueOf(here.running.services.keys.look(await readFile(join(stick, 'key.pem'), 'utf8'))).words.join(' ');
  async function verified(): Promise<void> {
    const { report } = valueOf(await here.running.services.records.status(here.review));
    expect(report?.signers.map(({ role, trusted }) => [role, trusted])).toEqual([
      ['facilitator', true],
      ['release-manager', true],
    ]);
    expect(report?.findings.filter(({ case: number }) => number !== 7)).toEqual([]);
    const trust = valueOf(await here.running.services.keys.trustFolder());
    if (existsSync(stranger))
      expect(execFileSync(stranger, [here.folder, trust]).toString()).toContain('2 DSSE by openssl, 2 SSHSIG');
  }

  it('[K25] [K26] signs with openssl and a P-256 key; what does not hold, or is not strict, is refused', async () => {
    run('sha256sum -c SHA256SUMS');
    run('openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out card.key');
    for (const command of commandsAfter(await readme(), 'With a key file, ECDSA', { KEY: 'card.key' })) run(command);
    const good = await brought();
    const flipped = Buffer.from(good.pae);
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
    expect(await taking(here, { ...good, pae: flipped })).toBe('K25');
    expect(await taking(here, { ...good, pae: good.manifest, manifest: good.pae })).toBe('K25');
    expect(await taking(here, { ...good, manifest: Buffer.concat([good.manifest, Buffer.of(0)]) })).toBe('K25');
    expect(await taking(here, { ...good, key: 'no key' })).toBe('unreadable-key');
    expect(await taking(here, good)).toBe('unknown-key');
    expect(await taking(here, good, await heard())).toBe('taken');
    await verified();
  });

  it('[K24] hears that its request is stale when somebody signed in between', async () => {
    run('openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out card.key');
    for (const command of commandsAfter(await readme(), 'With a key file, ECDSA', { KEY: 'card.key' })) run(command);
    const { records, keys } = here.running.services;
    valueOf(await keys.create(member('ops-01'), passphrase));
    valueOf(await records.sign(here.review, 'operations-lead', member('ops-01'), passphrase));
    expect(await taking(here, await brought(), await heard())).toBe('K24');
  });

  it('[K25] signs with an RSA key of 3072 bits under a certificate; 2048 bits are refused', async () => {
    for (const [bits, expected] of [
      [2048, 'unreadable-key'],
      [3072, 'taken'],
    ] as const) {
      run(`openssl req -x509 -newkey rsa:${bits} -nodes -keyout card.key -out cert.pem -days 2 -subj /CN=rel-01`);
      for (const command of commandsAfter(await readme(), 'With a key file, RSA', { KEY: 'card.key' })) run(command);
      const words = bits === 2048 ? '' : await heard();
      const key = await readFile(join(stick, 'cert.pem'), 'utf8');
      expect(await taking(here, { ...(await brought()), key }, words)).toBe(expected);
    }
    await verified();
  });

  it.skipIf(!hasToken)('[K25] signs with a token through PKCS #11, by the commands of README.txt', async () => {
    await writeFile(join(stick, 'softhsm2.conf'), `directories.tokendir = ${stick}\nobjectstore.backend = file\n`);
    const env = { SOFTHSM2_CONF: join(stick, 'softhsm2.conf') };
    const values = { MODULE: softhsm ?? '', 'ID ': '01 ', '--login': '--login --pin 1234' };
    run('softhsm2-util --init-token --free --label card --so-pin 5678 --pin 1234', env);
    run(`pkcs11-tool --module ${softhsm} --login --pin 1234 --keypairgen --key-type EC:prime256v1 --id 01`, env);
    for (const command of commandsAfter(await readme(), 'With a smart card or token, ECDSA', values)) run(command, env);
    expect(await taking(here, await brought(), await heard())).toBe('taken');
    await verified();
  });
});
