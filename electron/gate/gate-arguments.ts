import { parseArgs } from 'node:util';
import { digestForm, tokenKinds, type TokenKind } from '../../shared/domain/gate/gate-limits.ts';
import type { GateAsked } from './judge-token.ts';

export type GateRequest = {
  readonly asked: GateAsked;
  readonly token: string;
  readonly trust: readonly string[];
  readonly record: string | null;
  readonly revoked: string | null;
  /** When it is judged, epoch ms; null for now. */
  readonly at: number | null;
  readonly json: boolean;
};

export type GateCommand =
  | { readonly kind: 'verify'; readonly request: GateRequest }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string; readonly json: boolean };

const many = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

const options = {
  trust: many,
  service: many,
  version: many,
  artifact: many,
  kind: many,
  feature: many,
  environment: many,
  tier: many,
  'policy-sha256': many,
  issuer: many,
  record: many,
  revoked: many,
  'revocations-from': many,
  'max-age': many,
  at: many,
  'require-revocations': flag,
  'require-roles': flag,
  json: flag,
  help: { ...flag, short: 'h' },
} as const;

export const gateHelp = `Usage: gate verify TOKEN --trust FILE --service NAME (--version V | --artifact sha256:...) [options]

Says whether a gate token lets this release through. Nothing is asked over a network.

  --trust FILE            keys you trust: a roster, allowed_signers, a PEM, or a folder of them; repeatable
  --service NAME          the service that is deployed
  --version V             its version
  --artifact sha256:HEX   what is deployed; repeatable. Needed where the token is bound to artifacts
  --kind KIND             release (default), next-phase, override; repeatable. An override passes only where it is named
  --feature NAME          the feature, for --kind next-phase
  --environment NAME      where it is deployed. Needed where the token is for one
  --tier full             the review was a full one
  --policy-sha256 HEX     the review was run by this policy file; repeatable
  --issuer MEMBER         who may issue; repeatable
  --require-roles         refuse where the trust file does not name the issuer's roles
  --record FOLDER         the record that the token was issued on
  --revoked FILE          the newest revocation list
  --require-revocations   refuse where no list is passed
  --revocations-from N    refuse a list with a lower number
  --max-age 7d            refuse a token that was issued longer ago (m, h, d)
  --at TIME               judge as of this time (ISO 8601) instead of now
  --json                  print {exit, verdict, findings, notes, token}

Exit: 0 passes; 1 refused; 2 wrong usage, or a file that cannot be read. Only 0 lets anything through.
`;

type Values = { readonly [name: string]: string | boolean | readonly (string | boolean)[] | undefined };

class Wrong extends Error {}

/** Reads the arguments after `verify`. What is missing or said twice is wrong usage, never a guess. */
export function readGateArguments(argv: readonly string[]): GateCommand {
  const json = argv.includes('--json');
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    if (values.help === true) return { kind: 'help' };
    return { kind: 'verify', request: toRequest(values, positionals) };
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'The arguments cannot be read.';
    return { kind: 'wrong', message, json };
  }
}

function toRequest(values: Values, positionals: readonly string[]): GateRequest {
  const [token, ...rest] = positionals;
  if (token === undefined) throw new Wrong('Name the token.');
  if (rest.length > 0) throw new Wrong('Name one token only.');
  const trust = all(values, 'trust');
  if (trust.length === 0) throw new Wrong('Say whom you trust with --trust; nothing in a token is trusted by itself.');
  const service = single(values, 'service');
  if (service === null) throw new Wrong('Say which service is deployed with --service.');
  const [version, artifacts] = [single(values, 'version'), all(values, 'artifact')];
  if (version === null && artifacts.length === 0) throw new Wrong('Say what is deployed with --version or --artifact.');
  if (!artifacts.every((digest) => digestForm.test(digest)))
    throw new Wrong('An artifact is given by its digest: sha256: and 64 hex digits in lower case.');
  return {
    token,
    trust,
    record: single(values, 'record'),
    revoked: single(values, 'revoked'),
    at: timeOf(single(values, 'at')),
    json: values['json'] === true,
    asked: {
      service,
      version,
      artifacts,
      ...kindsOf(values),
      environment: single(values, 'environment'),
      tier: tierOf(single(values, 'tier')),
      policies: policiesOf(values),
      issuers: all(values, 'issuer'),
      maxAge: ageOf(single(values, 'max-age')),
      requireRevocations: values['require-revocations'] === true,
      requireRoles: values['require-roles'] === true,
      revocationsFrom: numberOf(single(values, 'revocations-from')),
    },
  };
}

/** Every value of an option. An empty one is wrong: in a pipeline it is a variable that was not set. */
function all(values: Values, name: string): readonly string[] {
  const given = (values[name] ?? []) as readonly string[];
  if (given.some((each) => each.trim() === '')) throw new Wrong(`--${name} is empty.`);
  return given;
}

function single(values: Values, name: string): string | null {
  const given = all(values, name);
  if (given.length > 1) throw new Wrong(`--${name} is given ${given.length} times.`);
  return given[0] ?? null;
}

function kindsOf(values: Values): { readonly kinds: readonly TokenKind[]; readonly feature: string | null } {
  const named = all(values, 'kind').map((name) => {
    const kind = tokenKinds.find((each) => each === name);
    if (kind === undefined) throw new Wrong(`There is no kind ${name}; choose ${tokenKinds.join(', ')}.`);
    return kind;
  });
  const kinds = named.length === 0 ? ['release' as const] : named;
  const feature = single(values, 'feature');
  if (kinds.includes('next-phase') && kinds.length > 1)
    throw new Wrong('A next phase is asked for alone: nothing stands in for product’s word.');
  if (kinds.includes('next-phase') && feature === null) throw new Wrong('Say which feature with --feature.');
  if (!kinds.includes('next-phase') && feature !== null) throw new Wrong('--feature goes with --kind next-phase.');
  return { kinds, feature };
}

function tierOf(text: string | null): 'light' | 'full' | null {
  if (text === null || text === 'light' || text === 'full') return text;
  throw new Wrong('--tier is light or full.');
}

function policiesOf(values: Values): readonly string[] {
  const digests = all(values, 'policy-sha256').map((digest) => digest.replace(/^sha256:/, ''));
  if (digests.every((digest) => /^[0-9a-f]{64}$/.test(digest))) return digests;
  throw new Wrong('--policy-sha256 is 64 hex digits in lower case.');
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function ageOf(text: string | null): number | null {
  if (text === null) return null;
  const [, amount = '', unit = ''] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  const length = units[unit];
  if (length === undefined) throw new Wrong('--max-age is a number with m, h or d: 90m, 24h, 7d.');
  return Number(amount) * length;
}

function timeOf(text: string | null): number | null {
  if (text === null) return null;
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new Wrong('--at is a time in UTC: 2026-03-16T11:30:00Z.');
  return time;
}

function numberOf(text: string | null): number {
  if (text === null) return 0;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Wrong('--revocations-from is a number.');
}
