import { beforeAll, describe, expect, it } from 'vitest';
import type { Roster } from '../../shared/domain/workspace/roster-document.ts';
import { createDeviceKey } from '../signing/device-key.ts';
import {
  asked,
  codesOf,
  judge,
  listText,
  makePeople,
  now,
  overrideOf,
  signed,
  tokenOf,
  type Case,
  type TokenFixture,
} from './gate-token-fixture.ts';
import { makeRoster, type MadeRoster, type RosterChoice } from './roster-fixture.ts';

let people: TokenFixture;
let text: string;
let first: MadeRoster;
const issuedAt = '2026-03-01T00:00:00.000Z';

const rosterOf = (more: Partial<RosterChoice> = {}): MadeRoster =>
  makeRoster({
    people: [
      { id: 'rel-01', key: people.release, roles: ['release-manager'] },
      { id: 'ops-02', key: people.facilitator, roles: ['facilitator'] },
    ],
    device: people.device,
    issuedAt,
    ...more,
  });

beforeAll(async () => {
  people = await makePeople();
  text = signed(tokenOf(people), people.release);
  first = rosterOf();
});

const by = async (trust: Case['trust'], more: Partial<typeof asked> = {}): Promise<string> =>
  codesOf(await judge(people, text, { ...(trust !== undefined && { trust }), asked: { requireRoles: true, ...more } }));

/** Version 2, in which the first member's key is changed. */
const changed = (change: Partial<Roster['members'][number]['keys'][number]>): MadeRoster =>
  rosterOf({
    before: first,
    issuedAt: '2026-03-10T00:00:00.000Z',
    edit: (roster) => ({
      ...roster,
      members: roster.members.map((member) =>
        member.id === 'rel-01' ? { ...member, keys: member.keys.map((key) => ({ ...key, ...change })) } : member,
      ),
    }),
  });

describe('a gate that trusts a roster', () => {
  it('[M7.6] knows the issuer’s roles, and takes a token and a list by who is in it', async () => {
    expect(await by(first.text)).toBe('');
    const { notes } = await judge(people, text, { trust: first.text, revoked: listText(people) });
    expect(notes).toEqual([]);
    const [override, pair] = [overrideOf(people), [people.release, people.facilitator] as const];
    const named: Case = { trust: first.text, asked: { kinds: ['override'], requireRoles: true } };
    expect(codesOf(await judge(people, signed(override, ...pair), named))).toBe('');
  });

  it('[M7.6] refuses a role that the member does not hold', async () => {
    const other = rosterOf({
      people: [
        { id: 'rel-01', key: people.release, roles: ['operations-lead'] },
        { id: 'ops-02', key: people.facilitator, roles: ['facilitator'] },
      ],
    });
    expect(await by(other.text)).toBe('role');
  });

  it('[M7.6] refuses a key that the newest version revokes, ends or has no more, also where older files still name it', async () => {
    const revoked = changed({ revokedAt: '2026-03-19T00:00:00.000Z', revokedFor: 'lost' });
    expect(await by([first.text, revoked.text])).toBe('key-not-valid');
    expect(await by([people.trust, first.text, revoked.text])).toBe('key-not-valid');
    const later = changed({ revokedAt: new Date(now + 86_400_000).toISOString(), revokedFor: 'leaves' });
    expect(await by([first.text, later.text])).toBe('key-not-valid');
    expect(await by([first.text, changed({ validUntil: new Date(now).toISOString() }).text])).toBe('key-not-valid');
    const without = rosterOf({
      before: first,
      issuedAt: '2026-03-10T00:00:00.000Z',
      people: [{ id: 'ops-02', key: people.facilitator, roles: ['facilitator'] }],
      signedBy: [people.facilitator, people.release],
    });
    expect(await by([first.text, without.text])).toBe('not-trusted');
    expect(await by([people.trust, first.text, without.text])).toBe('not-trusted');
  });

  it('[M7.6] believes no version that the one before did not authorise', async () => {
    const stranger = (await makePeople()).release;
    const forged = rosterOf({ before: first, issuedAt: '2026-03-10T00:00:00.000Z', signedBy: [stranger] });
    expect(await by([first.text, forged.text])).not.toBe('');
  });

  it('[M7.6] refuses a list by a device that the roster does not name', async () => {
    const other = rosterOf({ device: createDeviceKey().key });
    const verdict = await judge(people, text, { trust: other.text, revoked: listText(people) });
    expect(codesOf(verdict)).toBe('revocations');
  });
});
