import { issuingRoles } from '../../shared/domain/gate/gate-limits.ts';
import type { GateToken, TokenIssuer } from '../../shared/record/gate-token.ts';
import type { CryptoPort } from '../verifier/core/crypto-port.ts';
import { strictDerSignature } from '../verifier/core/strict-der.ts';
import { matchesPatternList } from '../verifier/core/trust.ts';
import { gateFinding, type GateFinding } from './gate-report.ts';
import type { GateKey } from './roster-keys.ts';
import type { OpenedEnvelope } from './strict-envelope.ts';

export type IssuersRead = { readonly findings: readonly GateFinding[]; readonly areRolesKnown: boolean };

/**
 * Whether every signature holds, by a key that the user trusts for this person and role, then and now. A key that
 * expired or was revoked since vouches for nothing any more: the time of issue is its holder's own word.
 */
export async function checkIssuers(
  token: GateToken,
  envelope: OpenedEnvelope,
  trust: readonly GateKey[],
  now: number,
  crypto: CryptoPort,
): Promise<IssuersRead> {
  const findings: GateFinding[] = [...checkSeats(token, envelope)];
  let areRolesKnown = true;
  for (const [index, issuer] of token.issuers.entries()) {
    const known = trust.filter(({ fingerprint }) => fingerprint === issuer.key);
    const [entry] = known;
    if (entry === undefined) {
      findings.push(gateFinding('not-trusted', `Key ${issuer.key} of ${issuer.member} is not in your trust file.`));
      continue;
    }
    const signature = envelope.signatures[index];
    if (signature === undefined || !(await holds(entry, signature.sig, envelope.signed, crypto)))
      findings.push(gateFinding('bad-signature', `The signature of ${issuer.member} does not match the token.`));
    const standing = standingOf(issuer, known, [Date.parse(token.issuedAt), now]);
    if (standing.fault !== null) findings.push(standing.fault);
    areRolesKnown &&= standing.isRoleKnown;
  }
  return { findings, areRolesKnown };
}

/** Who has to have signed, as far as the token itself tells. */
function checkSeats({ kind, issuers }: GateToken, { signatures }: OpenedEnvelope): readonly GateFinding[] {
  const findings: GateFinding[] = [];
  const expected = kind === 'override' ? 2 : 1;
  if (issuers.length !== expected || signatures.length !== expected)
    findings.push(
      gateFinding(
        'two-keys',
        `A token of kind ${kind} has exactly ${expected === 1 ? 'one signature' : 'two signatures'}.`,
      ),
    );
  if (issuers.some(({ key }, index) => signatures[index]?.keyid !== key))
    findings.push(gateFinding('bad-signature', 'The token names other keys than it is signed by.'));
  if (kind === 'override') {
    for (const part of ['member', 'role', 'key'] as const)
      if (new Set(issuers.map((issuer) => issuer[part])).size < issuers.length)
        findings.push(
          gateFinding('two-keys', `An override needs two different people, roles and keys; the ${part} is the same.`),
        );
  } else
    for (const { role } of issuers)
      if (!(issuingRoles as readonly string[]).includes(role))
        findings.push(gateFinding('role', `A ${role} issues no token; the release manager or the facilitator does.`));
  return findings;
}

async function holds({ key }: GateKey, sig: Uint8Array, signed: Uint8Array, crypto: CryptoPort): Promise<boolean> {
  const raw = strictDerSignature(sig);
  return key.kind === 'p256' && raw !== undefined && (await crypto.verifyEcdsaP256(key.point, signed, raw));
}

function standingOf(
  { member, role }: TokenIssuer,
  known: readonly GateKey[],
  times: readonly [issued: number, now: number],
): { readonly fault: GateFinding | null; readonly isRoleKnown: boolean } {
  const no = (code: 'key-not-valid' | 'role', message: string) => ({
    fault: gateFinding(code, message),
    isRoleKnown: true,
  });
  if (known.some(({ isRevoked }) => isRevoked)) return no('key-not-valid', `The key of ${member} was revoked.`);
  // A bare PEM of a key that a line with a name also names does not widen whom the key speaks for.
  const named = known.filter(({ principals }) => principals !== null);
  const ofMember = (named.length > 0 ? named : known).filter(
    ({ principals }) => principals === null || matchesPatternList(principals, member),
  );
  if (ofMember.length === 0) return no('key-not-valid', `The key is not that of ${member}.`);
  const valid = ofMember.filter((entry) => times.every((at) => at >= entry.validAfter && at < entry.validBefore));
  if (valid.length === 0)
    return no('key-not-valid', `The key of ${member} was not valid both when the token was issued and now.`);
  const withRoles = valid.flatMap(({ roles }) => (roles === null ? [] : [roles]));
  if (withRoles.length > 0 && !withRoles.some((roles) => roles.includes(role)))
    return no('role', `${member} does not hold the role ${role} in your roster.`);
  return { fault: null, isRoleKnown: withRoles.length > 0 };
}
