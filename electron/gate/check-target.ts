import type { GateToken, RecordBinding } from '../../shared/record/gate-token.ts';
import { gateFinding, type GateFinding } from './gate-report.ts';

/** What is about to be let through. */
export type GateTarget = {
  readonly service: string;
  /** Null where the gate names artifacts alone. */
  readonly version: string | null;
  /** Digests of what is deployed, `sha256:...`. */
  readonly artifacts: readonly string[];
  readonly environment: string | null;
  readonly feature: string | null;
  readonly tier: 'light' | 'full' | null;
  /** SHA-256 of policy files, each of which the review must have been run by. */
  readonly policies: readonly string[];
};

/**
 * Whether the token is about exactly this. What the gate names must be in the token, and what the token is bound to must
 * be named by the gate: a token for one artifact does not let a rebuilt one of the same version through.
 */
export function checkTarget(
  token: GateToken,
  target: GateTarget,
  record: RecordBinding | null,
): readonly GateFinding[] {
  return [
    ...checkName(token, target),
    ...checkArtifacts(token, target.artifacts),
    ...checkGround(token, target),
    ...(record === null ? [] : checkRecord(token, record)),
  ];
}

function checkName(token: GateToken, { service, version, environment }: GateTarget): readonly GateFinding[] {
  const findings: GateFinding[] = [];
  if (token.service !== service)
    findings.push(gateFinding('service', `The token is about service ${token.service}, not ${service}.`));
  if (version !== null && token.version !== version)
    findings.push(gateFinding('version', `The token is about version ${token.version}, not ${version}.`));
  if (token.environment !== environment)
    findings.push(
      gateFinding(
        'environment',
        `The token is for ${token.environment ?? 'no environment by name'}; this gate asks for ${environment ?? 'none'}.`,
      ),
    );
  return findings;
}

function checkArtifacts(token: GateToken, artifacts: readonly string[]): readonly GateFinding[] {
  if (token.artifacts.length > 0 && artifacts.length === 0)
    return [gateFinding('artifact', 'The token is bound to artifacts; say which is deployed with --artifact.')];
  return artifacts
    .filter((digest) => !token.artifacts.includes(digest))
    .map((digest) => gateFinding('artifact', `The token is not bound to artifact ${digest}.`));
}

function checkGround(token: GateToken, { tier, policies }: GateTarget): readonly GateFinding[] {
  const findings: GateFinding[] = [];
  // A full review is more than a light one.
  if (tier === 'full' && token.tier !== 'full')
    findings.push(gateFinding('tier', `The review was ${token.tier}; this gate asks for a full one.`));
  const pinned = [token.policy.base?.sha256, token.policy.overlay?.sha256];
  for (const sha256 of policies)
    if (!pinned.includes(sha256))
      findings.push(gateFinding('policy', `The review was not run by the policy with sha256 ${sha256}.`));
  return findings;
}

function checkRecord({ record: bound }: GateToken, record: RecordBinding): readonly GateFinding[] {
  if (bound === null) return [gateFinding('record', 'The token was issued without a record.')];
  const parts: readonly (readonly [string, boolean])[] = [
    ['review', bound.reviewId === record.reviewId],
    ['files', bound.manifest === record.manifest],
    // A sign-off may have joined the record since.
    ['sign-offs', bound.signOffs.every((digest) => record.signOffs.includes(digest))],
    [
      'checkpoint',
      bound.checkpoint.origin === record.checkpoint.origin &&
        bound.checkpoint.size === record.checkpoint.size &&
        bound.checkpoint.root === record.checkpoint.root,
    ],
  ];
  return parts
    .filter(([, isSame]) => !isSame)
    .map(([part]) => gateFinding('record', `The record is another one: the token was issued on other ${part}.`));
}
