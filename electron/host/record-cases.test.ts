import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { signSsh } from '../signing/sshsig.ts';
import type { VerifyRequest } from '../verifier/verify-bundle.ts';
import { makeRecord, type RecordFixture } from './record-fixture.ts';
import {
  editEnvelope,
  firstEnvelope,
  personOf,
  shaOf,
  signedAnew,
  tamper,
  verdictOf,
  type JsonMembers,
  type Said,
} from './record-tamper.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

let record: RecordFixture;
beforeAll(async () => {
  record = await makeRecord();
});

const firstSsh = 'signatures/01-facilitator.manifest.sig';

const changed = (change: (dir: string) => Promise<void>): Promise<string> => tamper(record.dir, change);
const verify = (
  dir: string,
  request: VerifyRequest = { trust: [join(record.trustDir, 'allowed_signers')] },
): Promise<Said> => verdictOf(dir, request);

describe('files', () => {
  it('[R1] a byte changed is named with both digests, also when the manifests were computed anew', async () => {
    const was = await shaOf(join(record.dir, 'data/report.html'));
    const dir = await changed(async (dir) => writeFile(join(dir, 'data/report.html'), 'other'));
    const { exit, said } = await verify(dir);
    expect(exit).toBe(1);
    expect(said).toContain(
      `1: CHANGED data/report.html: signed sha256 ${was}, found ${await shaOf(join(dir, 'data/report.html'))}`,
    );
  });

  it.each(['VERIFY.txt', 'verify.html', 'bag-info.txt', 'data/review.json', 'data/leaves.txt', 'data/salts.json'])(
    '[R1] %s is covered too',
    async (path) => {
      const dir = await changed(async (dir) => writeFile(join(dir, path), 'other'));
      expect((await verify(dir)).said.join('\n')).toMatch(
        new RegExp(`1: CHANGED ${path}: signed sha256 [0-9a-f]{64}, found [0-9a-f]{64}`),
      );
    },
  );

  it('[R2] a missing file, a file nobody signed and a foreign name among the signatures are refused', async () => {
    expect(await verify(await changed((dir) => rm(join(dir, 'data/actions.csv'))))).toMatchObject({
      exit: 1,
      said: expect.arrayContaining(['2: MISSING data/actions.csv']),
    });
    for (const path of [
      'data/evidence/009.png',
      'signatures/notes.txt',
      'note.txt',
      'manifest-sha512.txt',
      'trust/roster.json',
    ]) {
      const { exit, said } = await verify(await changed((dir) => writeFile(join(dir, path), 'x')));
      expect(exit).toBe(1);
      expect(said).toContain(`2: UNLISTED file ${path} is not covered by any signature`);
    }
    expect((await verify(await changed((dir) => rm(join(dir, firstSsh))))).said).toContain(`2: MISSING ${firstSsh}`);
  });

  it('[R2] a removed tagmanifest is missed', async () => {
    const dir = await changed(async () => undefined);
    await rm(join(dir, 'tagmanifest-sha256.txt'));
    expect(await verify(dir)).toEqual({ exit: 1, said: ['2: MISSING tagmanifest-sha256.txt'] });
  });

  it('--bag-only looks at the manifests and at nothing else', async () => {
    const dir = await changed((dir) => writeFile(join(dir, 'data/report.html'), 'other'));
    expect(await verify(dir, { bagOnly: true })).toEqual({ exit: 0, said: [] });
    await writeFile(join(dir, 'data/report.html'), 'another');
    expect((await verify(dir, { bagOnly: true })).said[0]).toMatch(/^1: CHANGED data\/report.html: manifest sha256/);
  });
});

describe('envelopes', () => {
  it('[R3] a changed payload, type or signature is a bad signature or an unknown type', async () => {
    const cases: readonly [(json: JsonMembers) => Json, RegExp][] = [
      [
        (json) => ({ ...json, payload: Buffer.from('{}').toString('base64') }),
        /^3: BAD SIGNATURE in signatures\/01-facilitator.dsse.json/,
      ],
      [(json) => ({ ...json, payloadType: 'text/plain' }), /^3: UNKNOWN statement type "text\/plain"/],
      [
        (json) => ({
          ...json,
          signatures: [{ ...(json['signatures'] as JsonMembers[])[0], sig: otherSignature() }],
        }),
        /^3: BAD SIGNATURE in/,
      ],
    ];
    for (const [edit, expected] of cases) {
      const { exit, said } = await verify(await changed((dir) => editEnvelope(dir, edit)));
      expect(exit).toBe(1);
      expect(said[0]).toMatch(expected);
    }
  });

  it('[R3] another predicateType is unknown even from a trusted key', async () => {
    const dir = await changed((dir) =>
      signedAnew(dir, personOf(record, 'ops-02'), (statement) => ({
        ...statement,
        predicateType: 'https://slsa.dev/provenance/v1',
      })),
    );
    expect((await verify(dir)).said[0]).toBe(
      `3: UNKNOWN statement type "https://slsa.dev/provenance/v1" in ${firstEnvelope}`,
    );
  });

  it.each<[string, (json: JsonMembers) => Json | string, string]>([
    ['no signature', (json) => ({ ...json, signatures: [] }), '0 signatures, expected exactly one'],
    [
      'two signatures',
      (json) => ({ ...json, signatures: [...(json['signatures'] as Json[]), ...(json['signatures'] as Json[])] }),
      '2 signatures, expected exactly one',
    ],
    [
      'base64 with a line break',
      (json) => ({ ...json, payload: (json['payload'] as string).replace(/^.{4}/, '$&\n') }),
      'base64 is not canonical',
    ],
    ['base64 of the URL kind', (json) => ({ ...json, payload: '-_-_' }), 'base64 is not canonical'],
    ['a key twice', (json) => `{"payload":"",${canonicalJson(json).slice(1)}`, 'duplicate key'],
    ['white space', (json) => JSON.stringify(json, null, 1), 'not in canonical form'],
    ['no JSON', () => '{', 'not JSON'],
    ['over 16 MiB', (json) => ({ ...json, payload: 'A'.repeat(17 * 1024 * 1024) }), 'over 16 MiB'],
  ])('[R4] %s is a malformed envelope', async (_name, edit, why) => {
    const { exit, said } = await verify(await changed((dir) => editEnvelope(dir, edit)));
    expect(exit).toBe(1);
    expect(said[0]).toBe(`4: MALFORMED envelope ${firstEnvelope}: ${why}`);
  });

  it('[R5] DER that is not strict and weak keys are refused', async () => {
    const loose = await changed((dir) =>
      editEnvelope(dir, (json) => {
        const [signature] = json['signatures'] as { keyid: string; sig: string }[];
        const der = Buffer.from(signature?.sig ?? '', 'base64');
        return {
          ...json,
          signatures: [{ keyid: signature?.keyid ?? '', sig: Buffer.concat([der, Buffer.of(0)]).toString('base64') }],
        };
      }),
    );
    expect((await verify(loose)).said[0]).toMatch(/^5: BAD SIGNATURE in .*: not a strict DER signature/);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const weak = await changed(async (dir) =>
      writeFile(
        join(dir, firstSsh),
        rsaSshSignature(createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }))),
      ),
    );
    expect((await verify(weak)).said[0]).toBe(`5: WEAK KEY in ${firstSsh}: RSA of 2048 bits`);
  });

  it('[R16] a signature made for another purpose, and two signatures by different keys', async () => {
    const manifest = await readFile(join(record.dir, 'manifest-sha256.txt'));
    const purpose = await changed((dir) =>
      writeFile(join(dir, firstSsh), signSsh(personOf(record, 'ops-02'), manifest, 'file')),
    );
    expect(await verify(purpose)).toMatchObject({
      exit: 1,
      said: expect.arrayContaining([`16: WRONG PURPOSE in ${firstSsh}: signed for "file"`]),
    });
    const other = await changed((dir) => writeFile(join(dir, firstSsh), signSsh(personOf(record, 'rel-01'), manifest)));
    expect((await verify(other)).said[0]).toMatch(/^16: SIGNATURES DISAGREE in/);
  });
});

function otherSignature(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return sign('sha256', Buffer.from('x'), privateKey).toString('base64');
}

/** An SSHSIG by an RSA key, as `ssh-keygen -Y sign` would make it; only its key has to be read. */
function rsaSshSignature(key: ReturnType<typeof createPrivateKey>): string {
  const { n = '', e = '' } = key.export({ format: 'jwk' });
  const part = (bytes: Uint8Array | string): Buffer => {
    const body = Buffer.from(bytes);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, body]);
  };
  const modulus = Buffer.concat([Buffer.of(0), Buffer.from(n, 'base64url')]);
  const blob = Buffer.concat([part('ssh-rsa'), part(Buffer.from(e, 'base64url')), part(modulus)]);
  const signature = Buffer.concat([part('rsa-sha2-512'), part(Buffer.alloc(256, 1))]);
  const all = Buffer.concat([
    Buffer.from('SSHSIG'),
    Buffer.of(0, 0, 0, 1),
    part(blob),
    part('hotwash-review@v1'),
    part(''),
    part('sha512'),
    part(signature),
  ]);
  const lines = all.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN SSH SIGNATURE-----', ...lines, '-----END SSH SIGNATURE-----', ''].join('\n');
}
