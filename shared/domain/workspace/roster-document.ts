import { z } from 'zod';
import { memberIdSchema } from '../ids.ts';
import { signOffRoles, type SignOffRole } from '../review/seats.ts';
import type { MemberRole } from '../member-role.ts';

export const rosterType = 'https://hotwash.dev/roster/v1';
export const rosterPayloadType = 'application/vnd.hotwash.roster+json';

/** ISO 8601 in UTC, as `Date.toISOString` writes it: the one form of a time in a roster. */
const timeSchema = z
  .string()
  .refine((text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text)));
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const pemSchema = z.string().max(4000).startsWith('-----BEGIN PUBLIC KEY-----\n');
const versionSchema = z.int().min(1).max(100_000);

export const rosterKeySchema = z.strictObject({
  fingerprint: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/),
  publicPem: pemSchema,
  validFrom: timeSchema,
  validUntil: timeSchema.nullable(),
  revokedAt: timeSchema.nullable(),
  revokedFor: z.string().min(1).max(2000).nullable(),
});

export const rosterSchema = z.strictObject({
  _type: z.literal(rosterType),
  organisation: z.string().min(1).max(120),
  version: versionSchema,
  issuedAt: timeSchema,
  /** SHA-256 of the payload of the version before; null for the first. */
  previous: sha256Schema.nullable(),
  threshold: z.int().min(1).max(100),
  keepers: z.array(memberIdSchema).min(1).max(100),
  members: z
    .array(
      z.strictObject({
        id: memberIdSchema,
        roles: z.array(z.enum(signOffRoles)).max(signOffRoles.length),
        keys: z.array(rosterKeySchema).max(100),
      }),
    )
    .max(10_000),
  devices: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[0-9a-f]{16}$/),
        publicPem: pemSchema,
        validFrom: timeSchema,
        validUntil: timeSchema.nullable(),
      }),
    )
    .max(1000),
  /** Every version before, oldest first, so that whoever holds this one alone knows which was in force when. */
  history: z.array(z.strictObject({ version: versionSchema, issuedAt: timeSchema, sha256: sha256Schema })).max(100_000),
});

/** One version of the roster: who may sign as what, with which keys, when; and who together may change that. */
export type Roster = z.infer<typeof rosterSchema>;
export type RosterMember = Roster['members'][number];
export type RosterKey = z.infer<typeof rosterKeySchema>;

/** A roster and the SHA-256 of its payload's bytes. */
export type HashedRoster = { readonly roster: Roster; readonly sha256: string };

const roleOf: { readonly [role in MemberRole]?: SignOffRole } = {
  release: 'release-manager',
  operations: 'operations-lead',
  product: 'product-manager',
};

/** What a member may sign as: their own role's seat, and as facilitator where they lead. Whoever left signs as nothing. */
export function signOffRolesOf(member: {
  readonly role: MemberRole;
  readonly leads: boolean;
  readonly active: boolean;
}): SignOffRole[] {
  if (!member.active) return [];
  const own = roleOf[member.role];
  return [...(member.leads ? (['facilitator'] as const) : []), ...(own === undefined ? [] : [own])];
}

export const memberOfRoster = (roster: Roster, id: string): RosterMember | undefined =>
  roster.members.find((member) => member.id === id);

/** The keys of all members with whose they are. */
export const keysOfRoster = (roster: Roster): readonly (RosterKey & { readonly member: string })[] =>
  roster.members.flatMap((member) => member.keys.map((key) => ({ ...key, member: member.id })));

/** How a key stands at a moment (epoch ms). The end is exclusive; a revocation counts from its own moment on. */
export type KeyStanding = 'valid' | 'not-yet' | 'expired' | 'revoked';

export function standingOf(key: Pick<RosterKey, 'validFrom' | 'validUntil' | 'revokedAt'>, at: number): KeyStanding {
  if (key.revokedAt !== null && at >= Date.parse(key.revokedAt)) return 'revoked';
  if (at < Date.parse(key.validFrom)) return 'not-yet';
  return key.validUntil !== null && at >= Date.parse(key.validUntil) ? 'expired' : 'valid';
}
