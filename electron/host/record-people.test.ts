import { sign } from 'node:crypto';
import { appendFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointOfLines } from '../../shared/journal/checkpoint.ts';
import { serializeLine } from '../../shared/journal/line.ts';
import { allowedSignersLine } from '../../shared/record/allowed-signers.ts';
import { statementText } from '../../shared/record/statement.ts';
import { addSignOff, prepareSignOff } from '../export/sign-off-files.ts';
import { createDeviceKey, signCheckpoint } from '../signing/device-key.ts';
import { envelopeText, preAuthEncoding } from '../signing/dsse.ts';
import { signOffWith } from '../signing/sign-off.ts';
import { verifyBundle, type VerifyRequest } from '../verifier/verify-bundle.ts';
import { claimOf, makeLines, makePerson, makeRecord, twoRoles, valueOf, type RecordFixture } from './record-fixture.ts';
import {
  firstEnvelope,
  handedOver,
  personOf,
  secondEnvelope,
  shaOf,
  signedAnew,
  tamper,
  verdictOf,
  type JsonMembers,
  type Said,
} from './record-tamper.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

let record: RecordFixture;
beforeAll(async () => {
  record = await makeRecord();
});

const changed = (change: (dir: string) => Promise<void>): Promise<string> => tamper(record.dir, change);
const verify = (
  dir: string,
  request: VerifyRequest = { trust: [join(record.trustDir, 'allowed_signers')] },
): Promise<Said> => verdictOf(dir, request);

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
    const own = ['ops-02', 'rel-01'].map((member) =>
      allowedSignersLine({
        principal: member === 'ops-02' ? 'ops-02,rel-01' : member,
        publicPem: personOf(record, member).publicPem,
      }),
    );
    const file = join(await temporaryFolder('trust'), 'allowed_signers');
    await writeFile(file, own.join(''));
    expect((await verify(record.dir, { trust: [file] })).said).toEqual([
      '6: DUPLICATE SIGNER: rel-01 cannot fill both facilitator and release-manager',
    ]);
  });

  const withoutSecond = (more: (dir: string) => Promise<void>): Promise<string> =>
    changed(async (dir) => {
      for (const ending of ['dsse.json', 'manifest.sig'])
        await rm(join(dir, `signatures/02-release-manager.${ending}`));
      await more(dir);
    });

  it('[R7] a sign-off that was removed is incomplete, whatever of its key is left in trust/', async () => {
    const missing = '7: INCOMPLETE: no valid sign-off by release-manager';
    const { fingerprint } = personOf(record, 'rel-01');
    const left = (path: string): string =>
      `7: INCOMPLETE: ${path} names key ${fingerprint}, whose sign-off is not there`;
    expect(await verify(await withoutSecond(async () => undefined))).toEqual({
      exit: 4,
      said: [left('trust/allowed_signers'), left('trust/02-release-manager.pem'), missing],
    });
    const dir = await withoutSecond((dir) => rm(join(dir, 'trust/02-release-manager.pem')));
    expect(await verify(dir)).toEqual({ exit: 4, said: [left('trust/allowed_signers'), missing] });
  });

  it('[R2] a key slipped into trust/ is refused, also where a sign-off was removed', async () => {
    const stranger = await makePerson();
    const line = allowedSignersLine({ principal: 'rel-01', publicPem: stranger.publicPem });
    const refusal = `2: UNLISTED key ${stranger.fingerprint} in trust/allowed_signers signed nothing and is not in your trust file`;
    const slipIn = (dir: string): Promise<void> => appendFile(join(dir, 'trust/allowed_signers'), line);
    for (const dir of [await changed(slipIn), await withoutSecond(slipIn)])
      expect(await verify(dir)).toMatchObject({ exit: 1, said: expect.arrayContaining([refusal]) });
    const asAnother = await changed(async (dir) =>
      appendFile(
        join(dir, 'trust/allowed_signers'),
        allowedSignersLine({ principal: 'mallory', publicPem: personOf(record, 'rel-01').publicPem }),
      ),
    );
    expect((await verify(asAnother)).exit).toBe(1);
    const pem = await withoutSecond((dir) => writeFile(join(dir, 'trust/02-release-manager.pem'), stranger.publicPem));
    expect(await verify(pem)).toMatchObject({
      exit: 1,
      said: expect.arrayContaining(['2: UNLISTED file trust/02-release-manager.pem is not covered by any signature']),
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
    expect(said).toContain(
      `8: INTACT, NOT TRUSTED: key ${personOf(record, 'ops-02').fingerprint} is not in your trust file`,
    );
    expect((await verify(record.dir, { trust: [join(record.trustDir, 'ops-02.pem')] })).exit).toBe(3);
  });

  it('[R8] a trust file that lies inside the record is not read, by whatever name it is reached', async () => {
    const inside = join(record.dir, 'trust');
    const link = join(await temporaryFolder('link'), 'allowed_signers');
    await symlink(join(inside, 'allowed_signers'), link);
    for (const trust of [[inside], [join(inside, 'allowed_signers')], [link], [link, record.trustDir]]) {
      const { exit, said } = await verify(record.dir, { trust });
      expect([exit, said[0]]).toEqual([3, expect.stringContaining('your trust file lies inside the record')]);
    }
    const forged = await changed(async (dir) => writeFile(join(dir, 'data/report.html'), 'other'));
    expect((await verify(forged, { trust: [join(forged, 'trust')] })).exit).toBe(1);
  });

  it('a PEM of each signer is enough to trust', async () => {
    expect(
      await verify(record.dir, { trust: [join(record.trustDir, 'ops-02.pem'), join(record.trustDir, 'rel-01.pem')] }),
    ).toEqual({ exit: 0, said: [] });
  });

  it('[R9] a key counts for its member, in its time, and for reviews only', async () => {
    const trustOf = async (lines: readonly string[]): Promise<VerifyRequest> => {
      const file = join(await temporaryFolder('trust'), 'allowed_signers');
      await writeFile(
        file,
        [...lines, allowedSignersLine({ principal: 'rel-01', publicPem: personOf(record, 'rel-01').publicPem })].join(
          '',
        ),
      );
      return { trust: [file] };
    };
    const { publicPem } = personOf(record, 'ops-02');
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
      [line.replace('namespaces', 'valid-before="20250101""x",namespaces'), 2, /line 1 has malformed options/],
      [
        line.replace('namespaces', 'valid-before="20250101",valid-before="20990101",namespaces'),
        2,
        /line 1 has malformed options/,
      ],
      [line.replace('namespaces', 'valid-before="20261301",namespaces'), 2, /line 1 has an option/],
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

  it('a folder that is no record is not walked', async () => {
    const disk = await temporaryFolder('disk');
    await symlink('/', join(disk, 'everything'));
    expect(await verify(disk)).toEqual({
      exit: 2,
      said: ['0: UNREADABLE: it is no record: there is no bagit.txt and no manifest at its top'],
    });
    expect((await verify(await changed((dir) => rm(join(dir, 'bagit.txt'))))).said).toContain('2: MISSING bagit.txt');
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
      `10: BROKEN CHAIN in ${secondEnvelope}: it covers envelope ${await shaOf(join(record.dir, firstEnvelope))}, which is not before it`,
    );
  });

  it('[R10] an envelope of another review, and a countersign of nothing', async () => {
    const dir = await changed((dir) =>
      signedAnew(dir, personOf(record, 'ops-02'), (statement) => ({
        ...statement,
        predicate: { ...(statement['predicate'] as JsonMembers), reviewId: 'r-2026-1' },
      })),
    );
    expect((await verify(dir)).said).toContain(`10: WRONG REVIEW in ${firstEnvelope}: it is about r-2026-1`);
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
    expect((await verify(fresh.dir, { trust: [await handedOver(fresh.dir)] })).said).toEqual([
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
      const file = join(await temporaryFolder('older'), 'checkpoint.txt');
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
    expect(people).toMatchObject({ exit: 0, checkpoint: { signedBy: 'device not in your trust file' } });
  });

  it('[R8] a checkpoint by another device than those one was handed is not trusted', async () => {
    const other = join(await temporaryFolder('device'), 'device.pem');
    await writeFile(other, createDeviceKey().key.publicPem);
    const report = await verifyBundle(record.dir, { trust: [join(record.trustDir, 'allowed_signers'), other] });
    expect(report).toMatchObject({ exit: 3, findings: [{ case: 8, path: 'data/checkpoint.txt' }] });
  });
});
