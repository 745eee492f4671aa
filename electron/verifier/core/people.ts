import { hashToWords } from '../../../shared/journal/words.ts';
import { sha256, type CryptoPort } from './crypto-port.ts';
import type { Statement } from './envelope.ts';
import { finding, type Finding, type Signer } from './report.ts';
import type { IntactSignOff } from './sign-off.ts';
import type { ProvenTime } from './timestamps.ts';
import { matchesPatternList, type Trust, type TrustedKey } from './trust.ts';

/** Who must have signed. Comes from `--policy`, else from the signed review.json. */
export type Policy = {
  readonly requiredRoles: readonly string[];
  /** Members who may hold a role; a role that is not named here may be held by any trusted member. */
  readonly roles?: { readonly [role: string]: readonly string[] };
};

export type PeopleRead = { readonly signers: readonly Signer[]; readonly findings: readonly Finding[] };

/** Judges intact sign-offs by the user's trust file and the policy: known, valid at the claimed time, complete, distinct. */
export function checkPeople(
  intact: readonly IntactSignOff[],
  trust: Trust,
  policy: Policy,
  crypto: CryptoPort,
  times: ReadonlyMap<string, ProvenTime> = new Map(),
): PeopleRead {
  const findings: Finding[] = [];
  const signers = intact.map((signOff): Signer => {
    const time = times.get(signOff.path);
    const fault = faultOf(signOff, trust, policy) ?? faultAtProven(signOff, time, trust, policy);
    if (fault !== undefined) findings.push(fault);
    const { role, act, signer, claimedAt } = signOff.statement;
    return {
      role,
      act,
      member: signer,
      fingerprint: signOff.fingerprint,
      words: hashToWords(sha256(crypto, signOff.signature.blob)).join(' '),
      trusted: fault === undefined || fault.case === 9,
      claimedAt,
      validAt: fault === undefined ? claimedAt : null,
      timestamp:
        time === undefined ? null : { at: new Date(time.at).toISOString(), by: time.by, trusted: time.isTrusted },
    };
  });
  return { signers, findings: [...findings, ...checkRoles(signers, trust, policy)] };
}

/** The signature existed at the proven time, so the key must have been valid then too. */
function faultAtProven(
  signOff: IntactSignOff,
  time: ProvenTime | undefined,
  trust: Trust,
  policy: Policy,
): Finding | undefined {
  if (time?.isTrusted !== true) return undefined;
  return faultOf(signOff, trust, policy, new Date(time.at).toISOString());
}

/** `provenAt` (ISO 8601) stands in for the claimed time where an authority has stated one. */
function faultOf(
  { path, fingerprint, statement }: IntactSignOff,
  trust: Trust,
  policy: Policy,
  provenAt?: string,
): Finding | undefined {
  const { role, signer } = statement;
  const judgedAt = provenAt ?? statement.claimedAt;
  const known = trust.keys.filter((entry) => entry.fingerprint === fingerprint);
  if (known.length === 0) return finding.notTrusted(fingerprint, path, trust.notCertified?.get(fingerprint));
  const invalid = (why: string): Finding =>
    finding.keyNotValid(role.slice(0, 40), judgedAt, why, path, provenAt === undefined ? 'claimed' : 'proven');
  const ruled = known.find((entry) => entry.roster !== undefined);
  // Who names a roster signs by it: a certificate or a key file does not give a key the seat that the roster does not.
  if (ruled === undefined && trust.isRuled === true && typeof statement.rosterSha256 === 'string')
    return invalid(`the key is not in roster v${statement.rosterVersion}, which the sign-off names`);
  if (ruled !== undefined && matchesPatternList(ruled.principals ?? '', signer)) {
    const why = faultByRoster(ruled, statement, Date.parse(judgedAt));
    if (why !== undefined) return invalid(why);
  }
  // A bare PEM of a key that an allowed_signers line also names does not widen whom the key speaks for.
  const named = known.filter((entry) => entry.principals !== null);
  const entries = (named.length > 0 ? named : known).filter(
    (entry) => entry.principals === null || matchesPatternList(entry.principals, signer),
  );
  if (entries.length === 0) return invalid(`the key is not ${signer.slice(0, 60)}'s`);
  const at = Date.parse(judgedAt);
  if (entries.every((entry) => at < entry.validAfter)) return invalid('the key was not valid yet');
  if (!entries.some((entry) => at >= entry.validAfter && at < entry.validBefore)) return invalid('the key had expired');
  const holders = policy.roles?.[role];
  return holders !== undefined && !holders.includes(signer)
    ? invalid(`${signer.slice(0, 60)} does not hold this role`)
    : undefined;
}

const seatRoles: readonly string[] = ['facilitator', 'release-manager', 'operations-lead', 'product-manager'];

/** Why the rosters do not let this key sign for its member then: which window, which revocation, which role. */
function faultByRoster(
  { validAfter, validBefore, roster }: TrustedKey,
  { role, signer, rosterVersion, rosterSha256 }: Statement,
  at: number,
): string | undefined {
  if (roster === undefined) return undefined;
  const { version, revokedAt, revokedFor, roles } = roster;
  const iso = (time: number): string => new Date(time).toISOString();
  if (at >= revokedAt)
    return `the key was revoked from ${iso(revokedAt)} (roster v${version}): ${revokedFor.slice(0, 200)}`;
  if (at < validAfter) return `the key was not valid yet; its time began at ${iso(validAfter)} (roster v${version})`;
  if (at >= validBefore) return `the key had expired at ${iso(validBefore)} (roster v${version})`;
  // A sign-off of before rosters names none; what its signer could sign as then is nowhere written.
  if (typeof rosterSha256 !== 'string') return undefined;
  const held = roles.get(rosterVersion);
  if (held === undefined) return `the key is not in roster v${rosterVersion}, which the sign-off names`;
  // Whoever countersigns as a role of their own takes no seat; rosters say nothing of such roles.
  return held.includes(role) || !seatRoles.includes(role)
    ? undefined
    : `${signer.slice(0, 60)} does not hold this role in roster v${rosterVersion}`;
}

function checkRoles(signers: readonly Signer[], trust: Trust, { requiredRoles }: Policy): readonly Finding[] {
  const findings: Finding[] = [];
  // A role whose signer is intact but unknown is reported as such, not as missing too.
  const held = new Set(signers.map(({ role }) => role));
  for (const role of new Set(requiredRoles)) if (!held.has(role)) findings.push(finding.incomplete(role));
  if (requiredRoles.length === 0 && signers.length === 0) findings.push(finding.incomplete('anyone'));
  const ways: readonly ((signer: Signer) => readonly string[])[] = [
    ({ member }) => [member],
    ({ fingerprint }) => [fingerprint],
    (signer) => namesOf(signer, trust),
  ];
  for (const namesBy of ways) {
    const rolesByPerson = new Map<string, Set<string>>();
    for (const signer of signers)
      if (requiredRoles.includes(signer.role))
        for (const name of namesBy(signer))
          rolesByPerson.set(name, (rolesByPerson.get(name) ?? new Set()).add(signer.role));
    for (const [who, roles] of rolesByPerson)
      if (roles.size > 1 && !findings.some((one) => one.case === 6))
        findings.push(finding.duplicateSigner(who, [...roles]));
  }
  return findings;
}

/** Whom else the signer's key speaks for by name: two certificates of one person may each be used by another of them. */
const namesOf = ({ fingerprint, member }: Signer, { keys }: Trust): readonly string[] => {
  const own = keys.filter((entry) => entry.fingerprint === fingerprint);
  const names = own.flatMap(({ principals }) => (principals ?? '').split(','));
  return [member, ...names.filter((name) => /^[^!*?]+$/.test(name))];
};
