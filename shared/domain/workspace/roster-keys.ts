import { z } from 'zod';
import { memberIdSchema } from '../ids.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { signOffRoles } from '../review/seats.ts';
import { epochMsSchema, statementSchema } from '../text.ts';
import { memberOfRoster, standingOf, type KeyStanding, type Roster } from './roster-document.ts';
import { standingWords } from './roster-rules.ts';
import type { PublicKey } from './workspace.ts';

const keyFields = {
  member: memberIdSchema,
  fingerprint: z.string().max(120),
  publicPem: z.string().max(4000),
  words: z.array(z.string()).length(8),
};

export const rosterEventSchemas = {
  /** In records of before keys had windows: valid since it was registered, without end. */
  'key.registered.v1': z.strictObject(keyFields),
  'key.registered.v2': z.strictObject({
    ...keyFields,
    validFrom: epochMsSchema,
    validUntil: epochMsSchema.nullable(),
  }),
  'key.window-set.v1': z.strictObject({
    member: memberIdSchema,
    fingerprint: z.string().max(120),
    validFrom: epochMsSchema,
    validUntil: epochMsSchema.nullable(),
  }),
  /** `from`: what the key signed at or after this moment (epoch ms) counts for nothing. */
  'key.revoked.v1': z.strictObject({
    member: memberIdSchema,
    fingerprint: z.string().max(120),
    from: epochMsSchema,
    reason: statementSchema,
  }),
  'roster.published.v1': z.strictObject({
    version: z.int().min(1),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    issuedAt: epochMsSchema,
    threshold: z.int().min(1),
    keepers: z.array(memberIdSchema).min(1).max(100),
  }),
} as const;

type RosterEventType = keyof typeof rosterEventSchemas;
export type RosterEvent = {
  [T in RosterEventType]: { readonly type: T; readonly body: z.infer<(typeof rosterEventSchemas)[T]> };
}[RosterEventType];

/** A version of the roster that enough keepers signed; its text lies in the workspace's rosters. */
export type PublishedRoster = z.infer<(typeof rosterEventSchemas)['roster.published.v1']>;

type Kept = {
  readonly keys: readonly PublicKey[];
  readonly rosters: readonly PublishedRoster[];
  readonly rosterVersion: number;
};

export const isRosterEvent = (event: { readonly type: string }): event is RosterEvent =>
  Object.hasOwn(rosterEventSchemas, event.type);

/** Folds what happened to keys and rosters. `at`: epoch ms of the event. */
export function evolveRoster<T extends Kept>(state: T, event: RosterEvent, at: number): T {
  const change = (fingerprint: string, to: Partial<PublicKey>): T => ({
    ...state,
    keys: state.keys.map((key) => (key.fingerprint === fingerprint ? { ...key, ...to } : key)),
  });
  switch (event.type) {
    case 'key.registered.v1':
      return { ...state, keys: [...state.keys, { ...event.body, ...unbounded, validFrom: at }] };
    case 'key.registered.v2':
      return { ...state, keys: [...state.keys, { ...unbounded, ...event.body }] };
    case 'key.window-set.v1': {
      const { fingerprint, validFrom, validUntil } = event.body;
      return change(fingerprint, { validFrom, validUntil });
    }
    case 'key.revoked.v1':
      return change(event.body.fingerprint, { revokedAt: event.body.from, revokedFor: event.body.reason });
    case 'roster.published.v1':
      return { ...state, rosters: [...state.rosters, event.body], rosterVersion: event.body.version };
  }
}

const unbounded = { validUntil: null, revokedAt: null, revokedFor: null } as const;

/** How a key of the workspace stands at a moment (epoch ms). */
export function keyStanding(key: PublicKey, at: number): KeyStanding {
  const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());
  const { validFrom, validUntil, revokedAt } = key;
  return standingOf(
    { validFrom: new Date(validFrom).toISOString(), validUntil: iso(validUntil), revokedAt: iso(revokedAt) },
    at,
  );
}

/** The key a member signs with: the newest that is not revoked, else the newest. */
export const keyOfMember = (keys: readonly PublicKey[], member: string): PublicKey | undefined => {
  const own = keys.filter((key) => key.member === member);
  return own.findLast((key) => key.revokedAt === null) ?? own.at(-1);
};

/** A member gets another key once the one they have is revoked or has an end. */
export const mayHaveAnotherKey = (keys: readonly PublicKey[], member: string): boolean =>
  keys.every((key) => key.member !== member || key.revokedAt !== null || key.validUntil !== null);

type Named = { readonly member: string; readonly fingerprint: string };

function findKey(keys: readonly PublicKey[], { member, fingerprint }: Named): Result<PublicKey, Refusal> {
  const key = keys.find((each) => each.member === member && each.fingerprint === fingerprint);
  return key === undefined
    ? refuse('K7', `${member} has no key with that fingerprint.`, 'Look the key up in the list of keys.')
    : ok(key);
}

/** [K7] A revocation says from when and why, is not of the future, and is never taken back or put off. */
export function decideRevocation(
  keys: readonly PublicKey[],
  asked: Named & { readonly from: number },
  now: number,
): Result<void, Refusal> {
  const key = findKey(keys, asked);
  if (!key.ok) return key;
  if (asked.from > now)
    return refuse('K7', 'A key is revoked from now or from a moment that is past.', 'To end it later, set its end.');
  if (key.value.revokedAt !== null && key.value.revokedAt <= asked.from)
    return refuse('K7', 'That key is revoked already.', 'Nothing needs doing.');
  return ok(undefined);
}

/** [K7] A window has a beginning before its end; a revoked key gets none. */
export function decideWindow(
  keys: readonly PublicKey[],
  asked: Named & { readonly validFrom: number; readonly validUntil: number | null },
): Result<void, Refusal> {
  const key = findKey(keys, asked);
  if (!key.ok) return key;
  if (key.value.revokedAt !== null)
    return refuse('K7', 'That key is revoked; no window makes it valid again.', 'Make a new key.');
  return asked.validUntil !== null && asked.validUntil <= asked.validFrom
    ? refuse('K7', 'The key would end before it begins.', 'Set its end after its beginning.')
    : ok(undefined);
}

/** [K6] Where a roster is published, who signs a record stands in it, with that role and with that key, valid now. */
export function decideByRoster(
  roster: Roster,
  own: readonly PublicKey[],
  asked: Named & { readonly role: string; readonly at: number },
): Result<void, Refusal> {
  const { member, fingerprint, role, at } = asked;
  const { version, issuedAt } = roster;
  const entry = memberOfRoster(roster, member);
  const key = entry?.keys.find((each) => each.fingerprint === fingerprint);
  if (at < Date.parse(issuedAt))
    return refuse(
      'K6',
      `This machine's clock is before roster v${version} was issued (${issuedAt}).`,
      'Set the clock right.',
    );
  if (entry === undefined || key === undefined)
    return refuse(
      'K6',
      `The key of ${member} is not in the published roster v${version}.`,
      'Have the keepers publish a version with this key.',
    );
  // Whoever countersigns as a role of their own takes no seat, so that the roster has no say in which.
  const seat = signOffRoles.find((each) => each === role);
  if (seat !== undefined && !entry.roles.includes(seat))
    return refuse(
      'K6',
      `${member} does not hold the role ${role} in the published roster v${version}.`,
      'Ask somebody who holds it, or have the keepers publish a version in which they do.',
    );
  const mine = own.find((each) => each.fingerprint === fingerprint);
  const standings = [standingOf(key, at), ...(mine === undefined ? [] : [keyStanding(mine, at)])];
  const fault = (['revoked', 'expired', 'not-yet'] as const).find((one) => standings.includes(one));
  return fault === undefined
    ? ok(undefined)
    : err({
        rule: 'K6',
        message: `The key of ${member} is ${standingWords[fault]}.`,
        satisfy: fault === 'not-yet' ? 'Wait until it is valid.' : 'Make a new key and have the keepers publish it.',
      });
}
