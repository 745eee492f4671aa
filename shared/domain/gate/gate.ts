import { z } from 'zod';
import { memberIdSchema, releaseIdSchema, reviewIdSchema } from '../ids.ts';
import { signOffRoles } from '../review/seats.ts';
import { epochMsSchema, statementSchema } from '../text.ts';
import { clockSkew, digestForm, environmentForm, tokenIdForm } from './gate-limits.ts';

export const tokenIdSchema = z.string().regex(tokenIdForm, 'a token id looks like gt- and 20 hex digits');
export const artifactSchema = z.string().regex(digestForm, 'a digest looks like sha256: and 64 hex digits');
export const environmentSchema = z.string().regex(environmentForm, 'letters, digits, dot, dash and underscore');

const issued = {
  id: tokenIdSchema,
  review: reviewIdSchema,
  release: releaseIdSchema,
  artifacts: z.array(artifactSchema).max(50),
  environment: environmentSchema.nullable(),
  notBefore: epochMsSchema,
  expiresAt: epochMsSchema,
  /** The whole token: its DSSE envelope, as it is handed to a pipeline. */
  token: z.string().max(60_000),
};

/** Events of the workspace about gate tokens (M7.6). */
export const gateEventSchemas = {
  'gate.issued.v1': z.strictObject({
    ...issued,
    issuer: memberIdSchema,
    role: z.enum(signOffRoles),
    /** The feature whose next phase may begin; null in a token for the release itself. */
    feature: z.string().min(1).max(200).nullable(),
  }),
  'gate.overridden.v1': z.strictObject({
    ...issued,
    issuers: z.array(z.strictObject({ member: memberIdSchema, role: z.enum(signOffRoles) })).length(2),
    reason: statementSchema,
    /** What the gate had refused. */
    refused: z.array(z.strictObject({ rule: z.string().max(10), message: z.string().max(1000) })).max(100),
  }),
  'gate.revoked.v1': z.strictObject({ token: tokenIdSchema, by: memberIdSchema, reason: statementSchema }),
  /** A revocation list was signed. Numbers go up by one. */
  'gate.listed.v1': z.strictObject({ number: z.int().min(1), nextUpdate: epochMsSchema, revoked: z.int().min(0) }),
} as const;

export type GateEventType = keyof typeof gateEventSchemas;
export type GateEvent = {
  [T in GateEventType]: { readonly type: T; readonly body: z.infer<(typeof gateEventSchemas)[T]> };
}[GateEventType];

type Kept = {
  readonly issuedAt: number;
  readonly revoked: { readonly by: string; readonly reason: string; readonly at: number } | null;
};
type BodyOf<T extends GateEventType> = z.infer<(typeof gateEventSchemas)[T]>;

/** A token as the workspace keeps it. */
export type KeptToken =
  | (Kept & { readonly kind: 'release' | 'next-phase' } & BodyOf<'gate.issued.v1'>)
  | (Kept & { readonly kind: 'override' } & BodyOf<'gate.overridden.v1'>);

/** Every token of the workspace, oldest first, and the newest revocation list; number 0 before there was one. */
export type GateState = {
  readonly tokens: readonly KeptToken[];
  readonly list: { readonly number: number; readonly at: number; readonly nextUpdate: number };
};

export const noGate: GateState = { tokens: [], list: { number: 0, at: 0, nextUpdate: 0 } };

export const isGateEvent = <E extends { readonly type: string }>(event: E): event is E & GateEvent =>
  Object.hasOwn(gateEventSchemas, event.type);

/** Folds one event, which happened at `at` (epoch ms). What was revoked stays so: the first reason stands. */
export function evolveGate(state: GateState, event: GateEvent, at: number): GateState {
  switch (event.type) {
    case 'gate.issued.v1': {
      const kind = event.body.feature === null ? 'release' : 'next-phase';
      return { ...state, tokens: [...state.tokens, { ...event.body, kind, issuedAt: at, revoked: null }] };
    }
    case 'gate.overridden.v1':
      return { ...state, tokens: [...state.tokens, { ...event.body, kind: 'override', issuedAt: at, revoked: null }] };
    case 'gate.revoked.v1': {
      const { token, by, reason } = event.body;
      const tokens = state.tokens.map((each) =>
        each.id === token && each.revoked === null ? { ...each, revoked: { by, reason, at } } : each,
      );
      return { ...state, tokens };
    }
    case 'gate.listed.v1': {
      const { number, nextUpdate } = event.body;
      return { ...state, list: { number, at, nextUpdate } };
    }
  }
}

export type TokenStanding = 'not-yet' | 'valid' | 'expired' | 'revoked';

/** What a token is worth at `now`, as far as its own workspace knows, with the patience that the verifier has. */
export function standingOfToken(token: KeptToken, now: number): TokenStanding {
  if (token.revoked !== null) return 'revoked';
  if (now >= token.expiresAt) return 'expired';
  return now < token.notBefore - clockSkew ? 'not-yet' : 'valid';
}

/** Tokens that a revocation list names: revoked, and not so long expired that a slow clock could take them for valid. */
export const revokedTokens = ({ tokens }: GateState, now: number): readonly KeptToken[] =>
  tokens.filter(({ revoked, expiresAt }) => revoked !== null && expiresAt + weekMs > now);

const weekMs = 7 * 24 * 3_600_000;
