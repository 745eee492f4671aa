import { ok, type Result } from '../../lib/result.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { keysOfRoster, memberOfRoster, standingOf, type HashedRoster, type Roster } from './roster-document.ts';

const sound: Result<void, Refusal> = ok(undefined);

/** Whether a roster may stand as the version after `before` (null: as the first), whoever signed it. K2, K3 and K4. */
export function decideRoster(roster: Roster, before: HashedRoster | null): Result<void, Refusal> {
  for (const decide of [decideSequence, decideKeepers, decideKeys, decideDevices]) {
    const decided = decide(roster, before);
    if (!decided.ok) return decided;
  }
  return sound;
}

/** [K3] Each version follows the one before: its number, its hash, its time, its history. */
function decideSequence(roster: Roster, before: HashedRoster | null): Result<void, Refusal> {
  const { version, previous, issuedAt, history } = roster;
  const expected = (before?.roster.version ?? 0) + 1;
  if (version !== expected)
    return refuse(
      'K3',
      `Roster v${version} does not follow v${expected - 1}.`,
      `Bring v${expected} first; versions are taken one by one.`,
    );
  if (previous !== (before?.sha256 ?? null))
    return refuse(
      'K3',
      `Roster v${version} was made after other bytes than the roster v${expected - 1} that is here.`,
      'Two rosters of one version exist. Find out which keepers signed which, by voice.',
    );
  if (before !== null && Date.parse(issuedAt) < Date.parse(before.roster.issuedAt))
    return refuse(
      'K3',
      `Roster v${version} says it was issued at ${issuedAt}, before v${expected - 1} at ${before.roster.issuedAt}.`,
      'Set the clock right and make the draft anew.',
    );
  const past = before === null ? [] : [...before.roster.history, pastOf(before)];
  const isPast = (at: number): boolean => {
    const [one, two] = [history[at], past[at]];
    return one?.version === two?.version && one?.sha256 === two?.sha256 && one?.issuedAt === two?.issuedAt;
  };
  return history.length === past.length && past.every((_, index) => isPast(index))
    ? sound
    : refuse('K3', `Roster v${version} tells another history of versions.`, 'Make the draft anew on the last version.');
}

/** How a version stands in the history of those after it. */
export const pastOf = ({ roster, sha256 }: HashedRoster): Roster['history'][number] => ({
  version: roster.version,
  issuedAt: roster.issuedAt,
  sha256,
});

/** [K2] Keepers are members with a valid key, each named once, and no fewer than have to sign. */
function decideKeepers(roster: Roster): Result<void, Refusal> {
  const { keepers, threshold, issuedAt } = roster;
  const twice = keepers.find((keeper, index) => keepers.indexOf(keeper) !== index);
  if (twice !== undefined) return refuse('K2', `${twice} is named twice among the keepers.`, 'Name each keeper once.');
  for (const keeper of keepers) {
    const member = memberOfRoster(roster, keeper);
    if (member === undefined)
      return refuse('K2', `The keeper ${keeper} is no member of the roster.`, 'Choose keepers from the roster.');
    if (!member.keys.some((key) => standingOf(key, Date.parse(issuedAt)) === 'valid'))
      return refuse(
        'K2',
        `The keeper ${keeper} has no valid key.`,
        `Make a key for ${keeper}, or choose another keeper.`,
      );
  }
  if (threshold > keepers.length)
    return refuse(
      'K2',
      `${threshold} keepers would have to sign, and there are ${keepers.length}.`,
      'Name more keepers, or let fewer be enough.',
    );
  return sound;
}

/** [K4] A key once published stays, by the same member, revoked for good; no two stand for one key; no window is empty. */
function decideKeys(roster: Roster, before: HashedRoster | null): Result<void, Refusal> {
  const { version } = roster;
  const ids = roster.members.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return refuse('K4', `${twice} stands twice in the roster.`, 'Name each member once.');
  const keys = keysOfRoster(roster);
  for (const [index, key] of keys.entries()) {
    const twin = keys.find((other, at) => at < index && other.fingerprint === key.fingerprint);
    if (twin !== undefined)
      return refuse('K4', `${twin.member} and ${key.member} share a key.`, 'Each key is one person’s; make another.');
    if (key.validUntil !== null && Date.parse(key.validUntil) <= Date.parse(key.validFrom))
      return refuse('K4', `A key of ${key.member} ends before it begins.`, 'Set its end after its beginning.');
    if ((key.revokedAt === null) !== (key.revokedFor === null))
      return refuse('K4', `A key of ${key.member} is revoked without a reason.`, 'Say why it was revoked.');
  }
  for (const old of before === null ? [] : keysOfRoster(before.roster)) {
    const now = keys.find(({ fingerprint }) => fingerprint === old.fingerprint);
    if (now?.member !== old.member || now.publicPem !== old.publicPem)
      return refuse(
        'K4',
        `Roster v${version} leaves out a key of ${old.member} that v${version - 1} has.`,
        'Keys stay in the roster; end or revoke the key instead.',
      );
    if (old.revokedAt !== null && (now.revokedAt === null || Date.parse(now.revokedAt) > Date.parse(old.revokedAt)))
      return refuse('K4', `Roster v${version} takes the revocation of a key of ${old.member} back.`, 'Make a new key.');
  }
  return sound;
}

/** [K4] The same of devices: one that was published stays, with the same key. */
function decideDevices(roster: Roster, before: HashedRoster | null): Result<void, Refusal> {
  const { devices, version } = roster;
  const twice = devices.find(({ id }, index) => devices.findIndex((other) => other.id === id) !== index);
  if (twice !== undefined)
    return refuse('K4', `The device ${twice.id} stands twice in the roster.`, 'Name each device once.');
  const gone = before?.roster.devices.find(
    (old) => !devices.some(({ id, publicPem }) => id === old.id && publicPem === old.publicPem),
  );
  return gone === undefined
    ? sound
    : refuse('K4', `Roster v${version} leaves out the device ${gone.id}.`, 'Devices stay; end it instead.');
}

/** Keepers of `of` who signed, each once, with a key that was valid there and is not revoked in `roster` when it was issued. */
export function keepersWhoSigned(roster: Roster, of: Roster, fingerprints: readonly string[]): readonly string[] {
  const at = Date.parse(roster.issuedAt);
  const isGood = (fingerprint: string, holder: Roster): boolean =>
    keysOfRoster(holder).some((key) => key.fingerprint === fingerprint && standingOf(key, at) === 'valid');
  const isRevoked = (fingerprint: string): boolean =>
    keysOfRoster(roster).some((key) => key.fingerprint === fingerprint && standingOf(key, at) === 'revoked');
  return of.keepers.filter((keeper) =>
    memberOfRoster(of, keeper)?.keys.some(
      ({ fingerprint }) => fingerprints.includes(fingerprint) && isGood(fingerprint, of) && !isRevoked(fingerprint),
    ),
  );
}

/** How many keepers signed and how many have to: of the version itself, and of the one before (null for the first). */
export type Authority = {
  readonly own: { readonly signed: readonly string[]; readonly needed: number };
  readonly previous: { readonly signed: readonly string[]; readonly needed: number } | null;
};

export function authorityOf(roster: Roster, before: Roster | null, fingerprints: readonly string[]): Authority {
  return {
    own: { signed: keepersWhoSigned(roster, roster, fingerprints), needed: roster.threshold },
    previous:
      before === null ? null : { signed: keepersWhoSigned(roster, before, fingerprints), needed: before.threshold },
  };
}

/** [K1] A version counts when enough of its own keepers signed it, and enough of the keepers of the version before. */
export function decideAuthority(roster: Roster, { own, previous }: Authority): Result<void, Refusal> {
  const lacks = (signed: readonly string[], needed: number, whose: string): Result<never, Refusal> =>
    refuse(
      'K1',
      `${signed.length} of ${needed} keepers of ${whose} signed roster v${roster.version}.`,
      'Have more keepers sign it; each person counts once.',
    );
  if (own.signed.length < own.needed) return lacks(own.signed, own.needed, `v${roster.version} itself`);
  if (previous !== null && previous.signed.length < previous.needed)
    return lacks(previous.signed, previous.needed, `v${roster.version - 1}`);
  return sound;
}

/** [K5] Who signs a draft is a keeper, of it or of the version before, who has not signed yet, with a key valid now. */
export function decideKeeper(
  draft: Roster,
  before: Roster | null,
  signed: readonly string[],
  { fingerprint, at }: { readonly fingerprint: string; readonly at: number },
): Result<void, Refusal> {
  const key = keysOfRoster(draft).find((each) => each.fingerprint === fingerprint);
  if (key === undefined)
    return refuse('K5', 'That key is not in the draft.', 'Make the draft anew, so that it has the key.');
  if (!draft.keepers.some((id) => id === key.member) && before?.keepers.some((id) => id === key.member) !== true)
    return refuse('K5', `${key.member} keeps no roster.`, `Ask ${draft.keepers.join(' or ')}.`);
  if (signed.includes(fingerprint))
    return refuse('K5', `${key.member} has signed this draft already.`, 'Ask another keeper.');
  const standing = standingOf(key, at);
  return standing === 'valid'
    ? sound
    : refuse('K5', `The key of ${key.member} is ${standingWords[standing]}.`, 'Sign with a key that is valid now.');
}

export const standingWords = {
  valid: 'valid',
  'not-yet': 'not valid yet',
  expired: 'expired',
  revoked: 'revoked',
} as const;
