import type { CryptoPort } from '../verifier/core/crypto-port.ts';
import { chainRosters } from '../verifier/core/roster-chain.ts';
import type { Roster } from '../verifier/core/roster.ts';
import { blobOf, fingerprintOf, type Trust, type TrustedKey } from '../verifier/core/trust.ts';

/** A key that the gate's user trusts. `roles` is null where the trust file names none. */
export type GateKey = Pick<TrustedKey, 'fingerprint' | 'key' | 'principals' | 'validAfter' | 'validBefore'> & {
  readonly roles: readonly string[] | null;
  readonly isRevoked: boolean;
};

export type GateKeys =
  { readonly ok: true; readonly keys: readonly GateKey[] } | { readonly ok: false; readonly message: string };

/**
 * The keys of a trust file for the gate. Where rosters are passed, they have to follow each other by authorised steps, and
 * the newest alone says whose keys hold: who is in it no more issues nothing, and neither does a key beside it.
 */
export async function keysForGate(trust: Trust, crypto: CryptoPort): Promise<GateKeys> {
  const rosters = trust.rosters ?? [];
  if (rosters.length === 0)
    return { ok: true, keys: trust.keys.map((key) => ({ ...key, roles: null, isRevoked: false })) };
  const { chain, faults } = await chainRosters(rosters, crypto);
  const [fault] = faults;
  if (fault !== undefined || chain === undefined)
    return { ok: false, message: `Your rosters do not hold together: ${fault ?? 'none can be believed'}.` };
  return { ok: true, keys: keysOf(chain.newest, crypto) };
}

function keysOf({ keys, members, devices }: Roster, crypto: CryptoPort): readonly GateKey[] {
  const people = keys.map(({ fingerprint, key, member, validFrom, validUntil, revokedAt }): GateKey => ({
    fingerprint,
    key,
    principals: member,
    validAfter: validFrom,
    validBefore: validUntil,
    roles: members.get(member) ?? [],
    // Also one that is revoked only from a later time on: a lost key dates nothing back.
    isRevoked: revokedAt !== Number.POSITIVE_INFINITY,
  }));
  const machines = devices.map(({ key, validFrom, validUntil }): GateKey => ({
    fingerprint: fingerprintOf(blobOf(key), crypto),
    key,
    principals: null,
    validAfter: validFrom,
    validBefore: validUntil,
    roles: null,
    isRevoked: false,
  }));
  return [...people, ...machines];
}
