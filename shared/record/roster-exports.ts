import { keysOfRoster, type Roster } from '../domain/workspace/roster-document.ts';
import type { PublicKey } from '../domain/workspace/workspace.ts';
import { allowedSignersLine, sshPublicBlob } from './allowed-signers.ts';
import { krlBytes } from './krl.ts';

/** A key as ssh-keygen is told of it. Times in epoch ms. */
export type ListedKey = Pick<
  PublicKey,
  'member' | 'fingerprint' | 'publicPem' | 'validFrom' | 'validUntil' | 'revokedAt'
>;

/** The keys of the published roster, and those of the workspace that it does not have yet; the earlier revocation counts. */
export function listedKeys(roster: Roster | null, own: readonly PublicKey[]): readonly ListedKey[] {
  const time = (text: string | null): number | null => (text === null ? null : Date.parse(text));
  const published = (roster === null ? [] : keysOfRoster(roster)).map((key): ListedKey => {
    const mine = own.find(({ fingerprint }) => fingerprint === key.fingerprint);
    const revocations = [time(key.revokedAt), mine?.revokedAt ?? null].filter((at) => at !== null);
    return {
      member: key.member,
      fingerprint: key.fingerprint,
      publicPem: key.publicPem,
      validFrom: Date.parse(key.validFrom),
      validUntil: time(key.validUntil),
      revokedAt: revocations.length === 0 ? null : Math.min(...revocations),
    };
  });
  const others = own.filter(({ fingerprint }) => !published.some((key) => key.fingerprint === fingerprint));
  return [...published, ...others];
}

/** Before any signature: the end of a key that never counted, which must be named all the same. */
const never = 1000;

/** `allowed_signers` with each key's window; a revoked key ends at its revocation. */
export function allowedSignersText(keys: readonly ListedKey[]): string {
  return keys
    .map(({ member, publicPem, validFrom, validUntil, revokedAt }) => {
      const ends = [validUntil, revokedAt].filter((at) => at !== null);
      const validBefore = ends.length === 0 ? undefined : Math.min(...ends);
      if (validBefore !== undefined && validBefore <= validFrom)
        return allowedSignersLine({ principal: member, publicPem, validBefore: never });
      const line = { principal: member, publicPem, validAfter: validFrom };
      return allowedSignersLine(validBefore === undefined ? line : { ...line, validBefore });
    })
    .join('');
}

/** The revocation list of the keys that are revoked at `at` (epoch ms). */
export function krlOfKeys(keys: readonly ListedKey[], version: number, at: number): Uint8Array {
  const revoked = keys.filter(({ revokedAt }) => revokedAt !== null && revokedAt <= at);
  const blobs = revoked.map(({ publicPem }) => sshPublicBlob(publicPem));
  return krlBytes({ blobs, version, generatedAt: at, comment: `Hotwash roster v${version}` });
}
