import type { CryptoPort } from './crypto-port.ts';
import type { PastVersion, Roster, RosterKey } from './roster.ts';
import { verifyBy } from './sshsig.ts';
import { strictDerSignature } from './strict-der.ts';

/** Versions of a roster that follow each other, each by the authority of the one before. Lowest first. */
export type RosterChain = {
  readonly rosters: readonly Roster[];
  readonly newest: Roster;
  /** Every version up to the newest, those too whose file is not at hand, by number. */
  readonly versions: ReadonlyMap<number, PastVersion>;
};

export type ChainRead = { readonly chain: RosterChain | undefined; readonly faults: readonly string[] };

/**
 * Puts together what somebody has of a roster's versions. The lowest version at hand is what everything else must follow
 * from. A version that is not authorised ends the chain before it.
 */
export async function chainRosters(files: readonly Roster[], crypto: CryptoPort): Promise<ChainRead> {
  const faults: string[] = [];
  const byVersion = new Map<number, Roster>();
  for (const file of files) {
    const twin = byVersion.get(file.version);
    if (twin !== undefined && twin.sha256 !== file.sha256)
      faults.push(`ROSTER FORKED: there are two rosters v${file.version} with other bytes`);
    else byVersion.set(file.version, twin ?? file);
  }
  const [first, ...rest] = [...byVersion.values()].toSorted((a, b) => a.version - b.version);
  if (first === undefined || faults.length > 0) return { chain: undefined, faults };
  const why = await faultOfFirst(first, crypto);
  if (why !== undefined) return { chain: undefined, faults: [`ROSTER v${first.version} does not hold: ${why}`] };
  const rosters = [first];
  let before = first;
  for (const next of rest) {
    const fault = await faultOfStep(next, before, crypto);
    if (fault !== undefined) {
      faults.push(`ROSTER v${next.version} not authorised by v${before.version}: ${fault}`);
      break;
    }
    rosters.push(next);
    before = next;
  }
  return { chain: chainOf(rosters, before), faults };
}

function chainOf(rosters: readonly Roster[], newest: Roster): RosterChain {
  const { version, issuedAt, sha256 } = newest;
  const all = [...newest.history, { version, issuedAt, sha256 }];
  return { rosters, newest, versions: new Map(all.map((past) => [past.version, past])) };
}

/** The first at hand is believed for where it came from; it must still be whole, and signed by its own keepers. */
async function faultOfFirst(roster: Roster, crypto: CryptoPort): Promise<string | undefined> {
  const { version, previous, history, issuedAt } = roster;
  const isNumbered = history.every((past, index) => past.version === index + 1) && history.length === version - 1;
  const times = [...history.map((past) => past.issuedAt), issuedAt];
  if (!isNumbered || previous !== (history.at(-1)?.sha256 ?? null)) return 'its history has a gap';
  if (times.some((time, index) => index > 0 && time < (times[index - 1] ?? 0))) return 'its history goes back in time';
  // Of a later version the keepers before are not at hand; they may have signed it too.
  return version === 1 ? faultOfSignatures(roster, null, crypto) : faultOfThreshold(roster, roster, crypto);
}

/** Why `next` does not follow `before`; undefined where it does. */
export async function faultOfStep(next: Roster, before: Roster, crypto: CryptoPort): Promise<string | undefined> {
  if (next.version !== before.version + 1) return `v${before.version + 1} was skipped`;
  if (next.previous !== before.sha256) return 'it was made after a roster with other bytes';
  if (next.issuedAt < before.issuedAt) return 'it was issued before it';
  const { version, issuedAt, sha256 } = before;
  if (!sameHistory(next.history, [...before.history, { version, issuedAt, sha256 }])) return 'it tells another history';
  for (const old of before.keys) {
    const now = next.keys.find(({ fingerprint }) => fingerprint === old.fingerprint);
    if (now?.member !== old.member) return `the key ${old.fingerprint} of ${old.member.slice(0, 60)} is gone`;
    if (now.revokedAt > old.revokedAt) return `the revocation of ${old.fingerprint} was taken back`;
  }
  return faultOfSignatures(next, before, crypto);
}

const sameHistory = (one: readonly PastVersion[], two: readonly PastVersion[]): boolean =>
  one.length === two.length &&
  one.every((past, index) => {
    const other = two[index];
    return past.version === other?.version && past.issuedAt === other.issuedAt && past.sha256 === other.sha256;
  });

/** Every signature must be a keeper's and hold, and enough keepers must have signed: people, not signatures. */
async function faultOfSignatures(
  roster: Roster,
  before: Roster | null,
  crypto: CryptoPort,
): Promise<string | undefined> {
  const seen = new Set<string>();
  for (const { keyid, sig } of roster.signatures) {
    if (seen.has(keyid)) return 'one key signed it twice';
    seen.add(keyid);
    const key = keepersKey(roster, keyid) ?? (before === null ? undefined : keepersKey(before, keyid));
    if (key === undefined) return `it is signed by ${keyid.slice(0, 60)}, which is no keeper's key`;
    if (!(await holds(key, sig, roster, crypto))) return `the signature by ${keyid} does not hold`;
  }
  const own = await faultOfThreshold(roster, roster, crypto);
  return own ?? (before === null ? undefined : await faultOfThreshold(roster, before, crypto));
}

async function faultOfThreshold(roster: Roster, of: Roster, crypto: CryptoPort): Promise<string | undefined> {
  const signed = new Set<string>();
  for (const { keyid, sig } of roster.signatures) {
    const key = keepersKey(of, keyid);
    if (key === undefined || !isValidAt(key, roster.issuedAt) || isRevokedIn(roster, keyid)) continue;
    if (await holds(key, sig, roster, crypto)) signed.add(key.member);
  }
  if (of.threshold > of.keepers.length)
    return `${of.threshold} keepers have to sign, and there are ${of.keepers.length}`;
  return signed.size >= of.threshold
    ? undefined
    : `${signed.size} of the ${of.threshold} keepers that v${of.version} asks for signed it`;
}

const keepersKey = (roster: Roster, keyid: string): RosterKey | undefined =>
  roster.keys.find(({ fingerprint, member }) => fingerprint === keyid && roster.keepers.includes(member));

const isValidAt = (key: RosterKey, at: number): boolean =>
  at >= key.validFrom && at < key.validUntil && at < key.revokedAt;

const isRevokedIn = (roster: Roster, keyid: string): boolean =>
  roster.keys.some(({ fingerprint, revokedAt }) => fingerprint === keyid && roster.issuedAt >= revokedAt);

async function holds({ key }: RosterKey, sig: Uint8Array, roster: Roster, crypto: CryptoPort): Promise<boolean> {
  const raw = key.kind === 'rsa' ? (sig.length === key.modulus.length ? sig : undefined) : strictDerSignature(sig);
  return raw !== undefined && verifyBy(crypto, key, 'SHA-256', roster.pae, raw);
}
