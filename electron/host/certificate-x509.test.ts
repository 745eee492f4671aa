import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificateRequest } from '../signing/certificate-request.ts';
import { certify, readChain, type Certified } from '../verifier/core/certificates.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { nodeCrypto } from '../verifier/node-crypto.ts';
import { hasOpenssl, makeAuthority, openssl, type Issue, type LocalAuthority } from './certificate-fixture.ts';
import { makeRecord, type RecordFixture } from './record-fixture.ts';
import { personOf, tamper, verdictOf } from './record-tamper.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe.skipIf(!hasOpenssl)('a certificate of a PKI', () => {
  let authority: LocalAuthority;
  let record: RecordFixture;
  let request: string;
  let leaf: string;
  beforeAll(async () => {
    authority = await makeAuthority();
    record = await makeRecord();
    request = certificateRequest(personOf(record, 'ops-02'), { member: 'ops-02', organisation: null, mail: null });
    leaf = await authority.issue(request);
  });

  const judge = async (pem: string | Uint8Array): Promise<Certified> => {
    const chain = readChain(Buffer.from(pem));
    const roots = readChain(Buffer.from(authority.rootPem));
    if (!roots.ok) throw new Error(roots.why);
    return chain.ok ? certify(chain.value, roots.value, nodeCrypto) : chain;
  };
  /** An authority under the root, and a leaf it issued for ops-02 with its certificate behind it. */
  const under = async (name: string, above: Issue & { readonly key?: readonly string[] }, issue: Issue = {}) => {
    const paths = await authority.make(name, { subject: `/O=Example/CN=${name}`, ...above });
    const own = await authority.issue(request, { ...issue, by: paths });
    return { paths, pem: `${own}${await readFile(paths.certificate, 'utf8')}` };
  };

  it('[R8] leads through authorities to one of the trust file, and openssl says so too', async () => {
    expect(await judge(leaf)).toMatchObject({ ok: true, principals: 'ops-02' });
    const rsa = await under('people-rsa', { use: 'lowest', key: ['-newkey', 'rsa:3072'] });
    expect(await judge(rsa.pem)).toMatchObject({ ok: true });
    await writeFile(join(authority.folder, 'leaf.pem'), leaf);
    openssl(['verify', '-CAfile', authority.root, join(authority.folder, 'leaf.pem')]);
  });

  it('[R8] is accepted under no authority that is weak, mute, none, too deep, or uses SHA-1', async () => {
    const why = async (pem: string): Promise<string> => {
      const judged = await judge(pem);
      return judged.ok ? 'accepted' : judged.why;
    };
    expect(await why(await authority.issue(request, { digest: 'sha1' }))).toBe('signed with SHA-1');
    const weak = await under('people-weak', { use: 'lowest', key: ['-newkey', 'rsa:2048'] });
    expect(await why(weak.pem)).toBe('an authority: RSA of 2048 bits');
    const mute = await under('people-mute', { use: 'muteAuthority' });
    expect(await why(mute.pem)).toBe('it was issued by a key that may not sign certificates');
    const person = await under('person', { use: 'person' });
    expect(await why(person.pem)).toBe('it was issued by what is no authority');
    const lowest = await under('lowest', { use: 'lowest' });
    const deeper = await under('deeper', { use: 'authority', by: lowest.paths });
    const deepChain = `${deeper.pem}${await readFile(lowest.paths.certificate, 'utf8')}`;
    expect(await why(deepChain)).toBe('an authority may not have so many below it');
    expect(await why(leaf.replace(/^(?:.*\n){3}/, ''))).toMatch(/not a chain/);
    expect(await why(`${leaf}a word`)).toMatch(/not a chain/);
    const stranger = await makeAuthority();
    expect(await why(await stranger.issue(request))).toBe("its issuer's signature does not hold");
  });

  it("[R9] of a person's own in the trust file speaks for whom it names, while it is valid", async () => {
    const trust = join(await temporaryFolder('own'), 'trust');
    await mkdir(trust);
    await writeFile(join(trust, 'rel-01.pem'), await readFile(join(record.trustDir, 'rel-01.pem')));
    const verdict = async (pem: string) => {
      await writeFile(join(trust, 'own.crt'), pem);
      return verdictOf(record.dir, { trust: [trust] });
    };
    expect(await verdict(leaf)).toEqual({ exit: 0, said: [] });
    expect(await verdict(await authority.issue(request, { until: '20260301000000Z' }))).toMatchObject({
      said: [
        expect.stringMatching(/^9: KEY NOT VALID for role facilitator at .* \(claimed time\): the key had expired/),
      ],
    });
    const other = certificateRequest(personOf(record, 'ops-02'), { member: 'dev-09', organisation: null, mail: null });
    expect((await verdict(await authority.issue(other))).said[0]).toMatch(/^9: .*the key is not ops-02's/);
    expect(await verdict(await authority.issue(other, { use: 'mail' }))).toEqual({ exit: 0, said: [] });
    expect((await verdict(await authority.issue(request, { use: 'web' }))).exit).toBe(2);
  });

  it('[R2] of another key, garbage, or without a sign-off is refused in trust/', async () => {
    const said = async (name: string, pem: string): Promise<string | undefined> => {
      const dir = await tamper(record.dir, (copy) => writeFile(join(copy, 'trust', name), pem));
      return (await verdictOf(dir, { trust: [record.trustDir] })).said[0];
    };
    expect(await said('01-facilitator.crt', leaf)).toBeUndefined();
    expect(await said('02-release-manager.crt', leaf)).toMatch(
      /^2: UNLISTED certificate trust\/02-release-manager\.crt/,
    );
    expect(await said('01-facilitator.crt', 'garbage')).toMatch(/^4: MALFORMED certificate trust\/01-facilitator\.crt/);
    expect(await said('03-product.crt', leaf)).toMatch(/^2: UNLISTED file trust\/03-product\.crt/);
    expect(await said('authority.crt', authority.rootPem)).toMatch(/^2: UNLISTED file trust\/authority\.crt/);
  });

  it('[R9] that a record carries is not believed for another member or at another time', async () => {
    const trust = join(await temporaryFolder('root'), 'trust');
    await mkdir(trust);
    await writeFile(join(trust, 'root.crt'), authority.rootPem);
    await writeFile(join(trust, 'rel-01.pem'), await readFile(join(record.trustDir, 'rel-01.pem')));
    const verdict = async (pem: string) => {
      const dir = await tamper(record.dir, (copy) => writeFile(join(copy, 'trust/01-facilitator.crt'), pem));
      return verifyBundle(dir, { trust: [trust] });
    };
    expect(await verdict(leaf)).toMatchObject({ exit: 0, findings: [] });
    const other = certificateRequest(personOf(record, 'ops-02'), { member: 'dev-09', organisation: null, mail: null });
    for (const pem of [
      await authority.issue(other),
      await authority.issue(request, { until: '20260301000000Z' }),
      await authority.issue(request, { from: '20260401000000Z' }),
    ])
      expect(await verdict(pem)).toMatchObject({ exit: 1, findings: [{ case: 9 }] });
  });

  it('[R8] of 2,000 certificates with a changed byte none is accepted', async () => {
    const [, body = ''] = /-----BEGIN CERTIFICATE-----\n([^-]+)-----/.exec(leaf) ?? [];
    const der = Buffer.from(body, 'base64');
    let seed = 509;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const toPem = (bytes: Buffer): string =>
      `-----BEGIN CERTIFICATE-----\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
    expect((await judge(toPem(der))).ok).toBe(true);
    let accepted = 0;
    for (let round = 0; round < 2000; round += 1) {
      let changed = Buffer.from(der);
      for (let times = 1 + random(3); times > 0; times -= 1) changed[random(changed.length)] = random(256);
      if (random(8) === 0) changed = changed.subarray(0, 1 + random(changed.length - 1));
      if (!changed.equals(der) && (await judge(toPem(changed))).ok) accepted += 1;
    }
    expect(accepted).toBe(0);
  });
});
