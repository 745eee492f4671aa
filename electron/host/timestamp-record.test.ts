import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { timestampRequest } from '../../shared/record/tsq.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { hasOpenssl, makeAuthority, type LocalAuthority } from './certificate-fixture.ts';
import { makeRecord, type RecordFixture } from './record-fixture.ts';
import { tamper, verdictOf } from './record-tamper.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { replyByHand } from './timestamp-reply-fixture.ts';
import { listSignOffs, placeBeside } from './timestamp-files.ts';

describe.skipIf(!hasOpenssl)('timestamps in a record', () => {
  let authority: LocalAuthority;
  let record: RecordFixture;
  let trustWithRoot: string;
  beforeAll(async () => {
    authority = await makeAuthority();
    record = await makeRecord();
    for (const { number, envelope } of await listSignOffs(record.dir)) {
      const request = timestampRequest(createHash('sha256').update(envelope).digest(), randomBytes(16));
      const placed = await placeBeside(record.dir, [
        { path: `timestamps/${number}.tsq`, content: request },
        { path: `timestamps/${number}.tsr`, content: await authority.stamp(request) },
      ]);
      if (!placed.ok) throw new Error(placed.error.message);
    }
    trustWithRoot = join(record.base, 'with-root');
    await cp(record.trustDir, trustWithRoot, { recursive: true });
    await writeFile(join(trustWithRoot, 'root.crt'), authority.rootPem);
  });

  it('[R14] are proven where the authority is in the trust file, and said to be by a stranger where it is not', async () => {
    const trusted = await verifyBundle(record.dir, { trust: [trustWithRoot] });
    expect(trusted).toMatchObject({ exit: 0, findings: [] });
    const by = 'CN=Example Time, O=Example';
    expect(trusted.signers.map(({ timestamp }) => timestamp)).toMatchObject([
      { by, trusted: true },
      { by, trusted: true },
    ]);
    const asked = ['-c', "sed -n 's/^    //p' VERIFY.txt | bash"];
    const bare = (trust: string): string => {
      const ran = spawnSync('bash', asked, {
        cwd: record.dir,
        env: { ...process.env, TRUST: trust },
        encoding: 'utf8',
      });
      return `${ran.stdout}${ran.stderr}`;
    };
    expect(bare(trustWithRoot)).toMatch(
      /ok: signatures\/01-facilitator\.dsse\.json existed at the Time stamp: [^]*VERIFIED/,
    );
    expect(bare(record.trustDir)).toMatch(/note: the time in timestamps\/01\.tsr is not proven[^]*VERIFIED/);
    const untrusted = await verifyBundle(record.dir, { trust: [record.trustDir] });
    expect(untrusted).toMatchObject({ exit: 0, findings: [] });
    expect(untrusted.signers[0]?.timestamp).toMatchObject({ by, trusted: false });
  });

  it('[R14] of another sign-off, changed, without a sign-off, or garbage are refused', async () => {
    const at = (dir: string, name: string) => join(dir, 'timestamps', name);
    const swapped = await tamper(record.dir, (dir) => cp(at(dir, '02.tsr'), at(dir, '01.tsr')));
    expect((await verdictOf(swapped, { trust: [trustWithRoot] })).said).toEqual([
      '14: TIMESTAMP does not match signatures/01-facilitator.dsse.json: it is over other data',
    ]);
    const garbage = await tamper(record.dir, (dir) => writeFile(at(dir, '01.tsr'), 'no reply'));
    expect((await verdictOf(garbage, { trust: [trustWithRoot] })).said).toEqual([
      '14: MALFORMED timestamp timestamps/01.tsr: a value of another kind than 0x30',
    ]);
    const cut = await tamper(record.dir, async (dir) => {
      const reply = await readFile(at(dir, '01.tsr'));
      reply[reply.length - 1] = (reply.at(-1) ?? 0) ^ 1;
      await writeFile(at(dir, '01.tsr'), reply);
    });
    expect((await verdictOf(cut, { trust: [trustWithRoot] })).said[0]).toMatch(
      /^14: TIMESTAMP in timestamps\/01\.tsr does not hold/,
    );
    const third = await tamper(record.dir, (dir) => cp(at(dir, '01.tsr'), at(dir, '03.tsr')));
    expect(await verdictOf(third, { trust: [trustWithRoot] })).toEqual({
      exit: 1,
      said: ['2: UNLISTED file timestamps/03.tsr is not covered by any signature'],
    });
    const named = await tamper(record.dir, (dir) => writeFile(at(dir, 'note.txt'), 'hidden'));
    expect((await verdictOf(named, { trust: [trustWithRoot] })).said).toEqual([
      '2: UNLISTED file timestamps/note.txt is not covered by any signature',
    ]);
  });

  it('[R9] a key that had expired at the proven time is not valid, though its claimed time lies before', async () => {
    const [signOff] = await listSignOffs(record.dir);
    if (signOff === undefined) throw new Error('no sign-off');
    const late = await authority.make('late-tsa', { use: 'tsa', until: '20400101000000Z' });
    const request = timestampRequest(createHash('sha256').update(signOff.envelope).digest(), randomBytes(16));
    const reply = await replyByHand(late, request, { at: new Date(Date.UTC(2027, 0, 1)) });
    const dir = await tamper(record.dir, async (copy) => {
      await writeFile(join(copy, 'timestamps/01.tsq'), request);
      await writeFile(join(copy, 'timestamps/01.tsr'), reply);
    });
    const trust = join(await temporaryFolder('trust'), 'trust');
    await mkdir(trust);
    const signers = await readFile(join(record.trustDir, 'allowed_signers'), 'utf8');
    await writeFile(join(trust, 'allowed_signers'), signers.replaceAll('@v1"', '@v1",valid-before="20261231Z"'));
    expect((await verdictOf(dir, { trust: [trust] })).exit).toBe(0);
    await writeFile(join(trust, 'root.crt'), authority.rootPem);
    expect((await verdictOf(dir, { trust: [trust] })).said).toEqual([
      '9: KEY NOT VALID for role facilitator at 2027-01-01T00:00:00.000Z (proven time): the key had expired',
    ]);
  });
});
