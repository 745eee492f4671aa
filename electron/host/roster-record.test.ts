import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Roster } from '../../shared/domain/workspace/roster-document.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { addSignOff, prepareSignOff } from '../export/sign-off-files.ts';
import { writeBundle } from '../export/write-bundle.ts';
import { createDeviceKey, type DeviceKey } from '../signing/device-key.ts';
import { signOffWith } from '../signing/sign-off.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { makeParts, makePerson, makeRecord, valueOf } from './record-fixture.ts';
import { tamper, verdictOf } from './record-tamper.ts';
import { makeRoster, type MadeRoster, type RosterChoice, type RosterPerson } from './roster-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

type SignedAs = {
  readonly rosters: readonly MadeRoster[];
  readonly claimedAt?: string;
  readonly role?: string;
  readonly person?: RosterPerson;
  /** The statement's own words where they are not those of the newest roster. */
  readonly says?: { readonly version: number; readonly sha256: string | null };
};

let device: DeviceKey;
let ops: RosterPerson;
let rel: RosterPerson;
let mallory: RosterPerson;
let v1: MadeRoster;
let v2: MadeRoster;

beforeAll(async () => {
  device = createDeviceKey().key;
  ops = { id: 'ops-02', key: await makePerson(), roles: ['facilitator', 'operations-lead'] };
  rel = { id: 'rel-01', key: await makePerson(), roles: ['release-manager'] };
  mallory = { id: 'dev-66', key: await makePerson(), roles: ['release-manager'] };
  v1 = makeRoster({ people: [ops, rel], issuedAt: '2026-02-01T00:00:00.000Z', device });
  v2 = next(v1, {});
});

const march = '2026-03-16T11:30:00.000Z';
const next = (before: MadeRoster, choice: Partial<RosterChoice>): MadeRoster =>
  makeRoster({ people: [ops, rel], before, issuedAt: '2026-04-01T00:00:00.000Z', device, ...choice });

/** A record whose one sign-off was made under the newest of `rosters`, which it carries. */
async function recordUnder({
  rosters,
  claimedAt = march,
  role = 'facilitator',
  person = ops,
  says,
}: SignedAs): Promise<string> {
  const dir = join(await temporaryFolder('under'), 'record');
  valueOf(await writeBundle(dir, makeParts(device, { requiredRoles: [role] })));
  const last = rosters.at(-1);
  const claim = {
    role,
    act: 'accepted',
    signer: person.id,
    claimedAt,
    rosterVersion: says?.version ?? last?.roster.version ?? 0,
    rosterSha256: says === undefined ? (last?.sha256 ?? null) : says.sha256,
  } as const;
  const signOff = signOffWith(person.key, valueOf(await prepareSignOff(dir)), claim);
  const files = rosters.map(({ roster, text }) => ({ name: `roster-${roster.version}.dsse.json`, text }));
  valueOf(await addSignOff(dir, { ...signOff, rosters: files }));
  return dir;
}

/** What somebody who holds these rosters is told. */
async function verify(
  dir: string,
  ...rosters: readonly MadeRoster[]
): Promise<{ exit: number; said: readonly string[] }> {
  const folder = await temporaryFolder('trusted');
  for (const { roster, text } of rosters) await writeFile(join(folder, `roster-${roster.version}.dsse.json`), text);
  return verdictOf(dir, { trust: [folder] });
}

const holds = { exit: 0, said: [] };

describe('a record under a roster', () => {
  it('verifies by the roster alone, its device too, and needs no other trust file', async () => {
    const dir = await recordUnder({ rosters: [v1] });
    expect(await readdir(join(dir, 'trust'))).toContain('roster-1.dsse.json');
    const file = join(await temporaryFolder('one'), 'any-name.json');
    await writeFile(file, v1.text);
    const report = await verifyBundle(dir, { trust: [file] });
    expect([report.exit, report.findings, report.checkpoint?.signedBy]).toEqual([0, [], 'trusted device']);
  });

  it('[R13] verifies under the roster that was in force, also for who holds newer or older ones', async () => {
    const dir = await recordUnder({ rosters: [v1] });
    expect(await verify(dir, v1, v2)).toEqual(holds);
    expect(await verify(dir, v2)).toEqual(holds);
    const later = await recordUnder({ rosters: [v1, v2], claimedAt: '2026-04-02T00:00:00.000Z' });
    // Who holds version 1 alone goes on to version 2 by its authority.
    expect(await verify(later, v1)).toEqual(holds);
    const rolledBack = await recordUnder({ rosters: [v1], claimedAt: '2026-04-02T00:00:00.000Z' });
    expect(await verify(rolledBack, v1)).toEqual(holds);
    expect(await verify(rolledBack, v1, v2)).toEqual({
      exit: 1,
      said: [
        '13: ROSTER OLDER than yours: signatures/01-facilitator.dsse.json was signed under v1 at 2026-04-02T00:00:00.000Z (claimed time), v2 was in force from 2026-04-01T00:00:00.000Z',
      ],
    });
    const without = await recordUnder({ rosters: [] });
    expect((await verify(without, v1)).said[0]).toMatch(/^13: ROSTER OLDER than yours: .* signed without a roster/);
  });

  it('records of before rosters go on verifying, by key files and by a roster that came later', async () => {
    const old = await makeRecord();
    expect(await verdictOf(old.dir, { trust: [old.trustDir] })).toEqual(holds);
    const people = Object.entries(old.people).map(([id, key]): RosterPerson => ({ id, key, roles: [] }));
    const roster = makeRoster({ people, issuedAt: '2026-05-01T00:00:00.000Z' });
    expect(await verify(old.dir, roster)).toEqual(holds);
    const earlier = makeRoster({ people, issuedAt: '2026-03-01T00:00:00.000Z' });
    expect((await verify(old.dir, earlier)).said[0]).toMatch(/^13: ROSTER OLDER than yours: .* without a roster/);
  });

  it('[R13] a version that the one before did not authorise is refused, each for its own reason', async () => {
    const cases: readonly [MadeRoster, RegExp][] = [
      [
        next(v1, { threshold: 1, signedBy: [ops.key] }),
        /^13: ROSTER v2 not authorised by v1: 1 of the 2 keepers that v1/,
      ],
      [
        next(v1, { people: [mallory], edit: withOld }),
        /^13: ROSTER v2 not authorised by v1: 0 of the 2 keepers that v1/,
      ],
      [next(v1, { people: [mallory] }), /^13: ROSTER v2 not authorised by v1: the key SHA256:\S+ of ops-02 is gone/],
      [next(v1, { signedBy: [ops.key, rel.key, mallory.key] }), /no keeper's key/],
      [next(v1, { signedBy: [ops.key, ops.key] }), /one key signed it twice/],
      [next(v1, { edit: (roster) => ({ ...roster, previous: 'a'.repeat(64) }) }), /after a roster with other bytes/],
      [next(v1, { issuedAt: '2026-01-02T00:00:00.000Z' }), /it was issued before it/],
      [next(v1, { edit: (roster) => ({ ...roster, history: [] }) }), /it tells another history/],
      [
        next(v1, { edit: (roster) => ({ ...roster, version: 3 }) }),
        /^13: ROSTER v3 not authorised by v1: v2 was skipped/,
      ],
    ];
    for (const [roster, expected] of cases) {
      const dir = await recordUnder({ rosters: [v1, roster], claimedAt: '2026-04-02T00:00:00.000Z' });
      const outcome = await verify(dir, v1);
      expect([outcome.exit, outcome.said.join('\n')]).toEqual([
        1,
        expect.stringMatching(new RegExp(expected.source, 'm')),
      ]);
    }
  });

  /** Keeps the keys of the version before, so that only the missing signatures are wrong. */
  const withOld = (roster: Roster): Roster => ({ ...roster, members: [...roster.members, ...v1.roster.members] });

  it('[R13] two rosters of one version, and other bytes than a sign-off names, are refused', async () => {
    const dir = await recordUnder({ rosters: [v1, v2], claimedAt: '2026-04-02T00:00:00.000Z' });
    const other = next(v1, { issuedAt: '2026-04-01T00:00:01.000Z' });
    expect((await verify(dir, v1, other)).said).toEqual(
      expect.arrayContaining(['13: ROSTER FORKED: v2 in trust/ has other bytes than yours']),
    );
    const swapped = await tamper(dir, (copy) => writeFile(join(copy, 'trust/roster-2.dsse.json'), other.text));
    expect((await verify(swapped, v1)).said).toContain(
      '13: ROSTER v2 in trust/ is not the one that signatures/01-facilitator.dsse.json names',
    );
    expect((await verify(swapped, v1, v2)).exit).toBe(1);
  });

  it('[R13] [R2] a roster that is missing, garbage, misnamed or too many is refused, whatever is trusted', async () => {
    const dir = await recordUnder({ rosters: [v1] });
    const path = 'trust/roster-1.dsse.json';
    const cases: readonly [(copy: string) => Promise<void>, string][] = [
      [(copy) => rm(join(copy, path)), `2: MISSING ${path}`],
      [(copy) => writeFile(join(copy, path), 'x'), `13: ROSTER in ${path} is malformed: not JSON`],
      [
        (copy) => writeFile(join(copy, path), `${v1.text}\n`),
        `13: ROSTER in ${path} is malformed: not in canonical form`,
      ],
      [(copy) => writeFile(join(copy, path), v2.text), `13: ROSTER in ${path} is v2`],
      [
        (copy) => writeFile(join(copy, 'trust/roster-2.dsse.json'), v2.text),
        '2: UNLISTED file trust/roster-2.dsse.json is not covered by any signature',
      ],
      [(copy) => mkdir(join(copy, 'rosters')), '2: UNLISTED file rosters/ is not covered by any signature'],
    ];
    for (const [change, expected] of cases) {
      const outcome = await verify(await tamper(dir, change), v1);
      expect([outcome.exit, outcome.said]).toEqual([1, expect.arrayContaining([expected])]);
    }
    const keyOnly = await temporaryFolder('pem');
    await writeFile(join(keyOnly, 'ops.pem'), ops.key.publicPem);
    const stripped = await tamper(dir, (copy) => writeFile(join(copy, path), unsigned(v1.text)));
    expect((await verdictOf(stripped, { trust: [keyOnly] })).said).toContain(
      '13: ROSTER v1 does not hold: 0 of the 2 keepers that v1 asks for signed it',
    );
    const lying = await recordUnder({ rosters: [v1], says: { version: 7, sha256: null } });
    expect((await verify(lying, v1)).said[0]).toMatch(/^13: ROSTER named in .* is v7, which does not fit its hash/);
  });

  const unsigned = (text: string): string =>
    canonicalJson({ ...(JSON.parse(text) as { [key: string]: Json }), signatures: [] });

  it("[R13] a roster of the user's own that does not hold is refused, or not read at all", async () => {
    const dir = await recordUnder({ rosters: [v1] });
    const forged = makeRoster({ people: [ops, rel], issuedAt: '2026-02-01T00:00:00.000Z', signedBy: [ops.key] });
    expect((await verify(dir, forged)).said).toContain(
      '13: ROSTER v1 does not hold: 1 of the 2 keepers that v1 asks for signed it (in your trust file)',
    );
    const file = join(await temporaryFolder('bad'), 'roster.json');
    await writeFile(file, '{"payload":1}');
    expect((await verdictOf(dir, { trust: [file] })).said[0]).toMatch(
      /^0: UNREADABLE: the trust file: .* it is no roster/,
    );
    const inside = join(dir, 'trust', 'roster-1.dsse.json');
    expect((await verdictOf(dir, { trust: [inside] })).exit).toBe(3);
  });
});

describe('a key by its roster', () => {
  type Edit = (roster: Roster) => Roster;
  const at =
    (person: RosterPerson, change: object): Edit =>
    (roster) => ({
      ...roster,
      members: roster.members.map((member) =>
        member.id === person.id ? { ...member, keys: member.keys.map((key) => ({ ...key, ...change })) } : member,
      ),
    });
  const claim = (person: RosterPerson, why: string, role = 'facilitator'): string =>
    `9: KEY NOT VALID for role ${role} at ${march} (claimed time): ${why}`.replace('PERSON', person.id);

  it('[R9] counts in its window, until its revocation and for its roles; the message says which', async () => {
    const cases: readonly [Edit, string][] = [
      [
        at(ops, { validFrom: '2026-03-20T00:00:00.000Z' }),
        'the key was not valid yet; its time began at 2026-03-20T00:00:00.000Z (roster v2)',
      ],
      [
        at(ops, { validUntil: '2026-03-01T00:00:00.000Z' }),
        'the key had expired at 2026-03-01T00:00:00.000Z (roster v2)',
      ],
      [
        at(ops, { revokedAt: '2026-03-01T00:00:00.000Z', revokedFor: 'A lost disk.' }),
        'the key was revoked from 2026-03-01T00:00:00.000Z (roster v2): A lost disk.',
      ],
    ];
    const dir = await recordUnder({ rosters: [v1] });
    for (const [edit, why] of cases) {
      // Three keepers, of whom two are untouched, so that the change itself is authorised.
      const people = [ops, rel, mallory];
      const first = makeRoster({ people, threshold: 2, issuedAt: '2026-02-01T00:00:00.000Z' });
      const changed = makeRoster({
        people,
        before: first,
        threshold: 2,
        issuedAt: '2026-04-01T00:00:00.000Z',
        signedBy: [rel.key, mallory.key],
        edit,
      });
      const under = await recordUnder({ rosters: [first] });
      expect(await verify(under, first)).toEqual(holds);
      expect(await verify(under, first, changed)).toEqual({ exit: 1, said: [claim(ops, why)] });
    }
    expect(await verify(dir, v1)).toEqual(holds);
    const wrongRole = await recordUnder({ rosters: [v1], role: 'product-manager' });
    expect((await verify(wrongRole, v1)).said).toEqual([
      claim(ops, 'ops-02 does not hold this role in roster v1', 'product-manager'),
    ]);
  });

  it('[R9] a key that expired or was revoked after the sign-off goes on counting for it', async () => {
    const dir = await recordUnder({ rosters: [v1] });
    const ended = next(v1, { edit: at(rel, { validUntil: '2027-01-01T00:00:00.000Z' }) });
    const revoked = next(v1, { edit: at(ops, { revokedAt: '2026-04-02T00:00:00.000Z', revokedFor: 'Left.' }) });
    for (const later of [ended, revoked]) expect(await verify(dir, v1, later)).toEqual(holds);
  });

  it('[R9] a clock that is wrong by years is told in words', async () => {
    const past = await recordUnder({ rosters: [v1], claimedAt: '1996-03-16T11:30:00.000Z' });
    const { said: ofPast } = await verify(past, v1);
    expect(ofPast).toContain(
      '9: KEY NOT VALID for role facilitator at 1996-03-16T11:30:00.000Z (claimed time): it names roster v1, which was issued only at 2026-02-01T00:00:00.000Z; the clock of the signer was wrong',
    );
    const future = await recordUnder({ rosters: [v1], claimedAt: '2056-03-16T11:30:00.000Z' });
    const until = makeRoster({
      people: [ops, rel],
      issuedAt: '2026-02-01T00:00:00.000Z',
      edit: at(ops, { validUntil: '2028-01-01T00:00:00.000Z' }),
    });
    expect(
      (await verify(await recordUnder({ rosters: [until], claimedAt: '2056-03-16T11:30:00.000Z' }), until)).said[0],
    ).toMatch(/had expired at 2028-01-01/);
    expect((await verify(future, v1, v2)).said[0]).toMatch(/ROSTER OLDER than yours/);
  });

  it('[R8] [R9] a key of no roster is unknown; one that came later does not sign under an earlier version', async () => {
    const stranger = await recordUnder({ rosters: [v1], person: mallory });
    expect(await verify(stranger, v1)).toMatchObject({ exit: 3 });
    // A key file beside the roster makes the key known; the seat is still the roster's to give.
    const trusted = await temporaryFolder('beside');
    await writeFile(join(trusted, 'roster-1.dsse.json'), v1.text);
    await writeFile(join(trusted, 'dev-66.pem'), mallory.key.publicPem);
    expect((await verdictOf(stranger, { trust: [trusted] })).said).toEqual([
      claim(mallory, 'the key is not in roster v1, which the sign-off names'),
    ]);
    const joined = next(v1, {
      people: [ops, rel, mallory],
      keepers: ['ops-02', 'rel-01'],
      threshold: 2,
      signedBy: [ops.key, rel.key],
    });
    expect((await verify(stranger, v1, joined)).said).toEqual([
      claim(mallory, 'the key is not in roster v1, which the sign-off names'),
    ]);
    const asAnother = await recordUnder({ rosters: [v1], person: { ...rel, id: 'ops-02' } });
    expect((await verify(asAnother, v1)).said[0]).toMatch(/^9: .*the key is not ops-02's/);
  });

  it('a device that was replaced is told from an unknown one', async () => {
    const signedBy = async (dir: string, ...rosters: readonly MadeRoster[]): Promise<string | undefined> => {
      const folder = await temporaryFolder('devices');
      for (const { roster, text } of rosters) await writeFile(join(folder, `roster-${roster.version}.dsse.json`), text);
      return (await verifyBundle(dir, { trust: [folder] })).checkpoint?.signedBy;
    };
    const dir = await recordUnder({ rosters: [v1] });
    const { key: other } = createDeviceKey();
    const replaced = (validUntil: string): MadeRoster =>
      next(v1, {
        edit: (roster) => ({
          ...roster,
          devices: [
            ...v1.roster.devices.map((each) => ({ ...each, validUntil })),
            { id: other.id, publicPem: other.publicPem, validFrom: validUntil, validUntil: null },
          ],
        }),
      });
    expect(await signedBy(dir, v1, replaced('2026-03-30T00:00:00.000Z'))).toBe('trusted device');
    const { key: stolen } = createDeviceKey();
    const unknown = makeRoster({ people: [ops, rel], issuedAt: '2026-02-01T00:00:00.000Z', device: stolen });
    expect(await signedBy(await recordUnder({ rosters: [unknown] }), unknown)).toBe('device not in your trust file');
    const late = makeRoster({
      people: [ops, rel],
      issuedAt: '2026-02-01T00:00:00.000Z',
      device,
      edit: (roster) => ({
        ...roster,
        devices: roster.devices.map((each) => ({ ...each, validFrom: '2026-06-01T00:00:00.000Z' })),
      }),
    });
    const early = await recordUnder({ rosters: [late] });
    expect(await signedBy(early, late)).toBe('a device of your roster outside of its time');
    expect((await verify(early, late)).said[0]).toMatch(
      /^9: KEY NOT VALID for data\/checkpoint.txt: .* began only at 2026-06-01/,
    );
  });

  it('survives a kill while its rosters are placed: what no envelope names is removed', async () => {
    const dir = await recordUnder({ rosters: [v1] });
    const copy = join(await temporaryFolder('killed'), 'record');
    await cp(dir, copy, { recursive: true });
    await writeFile(join(copy, 'trust/roster-2.dsse.json'), v2.text);
    valueOf(await prepareSignOff(copy));
    expect(await verify(copy, v1)).toEqual(holds);
    expect(await readFile(join(copy, 'tagmanifest-sha256.txt'), 'utf8')).toBe(
      await readFile(join(dir, 'tagmanifest-sha256.txt'), 'utf8'),
    );
  });
});
