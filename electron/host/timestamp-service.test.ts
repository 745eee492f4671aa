import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { memberIdSchema, reviewIdSchema } from '../../shared/domain/ids.ts';
import { emptyWorkspace, type Workspace } from '../../shared/domain/workspace/workspace.ts';
import { ok } from '../../shared/lib/result.ts';
import { bundleName } from '../../shared/record/names.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { hasOpenssl, makeAuthority, openssl, type LocalAuthority } from './certificate-fixture.ts';
import { carryCertificates } from './certificate-carry.ts';
import { createSeal } from './certificate-seal.ts';
import { createCertificateStore, type CertificateStore } from './certificate-store.ts';
import type { KeyStore } from './key-store.ts';
import { makeRecord, passphrase, reviewId, valueOf, type RecordFixture } from './record-fixture.ts';
import type { RecordService } from './record-service.ts';
import { placeBeside } from './timestamp-files.ts';
import { createTimestampService, type TimestampService } from './timestamp-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

const review = reviewIdSchema.parse(reviewId);
const ops = memberIdSchema.parse('ops-02');

/** A workspace folder with a record in it, and what works on both. */
async function makeDesk() {
  const record = await makeRecord();
  const workspaceDir = record.base;
  const dir = join(workspaceDir, 'records', bundleName(reviewId));
  await mkdir(join(workspaceDir, 'records'));
  await rename(record.dir, dir);
  const keys = Object.entries(record.people).map(([member, { fingerprint, publicPem, words }]) => ({
    member,
    fingerprint,
    publicPem,
    words,
    validFrom: 0,
    validUntil: null,
    revokedAt: null,
    revokedFor: null,
  }));
  const current: Workspace = { ...emptyWorkspace, keys };
  const unlock: KeyStore['unlock'] = async (member) => ok(record.people[member] ?? (record.people['ops-02'] as never));
  const clock = { wall: () => Date.UTC(2026, 2, 17), monotonic: () => 0 };
  const parts = {
    workspaceDir,
    clock,
    keys: { unlock } as KeyStore,
    workspace: { current: () => current } as WorkspaceService,
  };
  const certificates = createCertificateStore(parts);
  const records = { folder: () => dir, alone: (_, work) => work() } as Pick<
    RecordService,
    'folder' | 'alone'
  > as RecordService;
  const timestamps = createTimestampService({ workspaceDir, records, certificates });
  const seal = createSeal({ folder: () => dir, certificates, keys: parts.keys, clock });
  return { record: { ...record, dir }, certificates, timestamps, seal };
}

describe.skipIf(!hasOpenssl)('what is optional in a record', () => {
  let authority: LocalAuthority;
  let record: RecordFixture;
  let certificates: CertificateStore;
  let timestamps: TimestampService;
  let seal: ReturnType<typeof createSeal>;
  let leaf: string;
  beforeAll(async () => {
    authority = await makeAuthority();
    ({ record, certificates, timestamps, seal } = await makeDesk());
  });
  const messageOf = (result: { readonly ok: boolean; readonly error?: { readonly message: string } }): string =>
    result.ok ? 'taken' : (result.error?.message ?? '');

  it('[R9] openssl holds the certificate request for the signature of the key it names', async () => {
    const asked = { member: ops, passphrase, organisation: 'Example', mail: 'ops-02@example.org' };
    const request = valueOf(await certificates.request(asked));
    await writeFile(join(authority.folder, 'own.csr'), request);
    const said = spawnSync('openssl', ['req', '-verify', '-text', '-in', join(authority.folder, 'own.csr')], {
      encoding: 'utf8',
    });
    expect(`${said.stdout}${said.stderr}`).toContain('self-signature verify OK');
    expect(said.stdout).toMatch(
      /Subject: O = Example, CN = ops-02[^]*Digital Signature, Non Repudiation[^]*email:ops-02@example\.org/,
    );
    leaf = await authority.issue(request);
  });

  it('[R9] a certificate is kept only for the member it names, whose key it is, while it is valid and may sign', async () => {
    const request = valueOf(await certificates.request({ member: ops, passphrase, organisation: null, mail: null }));
    const other = await authority.make('rel-01');
    const cases = [
      ['garbage', /no certificate in PEM/],
      [await readFile(other.certificate, 'utf8'), /another key than ops-02's/],
      [await authority.issue(request, { from: '20250101000000Z', until: '20250601000000Z' }), /ended on 2025-06-01/],
      [await authority.issue(request, { from: '20300101000000Z' }), /not valid before 2030-01-01/],
      [await authority.issue(request, { use: 'encipher' }), /may not sign/],
      [await authority.issue(request, { use: 'web' }), /another use/],
      [await authority.issue(request, { use: 'strange' }), /critical extension/],
      [authority.rootPem, /an authority's/],
    ] as const;
    for (const [text, message] of cases) expect(messageOf(await certificates.take(ops, text))).toMatch(message);
    expect(messageOf(await certificates.take(memberIdSchema.parse('rel-01'), leaf))).toMatch(
      /another key than rel-01's/,
    );
    expect((await certificates.status()).ok && valueOf(await certificates.status()).certificates).toEqual([]);
    expect(valueOf(await certificates.take(ops, leaf))).toMatchObject({ subject: 'CN=ops-02, O=Example', fault: null });
  });

  it('[R8] the record carries it, and it makes the key known to whoever trusts the authority, and to nobody else', async () => {
    valueOf(await carryCertificates(record.dir, certificates));
    expect(await readFile(join(record.dir, 'trust/01-facilitator.crt'), 'utf8')).toBe(leaf);
    expect(await verifyBundle(record.dir, { trust: [record.trustDir] })).toMatchObject({ exit: 0, findings: [] });
    const trust = join(record.base, 'authority-only');
    await mkdir(trust);
    await writeFile(join(trust, 'root.crt'), authority.rootPem);
    await writeFile(join(trust, 'rel-01.pem'), await readFile(join(record.trustDir, 'rel-01.pem')));
    expect(await verifyBundle(record.dir, { trust: [trust] })).toMatchObject({ exit: 0, findings: [] });
    await writeFile(join(trust, 'root.crt'), (await makeAuthority()).rootPem);
    const strange = await verifyBundle(record.dir, { trust: [trust] });
    expect(strange).toMatchObject({ exit: 3 });
    expect(strange.findings[0]?.message).toMatch(/^INTACT, NOT TRUSTED: key .*its issuer's signature does not hold$/);
  });

  it('[R14] a request is made once, its reply is taken back once it fits, and the record verifies with it', async () => {
    expect(valueOf(await timestamps.status(review)).signOffs.map(({ state }) => state.kind)).toEqual(['none', 'none']);
    expect(messageOf(await timestamps.take(review, '01', Buffer.from('x')))).toMatch(/No timestamp was asked/);
    const waiting = join(record.base, 'timestamps', reviewId);
    await mkdir(waiting, { recursive: true });
    await writeFile(join(waiting, '01-facilitator.tsq'), 'over a sign-off of before, whose record was deleted');
    const request = Buffer.from(valueOf(await timestamps.request(review, '01')));
    const envelope = await readFile(join(record.dir, 'signatures/01-facilitator.dsse.json'));
    expect(request.includes(createHash('sha256').update(envelope).digest())).toBe(true);
    expect(request.equals(valueOf(await timestamps.request(review, '01')))).toBe(true);
    expect(messageOf(await timestamps.request(review, '07'))).toMatch(/no sign-off 07/);
    const second = valueOf(await timestamps.request(review, '02'));
    expect(messageOf(await timestamps.take(review, '01', await authority.stamp(second)))).toMatch(
      /over other data.*record is as it was/,
    );
    expect(messageOf(await timestamps.take(review, '01', Buffer.from('garbage')))).toMatch(/does not stamp/);
    const reply = await authority.stamp(request);
    expect(valueOf(await timestamps.take(review, '01', reply)).state).toMatchObject({
      kind: 'stamped',
      trusted: false,
    });
    valueOf(await certificates.takeAuthority(authority.rootPem));
    expect(valueOf(await timestamps.status(review)).signOffs.map(({ state }) => state)).toMatchObject([
      { kind: 'stamped', trusted: true },
      { kind: 'asked' },
    ]);
    expect(messageOf(await timestamps.take(review, '01', await authority.stamp(request)))).toMatch(
      /nothing is overwritten/,
    );
    expect(await verifyBundle(record.dir, { trust: [record.trustDir] })).toMatchObject({ exit: 0, findings: [] });
    const bag = spawnSync('sha256sum', ['-c', '--quiet', '--strict', 'tagmanifest-sha256.txt'], { cwd: record.dir });
    expect(bag.status).toBe(0);
  });

  it('[R14] a record of before, whose VERIFY.txt would refuse the files, is left as it is', async () => {
    const older = await makeRecord();
    await writeFile(join(older.dir, 'VERIFY.txt'), 'older commands');
    const placed = await placeBeside(older.dir, [{ path: 'timestamps/01.tsr', content: Buffer.from('x') }]);
    expect(messageOf(placed)).toMatch(/written before.*as they were/);
    expect(await readdir(older.dir)).not.toContain('timestamps');
  });

  it('hands out a .p7s over the manifest that openssl accepts, and nothing without a certificate', async () => {
    const p7s = valueOf(await seal({ review, member: ops, passphrase, as: 'p7s' }));
    await writeFile(join(authority.folder, 'm.p7s'), p7s);
    const manifest = join(record.dir, 'manifest-sha256.txt');
    openssl([
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      join(authority.folder, 'm.p7s'),
      '-content',
      manifest,
      '-CAfile',
      authority.root,
      '-out',
      '/dev/null',
    ]);
    const without = await seal({ review, member: memberIdSchema.parse('rel-01'), passphrase, as: 'p7s' });
    expect(messageOf(without)).toMatch(/no certificate for this key/);
    expect(messageOf(await seal({ review, member: ops, passphrase, as: 'pdf' }))).toMatch(/cannot be signed/);
  });
});
