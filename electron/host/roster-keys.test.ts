import { beforeAll, describe, expect, it } from 'vitest';
import type { Roster } from '../../shared/domain/workspace/roster-document.ts';
import { decideRoster } from '../../shared/domain/workspace/roster-rules.ts';
import { makePerson } from './record-fixture.ts';
import { makeRoster, type MadeRoster, type RosterPerson } from './roster-fixture.ts';

describe('keys from version to version', () => {
  let people: readonly RosterPerson[];
  let first: MadeRoster;
  beforeAll(async () => {
    people = await Promise.all(['ops-02', 'rel-01'].map(async (id) => ({ id, key: await makePerson(), roles: [] })));
    first = makeRoster({ people, issuedAt: '2026-02-01T00:00:00.000Z' });
  });

  type KeyEdit = Partial<Roster['members'][number]['keys'][number]>;
  const keysOf =
    (change: (member: string) => KeyEdit) =>
    (roster: Roster): Roster => ({
      ...roster,
      members: roster.members.map((member) => ({
        ...member,
        keys: member.keys.map((key) => ({ ...key, ...change(member.id) })),
      })),
    });
  const refusal = (before: MadeRoster, edit: (roster: Roster) => Roster): string => {
    const next = makeRoster({ people, before, issuedAt: '2026-03-01T00:00:00.000Z', edit });
    const decided = decideRoster(next.roster, before);
    return decided.ok ? 'ok' : `${decided.error.rule}: ${decided.error.message}`;
  };
  const revoked = { revokedAt: '2026-02-20T00:00:00.000Z', revokedFor: 'A lost disk.' };

  it('[K4] stay, by the same member, revoked for good, with windows that are not empty', () => {
    expect(refusal(first, (roster) => roster)).toBe('ok');
    expect(
      refusal(
        first,
        keysOf(() => ({ validUntil: '2027-01-01T00:00:00.000Z' })),
      ),
    ).toBe('ok');
    const gone = (roster: Roster): Roster => ({
      ...roster,
      keepers: roster.keepers.slice(0, 1),
      threshold: 1,
      members: roster.members.slice(0, 1),
    });
    expect(refusal(first, gone)).toBe('K4: Roster v2 leaves out a key of rel-01 that v1 has.');
    const [one] = first.roster.members;
    const shared = (roster: Roster): Roster => ({
      ...roster,
      members: roster.members.map((member) => ({
        ...member,
        keys: [...member.keys, ...(one?.keys ?? [])].slice(0, 2),
      })),
    });
    expect(refusal(first, shared)).toMatch(/^K4: ops-02 and \S+ share a key/);
    expect(refusal(first, (roster) => ({ ...roster, members: [...roster.members, ...roster.members] }))).toMatch(
      /^K4: \S+ stands twice/,
    );
    const empty = keysOf((id) =>
      id === 'rel-01' ? {} : { validFrom: '2026-01-02T00:00:00.000Z', validUntil: '2026-01-02T00:00:00.000Z' },
    );
    expect(refusal(first, (roster) => ({ ...empty(roster), keepers: roster.keepers.slice(1), threshold: 1 }))).toMatch(
      /ends before it begins/,
    );
    const keptByRel = (roster: Roster): Roster => ({ ...roster, keepers: roster.keepers.slice(1), threshold: 1 });
    const second = makeRoster({
      people,
      before: first,
      issuedAt: '2026-02-25T00:00:00.000Z',
      edit: (roster) => keptByRel(keysOf((id) => (id === 'ops-02' ? revoked : {}))(roster)),
    });
    expect(decideRoster(second.roster, first).ok).toBe(true);
    expect(refusal(second, keptByRel)).toBe('K4: Roster v3 takes the revocation of a key of ops-02 back.');
    const later = keysOf((id) => (id === 'ops-02' ? { ...revoked, revokedAt: '2026-02-21T00:00:00.000Z' } : {}));
    expect(refusal(second, (roster) => keptByRel(later(roster)))).toMatch(/^K4: .* takes the revocation/);
    const unsaid = keysOf((id) => (id === 'ops-02' ? { revokedAt: revoked.revokedAt, revokedFor: null } : {}));
    expect(refusal(first, (roster) => keptByRel(unsaid(roster)))).toMatch(/^K4: .* revoked without a reason/);
  });
});
