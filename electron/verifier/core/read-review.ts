import { fromUtf8 } from './crypto-port.ts';
import type { Inventory } from './inventory.ts';
import type { Policy } from './people.ts';
import { finding, type Finding } from './report.ts';
import { isJsonObject, parseStrictJson, type JsonValue } from './strict-json.ts';

export type ReviewRead = {
  readonly reviewId: string;
  readonly requiredRoles: readonly string[];
  /** Epoch ms; negative infinity where it does not say. */
  readonly closedAt: number;
  readonly findings: readonly Finding[];
};

/** What the signed review.json says that the verifier goes by. One that does not say who must sign is refused. */
export function readReview({ contents }: Inventory): ReviewRead {
  const bytes = contents.get('data/review.json');
  const nothing = { reviewId: '', requiredRoles: [], closedAt: Number.NEGATIVE_INFINITY };
  // That it is missing or too large, the inventory says.
  if (bytes === undefined) return { ...nothing, findings: [] };
  const json = parseStrictJson(fromUtf8(bytes) ?? '');
  if (!json.ok) return { ...nothing, findings: [finding.malformedReview(json.why)] };
  if (!isJsonObject(json.value)) return { ...nothing, findings: [finding.malformedReview('it is no object')] };
  const { reviewId, requiredRoles, closedAt } = json.value;
  const closed = typeof closedAt === 'string' ? Date.parse(closedAt) : Number.NaN;
  const roles = strings(requiredRoles);
  return {
    reviewId: typeof reviewId === 'string' ? reviewId : '',
    requiredRoles: roles ?? [],
    closedAt: Number.isNaN(closed) ? Number.NEGATIVE_INFINITY : closed,
    findings: roles === undefined ? [finding.malformedReview('it does not say in requiredRoles who must sign')] : [],
  };
}

/** Reads a `--policy` file; undefined where it is not one. A byte order mark, as some editors write it, is let be. */
export function readPolicy(text: string): Policy | undefined {
  const json = parseStrictJson(text.replace(/^\ufeff/, ''));
  if (!json.ok || !isJsonObject(json.value)) return undefined;
  const requiredRoles = strings(json.value['requiredRoles']);
  const { roles } = json.value;
  if (requiredRoles === undefined || Object.keys(json.value).some((key) => key !== 'requiredRoles' && key !== 'roles'))
    return undefined;
  if (roles === undefined) return { requiredRoles };
  if (!isJsonObject(roles)) return undefined;
  // Without a prototype: a role may be named `constructor`.
  const holders = Object.create(null) as { [role: string]: readonly string[] };
  for (const [role, members] of Object.entries(roles)) {
    const read = strings(members);
    if (read === undefined) return undefined;
    holders[role] = read;
  }
  return { requiredRoles, roles: holders };
}

function strings(value: JsonValue | undefined): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}
