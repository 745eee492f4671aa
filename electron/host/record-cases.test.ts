import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { checkpointOfLines } from '../../shared/journal/checkpoint.ts';
import { serializeLine } from '../../shared/journal/line.ts';
import { manifestText } from '../../shared/record/bag.ts';
import { allowedSignersLine } from '../../shared/record/allowed-signers.ts';
import { statementText } from '../../shared/record/statement.ts';
import { hashFiles, listFiles } from '../export/bag-files.ts';
import { addSignOff, prepareSignOff } from '../export/sign-off-files.ts';
import { signCheckpoint } from '../signing/device-key.ts';
import { envelopeText, preAuthEncoding, signEnvelope } from '../signing/dsse.ts';
import { signOffWith } from '../signing/sign-off.ts';
import { signSsh } from '../signing/sshsig.ts';
import { verifyBundle, type VerifyRequest } from '../verifier/verify-bundle.ts';
import { claimOf, makeLines, makePerson, makeRecord, twoRoles, valueOf, type RecordFixture } from './record-fixture.ts';

let record: RecordFixture;
beforeAll(async () => {
  record = await makeRecord();
});

const first = 'signatures/01-facilitator.dsse.json';
const firstSsh = 'signatures/01-facilitator.manifest.sig';
const second = 'signatures/02-release-manager.dsse.json';

/** A copy of the record, changed, with both manifests computed anew. */
async function changed(change: (dir: string) => Promise<void>, from = record.dir): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hotwash-case-'));
  await cp(from, dir, { recursive: true });
  await change(dir);
  await reseal(dir);
  return dir;
}

async function reseal(dir: string): Promise<void> {
  const write = async (name: string, belongs: (path: string) => boolean): Promise<void> =>
    writeFile(join(dir, name), manifestText(await hashFiles(dir, (await listFiles(dir)).filter(belongs))));
  await write('manifest-sha256.txt', (path) => path.startsWith('data/'));
  await write('tagmanifest-sha256.txt', (path) => !path.startsWith('data/') && path !== 'tagmanifest-sha256.txt');
}

type Said = { readonly exit: number; readonly said: readonly string[] };
async function verify(
  dir: string,
  request: VerifyRequest = { trust: [join(record.trustDir, 'allowed_signers')] },
): Promise<Said> {
  const { exit, findings } = await verifyBundle(dir, request);
  return { exit, said: findings.map(({ case: number, message }) => `${number}: ${message}`) };
}

const editEnvelope = async (
  dir: string,
  path: string,
  edit: (json: { [key: string]: Json }) => Json | string,
): Promise<void> => {
  const json = JSON.parse(await readFile(join(dir, path), 'utf8')) as { [key: string]: Json };
  const after = edit(json);
  await writeFile(join(dir, path), typeof after === 'string' ? after : canonicalJson(after));
};

const shaOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

/** Replaces the first envelope by one whose statement was edited and signed again by the same, trusted key. */
async function signedAnew(
  dir: string,
  edit: (statement: { [key: string]: Json }) => Json,
  who = 'ops-02',
): Promise<void> {
  const { payload } = JSON.parse(await readFile(join(dir, first), 'utf8')) as { payload: string };
  const statement = JSON.parse(Buffer.from(payload, 'base64').toString()) as { [key: string]: Json };
  await writeFile(join(dir, first), signEnvelope(personOf(who), canonicalJson(edit(statement))));
}

function personOf(who: string): RecordFixture['people'][string] {
  const person = record.people[who];
  if (person === undefined) throw new Error(`no ${who}`);
  return person;
}

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

  it.each(['VERIFY.txt', 'verify.html', 'bag-info.txt'])('[R1] %s is covered too', async (path) => {
    const dir = await changed(async (dir) => writeFile(join(dir, path), 'other'));
    expect((await verify(dir)).said.join('\n')).toMatch(
      new RegExp(`1: CHANGED ${path}: signed sha256 [0-9a-f]{64}, found [0-9a-f]{64}`),
    );
  });

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
    const cases: readonly [(json: { [key: string]: Json }) => Json, RegExp][] = [
      [
        (json) => ({ ...json, payload: Buffer.from('{}').toString('base64') }),
        /^3: BAD SIGNATURE in signatures\/01-facilitator.dsse.json/,
      ],
      [(json) => ({ ...json, payloadType: 'text/plain' }), /^3: UNKNOWN statement type "text\/plain"/],
      [
        (json) => ({
          ...json,
          signatures: [{ ...(json['signatures'] as { [key: string]: Json }[])[0], sig: otherSignature() }],
        }),
        /^3: BAD SIGNATURE in/,
      ],
    ];
    for (const [edit, expected] of cases) {
      const { exit, said } = await verify(await changed((dir) => editEnvelope(dir, first, edit)));
      expect(exit).toBe(1);
      expect(said[0]).toMatch(expected);
    }
  });

  it('[R3] another predicateType is unknown even from a trusted key', async () => {
    const dir = await changed((dir) =>
      signedAnew(dir, (statement) => ({ ...statement, predicateType: 'https://slsa.dev/provenance/v1' })),
    );
    expect((await verify(dir)).said[0]).toBe(`3: UNKNOWN statement type "https://slsa.dev/provenance/v1" in ${first}`);
  });

  it.each<[string, (json: { [key: string]: Json }) => Json | string, string]>([
    ['no signature', (json) => ({ ...json, signatures: [] }), '0 signatures, expected exactly one'],
    [
      'two signatures',
      (json) => ({ ...json, signatures: [...(json['signatures'] as Json[]), ...(json['signatures'] as Json[])] }),
      '2 signatures, expected exactly one',
    ],
    [
      'base64 with a line break',
      (json) => ({ ...json, payload: `${String(json['payload']).slice(0, 4)}\n${String(json['payload']).slice(4)}` }),
      'base64 is not canonical',
    ],
    ['base64 of the URL kind', (json) => ({ ...json, payload: '-_-_' }), 'base64 is not canonical'],
    ['a key twice', (json) => `{"payload":"",${canonicalJson(json).slice(1)}`, 'duplicate key'],
    ['white space', (json) => JSON.stringify(json, null, 1), 'not in canonical form'],
    ['no JSON', () => '{', 'not JSON'],
    ['over 16 MiB', (json) => ({ ...json, payload: 'A'.repeat(17 * 1024 * 1024) }), 'over 16 MiB'],
  ])('[R4] %s is a malformed envelope', async (_name, edit, why) => {
    const { exit, said } = await verify(await changed((dir) => editEnvelope(dir, first, edit)));
    expect(exit).toBe(1);
    expect(said[0]).toBe(`4: MALFORMED envelope ${first}: ${why}`);
  });

  it('[R5] DER that is not strict and weak keys are refused', async () => {
    const loose = await changed((dir) =>
      editEnvelope(dir, first, (json) => {
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
      writeFile(join(dir, firstSsh), signSsh(personOf('ops-02'), manifest, 'file')),
    );
    expect(await verify(purpose)).toMatchObject({
      exit: 1,
      said: expect.arrayContaining([`16: WRONG PURPOSE in ${firstSsh}: signed for "file"`]),
    });
    const other = await changed((dir) => writeFile(join(dir, firstSsh), signSsh(personOf('rel-01'), manifest)));
    expect((await verify(other)).said[0]).toMatch(/^16: SIGNATURES DISAGREE in/);
  });
});

describe('people', () => {
  const oneKey = async (): Promise<RecordFixture> =>
    makeRecord({
      roles: [
        ['facilitator', 'facilitated', 'ops-02'],
        ['release-manager', 'accepted', 'ops-02'],
      ],
    });

  it('[R6] one person does not fill two required roles, by name or by key', async () => {
    const { dir, trustDir } = await oneKey();
    expect(await verify(dir, { trust: [trustDir] })).toEqual({
      exit: 4,
      said: ['6: DUPLICATE SIGNER: ops-02 cannot fill both facilitator and release-manager'],
    });
  });

  it('[R7] a required role that nobody signed for is named', async () => {
    const { dir, trustDir } = await makeRecord({ roles: twoRoles.slice(0, 1) });
    expect(await verify(dir, { trust: [trustDir] })).toEqual({
      exit: 4,
      said: ['7: INCOMPLETE: no valid sign-off by release-manager'],
    });
    const none = await makeRecord({ roles: [] });
    expect(await verify(none.dir)).toMatchObject({
      exit: 4,
      said: ['7: INCOMPLETE: no valid sign-off by facilitator', '7: INCOMPLETE: no valid sign-off by release-manager'],
    });
  });

  it("[R7] a policy takes the place of the record's own roles", async () => {
    const policy = join(record.base, 'policy.json');
    await writeFile(policy, '{"requiredRoles":["facilitator","operations-lead"]}');
    expect(await verify(record.dir, { trust: [record.trustDir], policy })).toEqual({
      exit: 4,
      said: ['7: INCOMPLETE: no valid sign-off by operations-lead'],
    });
    await writeFile(policy, '{"requiredRoles":["facilitator"],"roles":{"facilitator":["dev-09"]}}');
    expect((await verify(record.dir, { trust: [record.trustDir], policy })).said[0]).toMatch(
      /^9: KEY NOT VALID for role facilitator .* does not hold this role/,
    );
    await writeFile(policy, '{"requiredRoles":["a"],"requiredRoles":[]}');
    expect((await verify(record.dir, { trust: [record.trustDir], policy })).exit).toBe(2);
  });

  it('[R8] a key that only the record itself names is not trusted', async () => {
    const stranger = await makeRecord();
    const { exit, said } = await verify(record.dir, { trust: [stranger.trustDir] });
    expect(exit).toBe(3);
    expect(said).toContain(`8: INTACT, NOT TRUSTED: key ${personOf('ops-02').fingerprint} is not in your trust file`);
    expect((await verify(record.dir, { trust: [join(record.trustDir, 'ops-02.pem')] })).exit).toBe(3);
  });

  it('a PEM of each signer is enough to trust', async () => {
    expect(
      await verify(record.dir, { trust: [join(record.trustDir, 'ops-02.pem'), join(record.trustDir, 'rel-01.pem')] }),
    ).toEqual({ exit: 0, said: [] });
  });

  it('[R9] a key counts for its member, in its time, and for reviews only', async () => {
    const trustOf = async (lines: readonly string[]): Promise<VerifyRequest> => {
      const file = join(await mkdtemp(join(tmpdir(), 'hotwash-trust-')), 'allowed_signers');
      await writeFile(
        file,
        [...lines, allowedSignersLine({ principal: 'rel-01', publicPem: personOf('rel-01').publicPem })].join(''),
      );
      return { trust: [file] };
    };
    const { publicPem } = personOf('ops-02');
    const at = Date.parse('2026-03-16T11:30:00.000Z');
    const line = allowedSignersLine({ principal: 'ops-02', publicPem });
    const cases: readonly [string, number, RegExp][] = [
      [
        allowedSignersLine({ principal: 'dev-07', publicPem }),
        1,
        /^9: KEY NOT VALID for role facilitator at 2026-03-16T11:30:00.000Z \(claimed time\): the key is not ops-02's/,
      ],
      [allowedSignersLine({ principal: 'ops-02', publicPem, validBefore: at }), 1, /^9: .*had expired/],
      [allowedSignersLine({ principal: 'ops-02', publicPem, validAfter: at + 1000 }), 1, /^9: .*not valid yet/],
      [line.replace('hotwash-review@v1', 'git'), 3, /^8: INTACT, NOT TRUSTED/],
      [
        line.replace('namespaces', 'cert-authority,namespaces'),
        2,
        /^0: UNREADABLE: the trust file: allowed_signers: line 1 has an option/,
      ],
      [line.replace('AAAA', 'AAAB'), 2, /malformed public key/],
    ];
    for (const [entry, exit, expected] of cases) {
      const outcome = await verify(record.dir, await trustOf([entry]));
      expect(outcome.said[0]).toMatch(expected);
      expect(outcome.exit).toBe(exit);
    }
    const window = allowedSignersLine({ principal: 'ops-0?', publicPem, validAfter: at, validBefore: at + 1000 });
    expect(await verify(record.dir, await trustOf([`# a comment\n\n${window}`]))).toEqual({ exit: 0, said: [] });
  });

  it('a trust file that is missing or empty is a usage error', async () => {
    expect((await verify(record.dir, {})).exit).toBe(2);
    expect((await verify(record.dir, { trust: [join(record.base, 'nothing')] })).exit).toBe(2);
    await writeFile(join(record.base, 'empty'), '');
    expect((await verify(record.dir, { trust: [join(record.base, 'empty')] })).exit).toBe(2);
    expect((await verify(join(record.base, 'nothing'))).exit).toBe(2);
  });
});

describe('chain of sign-offs', () => {
  it('[R10] a countersign whose envelope was removed is broken', async () => {
    const dir = await changed(async (dir) => {
      for (const name of await readdir(join(dir, 'signatures')))
        if (name.startsWith('01-')) await rm(join(dir, 'signatures', name));
      await rm(join(dir, 'trust/01-facilitator.pem'));
    });
    const { exit, said } = await verify(dir);
    expect(exit).toBe(1);
    expect(said.join('\n')).toContain(
      `10: BROKEN CHAIN in ${second}: it covers envelope ${await shaOf(join(record.dir, first))}, which is not before it`,
    );
  });

  it('[R10] an envelope of another review, and a countersign of nothing', async () => {
    const dir = await changed((dir) =>
      signedAnew(dir, (statement) => ({
        ...statement,
        predicate: { ...(statement['predicate'] as { [key: string]: Json }), reviewId: 'r-2026-1' },
      })),
    );
    expect((await verify(dir)).said).toContain(`10: WRONG REVIEW in ${first}: it is about r-2026-1`);
    const lone = await makeRecord({ roles: [['facilitator', 'countersigned', 'ops-02']] });
    expect((await verify(lone.dir, { trust: [lone.trustDir] })).said[0]).toMatch(
      /^10: BROKEN CHAIN in .*: it countersigns nothing/,
    );
  });

  it('an external signer gets the bytes to sign and its DER signature is taken', async () => {
    const fresh = await makeRecord({ roles: [] });
    const prepared = valueOf(await prepareSignOff(fresh.dir));
    const key = await makePerson();
    const statement = statementText(prepared, claimOf(['facilitator', 'facilitated', 'ops-02']));
    const der = sign('sha256', preAuthEncoding(statement), key.privateKey);
    const signOff = {
      ...signOffWith(key, prepared, claimOf(['facilitator', 'facilitated', 'ops-02'])),
      envelope: envelopeText(statement, key.fingerprint, der),
    };
    valueOf(await addSignOff(fresh.dir, signOff));
    expect((await verify(fresh.dir, { trust: [join(fresh.dir, 'trust')] })).said).toEqual([
      '7: INCOMPLETE: no valid sign-off by release-manager',
    ]);
  });
});

describe('history', () => {
  const lines = makeLines();
  const withLines = async (texts: readonly string[]): Promise<RecordFixture> =>
    makeRecord({ parts: { eventsJsonl: texts.map((text) => `${text}\n`).join('') } });
  const texts = lines.map(serializeLine);

  it.each<[string, readonly string[], RegExp]>([
    [
      'an edited header',
      texts.map((text, index) => (index === 2 ? text.replace('10:00:03', '10:00:04') : text)),
      /^11: HISTORY BROKEN at event 4: it does not follow/,
    ],
    [
      'an edited body',
      texts.map((text, index) => (index === 1 ? text.replace('p95', 'p99') : text)),
      /^11: HISTORY BROKEN at event 2: its body was changed/,
    ],
    [
      'two events swapped',
      [texts[0] ?? '', texts[2] ?? '', texts[1] ?? '', ...texts.slice(3)],
      /^11: HISTORY BROKEN at event 2: it is numbered 3/,
    ],
    ['a gap', texts.filter((_text, index) => index !== 4), /^11: HISTORY BROKEN at event 5: it is numbered 6/],
    ['the end cut off', texts.slice(0, 4), /^11: HISTORY SHORTER than checkpoint: 4 of 7/],
    [
      'more than the checkpoint',
      makeLines(8).map(serializeLine),
      /^11: HISTORY BROKEN at event 8: it came after the checkpoint/,
    ],
    [
      'another history of the same length',
      makeLines(7, 'f'.repeat(16)).map(serializeLine),
      /^11: HISTORY BROKEN at event 7: the events are not those of the checkpoint/,
    ],
    [
      'white space in a line',
      texts.map((text, index) => (index === 5 ? `${text} ` : text)),
      /^11: HISTORY BROKEN at event 6: not a line of canonical JSON/,
    ],
  ])('[R11] %s, though all of it was signed', async (_name, changedTexts, expected) => {
    const { dir, trustDir } = await withLines(changedTexts);
    const { exit, said } = await verify(dir, { trust: [trustDir] });
    expect(exit).toBe(1);
    expect(said[0]).toMatch(expected);
  });

  it('[R12] an older copy must be a beginning of this one', async () => {
    const { device, trustDir, dir } = await makeRecord();
    const older = async (count: number, name = '0123456789abcdef', id = 'r-2026-118'): Promise<string> => {
      const file = join(await mkdtemp(join(tmpdir(), 'hotwash-older-')), 'checkpoint.txt');
      await writeFile(file, signCheckpoint(device, checkpointOfLines(id, makeLines(count, name))));
      return file;
    };
    const since = async (file: string): Promise<Said> => verify(dir, { trust: [trustDir], since: file });
    for (const count of [1, 3, 7]) expect(await since(await older(count))).toEqual({ exit: 0, said: [] });
    expect(await since(dir)).toEqual({ exit: 0, said: [] });
    expect(await since(await older(9))).toEqual({
      exit: 1,
      said: ['12: FORKED or ROLLED BACK: the older copy has 9 events, this one 7'],
    });
    expect(await since(await older(3, 'f'.repeat(16)))).toEqual({
      exit: 1,
      said: ['12: FORKED or ROLLED BACK: the first 3 events are not those of the older copy'],
    });
    expect((await since(await older(3, undefined, 'r-1'))).said[0]).toMatch(/^10: WRONG REVIEW/);
  });

  it('the checkpoint says whether the device that signed it is trusted', async () => {
    const whole = await verifyBundle(record.dir, { trust: [record.trustDir] });
    expect(whole.checkpoint).toMatchObject({ origin: 'hotwash/r-2026-118', size: 7, signedBy: 'trusted device' });
    expect(whole.signers).toMatchObject([
      { role: 'facilitator', trusted: true, validAt: '2026-03-16T11:30:00.000Z' },
      { role: 'release-manager' },
    ]);
    const people = await verifyBundle(record.dir, { trust: [join(record.trustDir, 'allowed_signers')] });
    expect(people.checkpoint?.signedBy).toBe('device not in your trust file');
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
