import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { passphrase } from './record-fixture.ts';
import type { RunningServices } from './create-services.ts';
import { memberId, openRosterWorkspace, publishRoster, rosterFiles, said, standingClock } from './roster-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const start = Date.parse('2026-03-01T09:00:00.000Z');
const day = 86_400_000;

describe('publishing a roster', () => {
  let folder: string;
  let clock: ReturnType<typeof standingClock>;
  let running: RunningServices;
  beforeEach(async () => {
    folder = await temporaryFolder('rosters');
    clock = standingClock(start);
    running = await openRosterWorkspace(folder, clock);
    return () => running.close();
  });
  const status = async () => {
    const read = await running.services.rosters.status();
    if (!read.ok) throw new Error(read.error.message);
    return read.value;
  };
  const fingerprintOf = (member: string): string =>
    running.services.workspace.current().keys.findLast((key) => key.member === member)?.fingerprint ?? '';

  it('[K1] counts when enough of its keepers signed, and enough of the keepers before', async () => {
    const { rosters } = running.services;
    expect(await publishRoster(running, ['ops-02', 'rel-01'], 2, ['ops-02'])).toMatch(
      /^K1: 1 of 2 keepers of v1 itself/,
    );
    expect(said(await rosters.sign(memberId('rel-01'), passphrase))).toBe('ok');
    expect(said(await rosters.publish())).toBe('ok');
    expect((await status()).published).toMatchObject({ version: 1, threshold: 2, keepers: ['ops-02', 'rel-01'] });
    clock.now += day;
    // A shrunken threshold needs the keepers who were there before.
    expect(await publishRoster(running, ['audit-01'], 1)).toMatch(/^K1: 0 of 2 keepers of v1 signed roster v2/);
    expect(said(await rosters.sign(memberId('ops-02'), passphrase))).toBe('ok');
    expect(said(await rosters.sign(memberId('ops-02'), passphrase))).toMatch(/^K5: ops-02 has signed/);
    expect(said(await rosters.publish())).toMatch(/^K1: 1 of 2/);
    expect(said(await rosters.sign(memberId('rel-01'), passphrase))).toBe('ok');
    expect(said(await rosters.publish())).toBe('ok');
    expect(running.services.workspace.current()).toMatchObject({ rosterVersion: 2 });
    expect(await rosterFiles(folder)).toEqual(['roster-1.dsse.json', 'roster-2.dsse.json']);
  });

  it('[K2] names keepers who are members with keys, once each, and no fewer than have to sign', async () => {
    const draft = async (keepers: readonly string[], threshold: number): Promise<string> =>
      said(await running.services.rosters.draft({ keepers: keepers.map(memberId), threshold, endDevices: [] }));
    expect(await draft(['dev-99'], 1)).toMatch(/^K2: The keeper dev-99 is no member/);
    expect(await draft(['ops-02', 'ops-02'], 1)).toMatch(/^K2: ops-02 is named twice/);
    expect(await draft(['ops-02'], 2)).toMatch(/^K2: 2 keepers would have to sign, and there are 1/);
    await running.services.rosters.revoke({
      member: memberId('ops-02'),
      fingerprint: fingerprintOf('ops-02'),
      from: start,
      reason: 'lost',
    });
    expect(await draft(['ops-02'], 1)).toMatch(/^K2: The keeper ops-02 has no valid key/);
    expect(await draft(['rel-01'], 1)).toBe('ok');
  });

  it('[K5] is signed by keepers only, with their passphrase', async () => {
    const { rosters } = running.services;
    expect(said(await rosters.sign(memberId('ops-02'), passphrase))).toMatch(/^no-draft/);
    await rosters.draft({ keepers: [memberId('ops-02')], threshold: 1, endDevices: [] });
    expect(said(await rosters.sign(memberId('rel-01'), passphrase))).toMatch(/^K5: rel-01 keeps no roster/);
    expect(said(await rosters.sign(memberId('ops-02'), 'not the passphrase'))).toMatch(/^wrong-passphrase/);
    expect((await status()).draft).toMatchObject({ ready: false, own: { signed: [], needed: 1 } });
  });

  it('[K6] lets sign who stands in it with that role and a valid key, and anybody where none was published', async () => {
    const { rosters } = running.services;
    const may = async (role: 'facilitator' | 'release-manager', member: string, fingerprint = fingerprintOf(member)) =>
      said(await rosters.forSigning(role, memberId(member), fingerprint, clock.now));
    expect(await may('facilitator', 'dev-99', 'SHA256:none')).toBe('ok');
    expect(await publishRoster(running, ['ops-02'], 1)).toBe('ok');
    expect(await may('facilitator', 'ops-02')).toBe('ok');
    expect(await may('release-manager', 'ops-02')).toMatch(/^K6: ops-02 does not hold the role release-manager/);
    expect(await may('facilitator', 'ops-02', fingerprintOf('rel-01'))).toMatch(/^K6: .* is not in the published/);
    clock.now = start - 400 * day;
    expect(await may('facilitator', 'ops-02')).toMatch(/^K6: This machine's clock is before roster v1/);
    clock.now = start + day;
    const window = { member: memberId('ops-02'), fingerprint: fingerprintOf('ops-02'), validFrom: start };
    expect(said(await rosters.window({ ...window, validUntil: start + 1000 }))).toBe('ok');
    expect(await may('facilitator', 'ops-02')).toMatch(/^K6: The key of ops-02 is expired/);
    const revoked = {
      member: memberId('rel-01'),
      fingerprint: fingerprintOf('rel-01'),
      from: start,
      reason: 'A lost disk.',
    };
    expect(said(await rosters.revoke(revoked))).toBe('ok');
    expect(await may('release-manager', 'rel-01')).toMatch(/^K6: The key of rel-01 is revoked/);
  });

  it('[K7] revokes for good, from now or before, and gives windows that begin before they end', async () => {
    const { rosters, keys } = running.services;
    const named = { member: memberId('rel-01'), fingerprint: fingerprintOf('rel-01') };
    expect(said(await rosters.revoke({ ...named, from: start + 1, reason: 'x' }))).toMatch(
      /^K7: A key is revoked from now/,
    );
    expect(said(await rosters.window({ ...named, validFrom: start, validUntil: start }))).toMatch(/^K7: .* end before/);
    expect(said(await keys.create(memberId('rel-01'), passphrase))).toMatch(/^has-key/);
    expect(said(await rosters.revoke({ ...named, from: start, reason: 'A lost disk.' }))).toBe('ok');
    expect(said(await rosters.revoke({ ...named, from: start, reason: 'Again.' }))).toMatch(/^K7: .* already/);
    expect(said(await rosters.window({ ...named, validFrom: start, validUntil: null }))).toMatch(/^K7: .* revoked/);
    expect(said(await rosters.revoke({ ...named, fingerprint: 'SHA256:other', from: start, reason: 'x' }))).toMatch(
      /^K7/,
    );
    // The next key takes its place, and the old one's file stays.
    expect(said(await keys.create(memberId('rel-01'), 'quite another passphrase'))).toBe('ok');
    expect(said(await keys.unlock(memberId('rel-01'), 'quite another passphrase'))).toBe('ok');
    expect((await status()).keys.map(({ member, standing, here }) => `${member} ${standing} ${here}`)).toEqual([
      'ops-02 valid true',
      'rel-01 revoked true',
      'audit-01 valid true',
      'rel-01 valid true',
    ]);
  });

  it('is finished or left as it was, wherever a kill came', async () => {
    const { rosters } = running.services;
    await rosters.draft({ keepers: [memberId('ops-02')], threshold: 1, endDevices: [] });
    await rosters.sign(memberId('ops-02'), passphrase);
    const draft = await readFile(join(folder, 'rosters', 'draft.dsse.json'), 'utf8');
    // After the file and before the line in the journal.
    await writeFile(join(folder, 'rosters', 'roster-1.dsse.json'), draft);
    await running.close();
    running = await openRosterWorkspace(folder, clock);
    expect(running.services.workspace.current().rosterVersion).toBe(1);
    expect(await rosterFiles(folder)).toEqual(['roster-1.dsse.json']);
    // After the line and before the draft was dropped.
    await writeFile(join(folder, 'rosters', 'draft.dsse.json'), draft);
    expect((await status()).draft).toBeNull();
    // A lost file comes back by import, and only with the same bytes.
    await rm(join(folder, 'rosters', 'roster-1.dsse.json'));
    expect(said(await running.services.rosters.forSigning('facilitator', memberId('ops-02'), '', clock.now))).toMatch(
      /^roster-damaged/,
    );
    expect(said(await running.services.rosters.import(draft))).toBe('ok');
    expect((await status()).published?.version).toBe(1);
  });

  it('[K3] travels on a stick: a draft out, signatures back, versions one by one', async () => {
    const { rosters } = running.services;
    const exported = async (what: 'draft' | 'roster', version?: number): Promise<string> => {
      const file = await rosters.export(what, ...(version === undefined ? [] : [version]));
      return file.ok ? Buffer.from(file.value.base64, 'base64').toString() : said(file);
    };
    const elsewhere = await openRosterWorkspace(await temporaryFolder('elsewhere'), clock);
    try {
      // The same person has another key elsewhere; the keeper's key there is what the draft must name.
      const there = elsewhere.services;
      const pem = there.keys.publicKey(memberId('rel-01'));
      await rosters.revoke({
        member: memberId('rel-01'),
        fingerprint: fingerprintOf('rel-01'),
        from: start - 1,
        reason: 'Kept elsewhere.',
      });
      await running.services.workspace.record('ops-02', {
        type: 'member.sat-down.v1',
        body: { member: memberId('ops-02') },
      });
      expect(said(await running.services.keys.trust(memberId('rel-01'), pem.ok ? pem.value.pem : ''))).toBe('ok');
      expect(
        said(await rosters.draft({ keepers: ['ops-02', 'rel-01'].map(memberId), threshold: 2, endDevices: [] })),
      ).toBe('ok');
      expect(said(await rosters.sign(memberId('ops-02'), passphrase))).toBe('ok');
      const taken = await there.rosters.import(await exported('draft'));
      expect(taken).toMatchObject({ ok: true, value: { took: 'draft', version: 1, signed: ['ops-02'] } });
      expect(said(await there.rosters.sign(memberId('rel-01'), passphrase))).toBe('ok');
      const back = await there.rosters.export('draft');
      const text = back.ok ? Buffer.from(back.value.base64, 'base64').toString() : '';
      expect(await rosters.import(text)).toMatchObject({
        ok: true,
        value: { took: 'signatures', signed: ['ops-02', 'rel-01'] },
      });
      expect(said(await rosters.import(text))).toMatch(/^nothing-new/);
      expect(said(await rosters.publish())).toBe('ok');
      clock.now += 1000;
      expect(await publishRoster(running, ['ops-02'], 1, ['ops-02'])).toMatch(/^K1/);
      expect(said(await rosters.discard())).toBe('ok');
      // Elsewhere a version that is signed by enough is taken as it is.
      expect(said(await there.rosters.discard())).toBe('ok');
      expect(await there.rosters.import(await exported('roster'))).toMatchObject({
        ok: true,
        value: { took: 'published', version: 1 },
      });
      expect(said(await rosters.import('{"payload":"","payloadType":"x","signatures":[]}'))).toMatch(/^no-roster/);
      expect(said(await rosters.import('garbage'))).toMatch(/^no-roster/);
    } finally {
      await elsewhere.close();
    }
  });
});
