import { keysOfRoster, rosterType, signOffRolesOf, type HashedRoster, type Roster } from './roster-document.ts';
import { pastOf } from './roster-rules.ts';
import type { PublicKey, Workspace } from './workspace.ts';
import type { MemberId } from '../ids.ts';

export type DraftChoice = {
  readonly keepers: readonly string[];
  readonly threshold: number;
  /** The device that drafts, with the moment (epoch ms) since when it signs histories of this workspace. */
  readonly device: { readonly id: string; readonly publicPem: string; readonly since: number };
  /** Ids of devices that sign no more from now on. */
  readonly endDevices: readonly string[];
  /** Epoch ms. */
  readonly at: number;
};

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/**
 * The next version of the roster as the workspace stands: every active member, and whoever left with the keys they had.
 * Keys and devices of the version before stay. Refuses nothing; see `decideRoster`.
 */
export function draftRoster(workspace: Workspace, before: HashedRoster | null, choice: DraftChoice): Roster {
  const known = new Map(workspace.members.map((member) => [member.id, member]));
  const old = new Map((before?.roster.members ?? []).map((member) => [member.id as string, member]));
  const ids = [...new Set([...known.keys(), ...old.keys()])].toSorted();
  const members = ids.map((id) => {
    const member = known.get(id);
    const carried = old.get(id);
    return {
      id: id as MemberId,
      roles: member === undefined ? (carried?.roles ?? []) : signOffRolesOf(member),
      keys: mergeKeys(
        carried?.keys ?? [],
        workspace.keys.filter((key) => key.member === id),
      ),
    };
  });
  return {
    _type: rosterType,
    organisation: workspace.name,
    version: (before?.roster.version ?? 0) + 1,
    issuedAt: iso(choice.at),
    previous: before?.sha256 ?? null,
    threshold: choice.threshold,
    keepers: choice.keepers.map((id) => id as MemberId),
    members: members.filter(({ id, keys }) => keys.length > 0 || known.get(id)?.active === true),
    devices: draftDevices(before, choice),
    history: before === null ? [] : [...before.roster.history, pastOf(before)],
  };
}

type RosterKeys = Roster['members'][number]['keys'];

/** What the workspace says of a key goes before what was published; a published revocation is never taken back. */
function mergeKeys(published: RosterKeys, own: readonly PublicKey[]): RosterKeys {
  const mine = own.map((key): RosterKeys[number] => {
    const old = published.find(({ fingerprint }) => fingerprint === key.fingerprint);
    const isOldFirst =
      old !== undefined &&
      old.revokedAt !== null &&
      (key.revokedAt === null || Date.parse(old.revokedAt) <= key.revokedAt);
    return {
      fingerprint: key.fingerprint,
      publicPem: key.publicPem,
      validFrom: iso(key.validFrom),
      validUntil: isoOrNull(key.validUntil),
      revokedAt: isOldFirst ? old.revokedAt : isoOrNull(key.revokedAt),
      revokedFor: isOldFirst ? old.revokedFor : key.revokedFor,
    };
  });
  const others = published.filter(({ fingerprint }) => !mine.some((key) => key.fingerprint === fingerprint));
  return [...others, ...mine];
}

function draftDevices(before: HashedRoster | null, { device, endDevices, at }: DraftChoice): Roster['devices'] {
  const old = before?.roster.devices ?? [];
  const isNew = !old.some(({ id }) => id === device.id);
  const { id, publicPem, since } = device;
  const all = isNew ? [...old, { id, publicPem, validFrom: iso(since), validUntil: null }] : old;
  return all.map((each) =>
    endDevices.includes(each.id) && each.validUntil === null ? { ...each, validUntil: iso(at) } : each,
  );
}

/** What a version changes, a line each, for those who are asked to sign it. */
export function rosterChanges(before: Roster | null, after: Roster): readonly string[] {
  const lines: string[] = [];
  const list = (ids: readonly string[]): string => ids.join(', ');
  if (before === null) lines.push(`First roster, kept by ${list(after.keepers)}; ${after.threshold} of them sign.`);
  else if (list(before.keepers) !== list(after.keepers) || before.threshold !== after.threshold)
    lines.push(
      `Keepers: ${after.threshold} of ${list(after.keepers)}; before, ${before.threshold} of ${list(before.keepers)}.`,
    );
  const old = new Map((before?.members ?? []).map((member) => [member.id, member]));
  for (const { id, roles } of after.members) {
    const was = old.get(id);
    if (was === undefined) lines.push(`${id} joins${roles.length === 0 ? '' : ` as ${list(roles)}`}.`);
    else if (list(was.roles) !== list(roles))
      lines.push(`${id} signs as ${list(roles) || 'nothing'}; before, as ${list(was.roles) || 'nothing'}.`);
  }
  for (const id of old.keys()) if (!after.members.some((member) => member.id === id)) lines.push(`${id} leaves.`);
  return [...lines, ...keyChanges(before, after), ...deviceChanges(before, after)];
}

function keyChanges(before: Roster | null, after: Roster): readonly string[] {
  const old = before === null ? [] : keysOfRoster(before);
  return keysOfRoster(after).flatMap((key) => {
    const was = old.find(({ fingerprint }) => fingerprint === key.fingerprint);
    const named = `key ${key.fingerprint} of ${key.member}`;
    if (was === undefined) return [`New ${named}${key.validUntil === null ? '' : `, until ${key.validUntil}`}.`];
    if (was.revokedAt !== key.revokedAt)
      return [`Revoked: ${named}, from ${key.revokedAt ?? ''}: ${key.revokedFor ?? ''}`];
    return was.validUntil === key.validUntil && was.validFrom === key.validFrom
      ? []
      : [
          `Window of ${named}: from ${key.validFrom}${key.validUntil === null ? ', without end' : ` until ${key.validUntil}`}.`,
        ];
  });
}

function deviceChanges(before: Roster | null, after: Roster): readonly string[] {
  return after.devices.flatMap((device) => {
    const was = before?.devices.find(({ id }) => id === device.id);
    if (was === undefined) return [`New device ${device.id}.`];
    return was.validUntil === device.validUntil ? [] : [`Device ${device.id} ends ${device.validUntil ?? 'no more'}.`];
  });
}
