import { clockSkew, overrideLife, tokenLife, type TokenKind } from '../../shared/domain/gate/gate-limits.ts';
import type { GateToken, RecordBinding } from '../../shared/record/gate-token.ts';
import type { CryptoPort } from '../verifier/core/crypto-port.ts';
import { checkIssuers } from './check-issuers.ts';
import { checkRevocations } from './check-revocations.ts';
import { checkTarget, type GateTarget } from './check-target.ts';
import { gateFinding, type GateFinding, type GateReport } from './gate-report.ts';
import type { GateKey } from './roster-keys.ts';
import { readToken } from './read-token.ts';

/** What a pipeline asks of a token. */
export type GateAsked = GateTarget & {
  /** Kinds that pass. An override passes only where it is named, and only in place of a release. */
  readonly kinds: readonly TokenKind[];
  /** Members who may issue; empty where everybody of the trust file may. */
  readonly issuers: readonly string[];
  /** Oldest token that passes, ms since it was issued; null for no bound but its own expiry. */
  readonly maxAge: number | null;
  readonly requireRevocations: boolean;
  readonly requireRoles: boolean;
  /** Lowest number of a revocation list that is known to the pipeline. */
  readonly revocationsFrom: number;
};

/** What lies beside the token. */
export type GateEvidence = {
  readonly trust: readonly GateKey[];
  /** Bytes of a revocation list. */
  readonly revoked: Uint8Array | null;
  /** The record that was passed, as it is; null where none was. */
  readonly record: RecordBinding | null;
};

/** Judges a token at `now` (epoch ms). Says every reason why it does not pass; passes only where there is none. */
export async function judgeToken(
  bytes: Uint8Array,
  asked: GateAsked,
  evidence: GateEvidence,
  now: number,
  crypto: CryptoPort,
): Promise<GateReport> {
  const read = readToken(bytes);
  if (!read.ok)
    return { exit: 1, findings: [gateFinding('malformed', `The token ${read.why}`)], notes: [], token: null };
  const { token, envelope } = read;
  const issuers = await checkIssuers(token, envelope, evidence.trust, now, crypto);
  const findings: GateFinding[] = [
    ...issuers.findings,
    ...checkKind(token, asked),
    ...checkClock(token, asked.maxAge, now),
    ...checkTarget(token, asked, evidence.record),
  ];
  const notes: string[] = [];
  const isOther = (member: string): boolean => asked.issuers.length > 0 && !asked.issuers.includes(member);
  for (const { member } of token.issuers)
    if (isOther(member)) findings.push(gateFinding('role', `${member} is not among those who may issue.`));
  const rolesNote = 'Roles were not checked: your trust file names none. Pass a roster, or --issuer.';
  if (!issuers.areRolesKnown && asked.requireRoles) findings.push(gateFinding('role', rolesNote));
  else if (!issuers.areRolesKnown && asked.issuers.length === 0) notes.push(rolesNote);
  const { revoked, trust } = evidence;
  if (revoked !== null)
    findings.push(...(await checkRevocations(token, revoked, asked.revocationsFrom, trust, now, crypto)));
  else if (asked.requireRevocations)
    findings.push(gateFinding('revocations', 'Revocation was not checked: pass --revoked with the newest list.'));
  else notes.push('Revocation was not checked: no list was passed with --revoked.');
  if (token.kind === 'override') notes.push(`This is an override: ${token.reason}`);
  return { exit: findings.length === 0 ? 0 : 1, findings, notes, token };
}

function checkKind(token: GateToken, { kinds, feature }: GateAsked): readonly GateFinding[] {
  if (!kinds.includes(token.kind))
    return [gateFinding('kind', `The token is of kind ${token.kind}; this gate takes ${kinds.join(' or ')}.`)];
  if (token.kind === 'override' && feature !== null)
    return [gateFinding('kind', 'An override lets a release through, never the next phase of a feature.')];
  if (token.kind !== 'next-phase')
    return feature === null ? [] : [gateFinding('feature', `The token is not about feature ${feature}.`)];
  return token.feature === feature
    ? []
    : [gateFinding('feature', `The token is about feature ${token.feature}; this gate asks for ${feature ?? 'none'}.`)];
}

function checkClock(token: GateToken, maxAge: number | null, now: number): readonly GateFinding[] {
  const [issued, from, until] = [token.issuedAt, token.notBefore, token.expiresAt].map((time) => Date.parse(time)) as [
    number,
    number,
    number,
  ];
  const findings: GateFinding[] = [];
  const life = token.kind === 'override' ? overrideLife : tokenLife;
  if (from < issued || until <= from || until - issued > life.longest)
    findings.push(
      gateFinding('too-long', `The token says ${token.issuedAt} to ${token.expiresAt}, which no ${token.kind} may.`),
    );
  if (now < Math.max(from, issued) - clockSkew)
    findings.push(gateFinding('not-yet', `The token holds from ${token.notBefore} on; this machine says ${iso(now)}.`));
  if (now >= until)
    findings.push(gateFinding('expired', `The token expired at ${token.expiresAt}; this machine says ${iso(now)}.`));
  if (maxAge !== null && now - issued > maxAge)
    findings.push(
      gateFinding('too-old', `The token was issued at ${token.issuedAt}, which is too long ago for this gate.`),
    );
  return findings;
}

const iso = (time: number): string => new Date(time).toISOString();
