import { canonicalJson } from '../journal/canonical-json.ts';

export const gatePayloadType = 'application/vnd.hotwash.gate+json';
export const gateTokenType = 'https://hotwash.dev/gate/v1';

/** One policy file by its content, as the review pinned it. */
type PolicyFile = { readonly id: string; readonly version: number; readonly sha256: string };

/** The record that a token rests on, so that another one cannot be put in its place. Digests are 64 hex digits. */
export type RecordBinding = {
  readonly reviewId: string;
  /** SHA-256 of manifest-sha256.txt. */
  readonly manifest: string;
  /** SHA-256 of each sign-off's envelope, in the order of their names. */
  readonly signOffs: readonly string[];
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string };
};

export type TokenIssuer = { readonly member: string; readonly role: string; readonly key: string };

type Common = {
  readonly id: string;
  /** Id of the workspace that issued it; a revocation list of another one says nothing about it. */
  readonly organisation: string;
  readonly service: string;
  readonly version: string;
  /** `sha256:` and 64 hex digits, sorted, each once; empty where the token is bound to the version alone. */
  readonly artifacts: readonly string[];
  readonly environment: string | null;
  readonly tier: 'light' | 'full';
  readonly policy: { readonly base: PolicyFile | null; readonly overlay: PolicyFile | null };
  /** ISO 8601 in UTC with milliseconds. Holds from `notBefore` on and no longer at `expiresAt`. */
  readonly issuedAt: string;
  readonly notBefore: string;
  readonly expiresAt: string;
  /** Number of the newest revocation list when it was issued: an older list was rolled back. */
  readonly revocations: number;
  /** One for each signature, in their order. `key` is the fingerprint, as ssh-keygen -l prints it. */
  readonly issuers: readonly TokenIssuer[];
};

/** What is signed. An override may stand without a record; it says what it overrides. */
export type GateToken =
  | (Common & { readonly kind: 'release'; readonly record: RecordBinding })
  | (Common & { readonly kind: 'next-phase'; readonly record: RecordBinding; readonly feature: string })
  | (Common & {
      readonly kind: 'override';
      readonly record: RecordBinding | null;
      readonly reason: string;
      readonly refused: readonly { readonly rule: string; readonly message: string }[];
    });

/** The canonical bytes that a token's signatures are over. */
export const gateTokenText = (token: GateToken): string => canonicalJson({ _type: gateTokenType, ...token });

export const revocationsPayloadType = 'application/vnd.hotwash.gate-revocations+json';
export const revocationsType = 'https://hotwash.dev/gate-revocations/v1';

/** A list of revoked tokens. Numbers go up by one; `nextUpdate` is when it is believed no longer. */
export type RevocationList = {
  readonly organisation: string;
  readonly number: number;
  readonly issuedAt: string;
  readonly nextUpdate: string;
  readonly revoked: readonly { readonly id: string; readonly at: string; readonly reason: string }[];
};

export const revocationListText = (list: RevocationList): string => canonicalJson({ _type: revocationsType, ...list });
