import type { Output } from '../../shared/contract/procedures.ts';
import { draftRoster, rosterChanges } from '../../shared/domain/workspace/roster-draft.ts';
import { keysOfRoster, type Roster } from '../../shared/domain/workspace/roster-document.ts';
import { keyStanding } from '../../shared/domain/workspace/roster-keys.ts';
import { authorityOf, decideAuthority } from '../../shared/domain/workspace/roster-rules.ts';
import type { PublicKey, Workspace } from '../../shared/domain/workspace/workspace.ts';
import { hashToWords } from '../../shared/journal/words.ts';
import type { DeviceKey } from '../signing/device-key.ts';
import { deviceWords } from '../signing/device-key.ts';
import { goodSignatures, type SignedRoster } from '../signing/roster.ts';

const wordsOf = (sha256: string): string[] => [...hashToWords(Buffer.from(sha256, 'hex'))];

/** A draft as the screens show it: who signed, who has to, what it changes. */
export function draftReport(draft: SignedRoster, before: SignedRoster | null): Output<'roster.draft'> {
  const { roster, sha256 } = draft;
  const old = before?.roster ?? null;
  const signed = goodSignatures(draft, old).map(({ keyid }) => keyid);
  const authority = authorityOf(roster, old, signed);
  const who = [...new Set([...roster.keepers, ...(old?.keepers ?? [])])];
  const isOf = (of: Roster | null, member: string): boolean => of?.keepers.some((keeper) => keeper === member) === true;
  const side = (one: { readonly signed: readonly string[]; readonly needed: number }) => ({
    signed: [...one.signed],
    needed: one.needed,
  });
  return {
    version: roster.version,
    sha256,
    words: wordsOf(sha256),
    issuedAt: Date.parse(roster.issuedAt),
    threshold: roster.threshold,
    keepers: who.map((member) => ({
      member,
      signed: authority.own.signed.includes(member) || authority.previous?.signed.includes(member) === true,
      of: [...(isOf(roster, member) ? (['this'] as const) : []), ...(isOf(old, member) ? (['previous'] as const) : [])],
    })),
    own: side(authority.own),
    previous: authority.previous === null ? null : side(authority.previous),
    changes: [...rosterChanges(old, roster)],
    ready: decideAuthority(roster, authority).ok,
  };
}

export type StatusParts = {
  readonly workspace: Workspace;
  readonly before: SignedRoster | null;
  readonly draft: SignedRoster | null;
  readonly device: DeviceKey;
  readonly deviceSince: number;
  /** Epoch ms. */
  readonly now: number;
  readonly isHere: (member: string, fingerprint: string) => Promise<boolean>;
};

/** Everything there is to know of keys and rosters: what is published, what is drafted, what is not published yet. */
export async function statusReport(parts: StatusParts): Promise<Output<'roster.status'>> {
  const { workspace, before, draft, now } = parts;
  const roster = before?.roster ?? null;
  const { id, publicPem } = parts.device;
  const next = draftRoster(workspace, before, {
    keepers: roster?.keepers ?? [],
    threshold: roster?.threshold ?? 1,
    endDevices: [],
    device: { id, publicPem, since: parts.deviceSince },
    at: now,
  });
  const keys = await Promise.all(
    workspace.keys.map(async (key) => ({
      ...keyReport(key, roster, now),
      here: await parts.isHere(key.member, key.fingerprint),
    })),
  );
  return {
    published:
      before === null
        ? null
        : {
            version: before.roster.version,
            sha256: before.sha256,
            words: wordsOf(before.sha256),
            issuedAt: Date.parse(before.roster.issuedAt),
            threshold: before.roster.threshold,
            keepers: [...before.roster.keepers],
            members: before.roster.members.map((member) => ({
              id: member.id,
              roles: [...member.roles],
              keys: member.keys.length,
            })),
          },
    versions: workspace.rosters.map(({ version, sha256, issuedAt, threshold, keepers }) => ({
      version,
      sha256,
      issuedAt,
      threshold,
      keepers: [...keepers],
    })),
    draft: draft === null ? null : draftReport(draft, before),
    keys,
    devices: next.devices.map((device) => ({
      id: device.id,
      words: [...deviceWords(device.publicPem)],
      validFrom: Date.parse(device.validFrom),
      validUntil: device.validUntil === null ? null : Date.parse(device.validUntil),
      here: device.id === id,
      published: roster?.devices.some((known) => known.id === device.id) === true,
    })),
    pending: roster === null ? [] : [...rosterChanges(roster, next)],
  };
}

function keyReport(
  key: PublicKey,
  roster: Roster | null,
  now: number,
): Omit<Output<'roster.status'>['keys'][number], 'here'> {
  const { member, fingerprint, words, validFrom, validUntil, revokedAt, revokedFor } = key;
  const time = (text: string | null): number | null => (text === null ? null : Date.parse(text));
  const known = roster === null ? undefined : keysOfRoster(roster).find((each) => each.fingerprint === fingerprint);
  return {
    member,
    fingerprint,
    words: [...words],
    validFrom,
    validUntil,
    revokedAt,
    revokedFor,
    standing: keyStanding(key, now),
    published:
      known !== undefined &&
      Date.parse(known.validFrom) === validFrom &&
      time(known.validUntil) === validUntil &&
      time(known.revokedAt) === revokedAt,
  };
}
