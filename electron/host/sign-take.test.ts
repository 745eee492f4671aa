import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../shared/journal/canonical-json.ts';
import type { RunningServices } from './create-services.ts';
import { passphrase, valueOf } from './record-fixture.ts';
import { answerOf, makeOther, makeUnsigned, member, taking, type SignFixture } from './sign-fixture.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

const stranger = '../shared/check/stranger';
if (!existsSync(stranger))
  console.log('skipped in part: the stranger that verifies records is not beside the repository');

describe('a request that travels to another machine and back', () => {
  let here: SignFixture;
  let other: RunningServices;
  let words: string;
  beforeAll(async () => {
    here = await makeUnsigned();
    other = await makeOther(here.clock, 'rel-01');
    words = valueOf(other.services.keys.publicKey(member('rel-01'))).words.join(' ');
  });
  afterAll(async () => {
    await here.running.close();
    await other.close();
    await removeTemporaryFolders();
  });
  const signatures = async (): Promise<readonly string[]> =>
    (await readdir(join(here.folder, 'signatures')).catch(() => [])).filter((name) => name.endsWith('.dsse.json'));
  const review = () => valueOf(here.running.services.reviews.read(here.review)).review;

  it('[K22] [K23] [K24] [K25] [K26] [M1.1] is refused with what was wrong, and nothing is written', async () => {
    const { records } = here.running.services;
    const answer = await answerOf(here, other, 'release-manager', 'rel-01');
    expect(review().away).toMatchObject([{ role: 'release-manager', member: 'rel-01', by: 'eng-01' }]);
    for (const text of ['', 'no', '{}', answer.slice(0, -20), answer.replace('sign-answer/1', 'sign-answer/2')])
      expect(await taking(here, text)).toBe('K22');
    const parts = JSON.parse(answer) as { envelope: string; manifestSignature: string; publicPem: string };
    const spoil = (change: Partial<typeof parts>): string => canonicalJson({ ...parts, ...change });
    const envelope = JSON.parse(parts.envelope) as { payload: string; signatures: [{ keyid: string; sig: string }] };
    const restate = (from: string, to: string): string => {
      const payload = Buffer.from(envelope.payload, 'base64').toString('utf8').replaceAll(from, to);
      return spoil({ envelope: canonicalJson({ ...envelope, payload: Buffer.from(payload).toString('base64') }) });
    };
    expect(await taking(here, restate('2026-03-16T', '2026-03-17T'))).toBe('K25');
    expect(await taking(here, restate(here.review, 'r-2020-1'))).toBe('K23');
    expect(await taking(here, restate('"data/actions.csv"', '"data/actionz.csv"'))).toBe('K23');
    expect(await taking(here, restate('release-manager', 'facilitator'))).toBe('M1.1');
    expect(await taking(here, restate('"rel-01"', '"prod-01"'))).toBe('M1.1');
    expect(await taking(here, spoil({ manifestSignature: parts.manifestSignature.replace('U', 'V') }))).toBe('K25');
    const mine = valueOf(here.running.services.keys.publicKey(member('eng-01'))).pem;
    expect(await taking(here, spoil({ publicPem: mine }))).toBe('K25');
    expect(await taking(here, answer)).toBe('unknown-key');
    await rename(here.folder, `${here.folder}-away`);
    const recordless = await records.take(here.review, { kind: 'answer', text: answer }, words);
    expect(recordless).toMatchObject({
      error: { code: 'no-record', message: expect.stringContaining('Put it together') as string },
    });
    await rename(`${here.folder}-away`, here.folder);
    expect(await taking(here, answer, words.replace(/^\w+/, 'zoo'))).toBe('K26');
    expect(await signatures()).toEqual([]);
    expect(review().signOffs).toEqual([]);

    valueOf(await records.sign(here.review, 'facilitator', member('eng-01'), passphrase));
    const stale = await records.take(here.review, { kind: 'answer', text: answer }, words);
    expect(stale).toMatchObject({
      ok: false,
      error: { code: 'stale', rule: 'K24', satisfy: expect.stringContaining('fresh') as string },
    });
  });

  it('[K26] is taken once, its key compared by voice first, and the record verifies', async () => {
    const answer = await answerOf(here, other, 'release-manager', 'rel-01');
    here.clock.pass(3_600_000);
    expect(await taking(here, answer, words)).toBe('taken');
    expect(await taking(here, answer)).toBe('K24');
    expect(await signatures()).toEqual(['01-facilitator.dsse.json', '02-release-manager.dsse.json']);
    expect(review()).toMatchObject({ away: [], signOffs: [{ role: 'facilitator' }, { role: 'release-manager' }] });
    const status = valueOf(await here.running.services.records.status(here.review));
    expect(status.report?.findings.filter(({ case: number }) => number !== 7)).toEqual([]);
    const trust = valueOf(await here.running.services.keys.trustFolder());
    if (existsSync(stranger))
      expect(execFileSync(stranger, [here.folder, trust]).toString()).toContain('2 DSSE by openssl, 2 SSHSIG');
  });

  it('[K27] is answered as a countersign by somebody whom no policy asked', async () => {
    const auditor = await makeOther(here.clock, 'audit-01');
    await here.running.services.workspace.record('hotwash', {
      type: 'member.added.v1',
      body: { id: member('audit-01'), display: 'audit-01', role: 'engineering', leads: false },
    });
    const answer = await answerOf(here, auditor, 'auditor', 'audit-01');
    const heard = valueOf(auditor.services.keys.publicKey(member('audit-01'))).words.join(' ');
    expect(await taking(here, answer, heard)).toBe('taken');
    expect(review().countersigns).toMatchObject([{ role: 'auditor', member: 'audit-01' }]);
    await auditor.close();
    const { report } = valueOf(await here.running.services.records.status(here.review));
    expect(report?.signers.map(({ role, act }) => `${role} ${act}`)).toEqual([
      'facilitator facilitated',
      'release-manager countersigned',
      'auditor countersigned',
    ]);
    expect(report?.findings.filter(({ case: number }) => number !== 7)).toEqual([]);
  });
});
