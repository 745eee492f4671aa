import { canonicalJson } from '../journal/canonical-json.ts';
import { bytesToBase64 } from '../journal/checkpoint-base64.ts';
import type { Checkpoint } from '../journal/checkpoint.ts';

export const statementType = 'https://in-toto.io/Statement/v1';
export const signOffPredicateType = 'https://hotwash.dev/sign-off/v1';
export const statementPayloadType = 'application/vnd.in-toto+json';
/** The SSHSIG namespace of every signature over a bundle's manifest. */
export const reviewNamespace = 'hotwash-review@v1';

/** One file a statement is about; `name` is its path in the bundle, `sha256` 64 hex digits. */
export type Subject = { readonly name: string; readonly sha256: string };

export type SignOffAct = 'facilitated' | 'accepted' | 'countersigned';

/** What a bundle asks to be signed: read from the disk, never remembered. */
export type PreparedSignOff = {
  readonly reviewId: string;
  readonly subjects: readonly Subject[];
  /** The bytes of manifest-sha256.txt, which the SSHSIG is over. */
  readonly manifest: Uint8Array;
  /** SHA-256 of every envelope already in the bundle, in order. */
  readonly covers: readonly string[];
  readonly checkpoint: Checkpoint;
};

/** What the signer says. `claimedAt` is ISO 8601 in UTC: the signer's clock, proven by nobody. */
export type SignOffClaim = {
  readonly role: string;
  readonly act: SignOffAct;
  readonly signer: string;
  readonly claimedAt: string;
  /** Of the published roster; 0 where none was published. */
  readonly rosterVersion: number;
  /** SHA-256 of that roster's payload; null where none was published. Statements of before rosters do not say it. */
  readonly rosterSha256?: string | null;
};

/** One finished sign-off, ready to be put into a bundle. */
export type SignOff = {
  readonly role: string;
  readonly envelope: string;
  readonly manifestSignature: string;
  readonly publicPem: string;
  /** Every version of the roster up to the one it names, for trust/: `roster-N.dsse.json`. */
  readonly rosters?: readonly { readonly name: string; readonly text: string }[];
};

/** The canonical bytes of the in-toto Statement that a sign-off's envelope carries. */
export function statementText(prepared: PreparedSignOff, claim: SignOffClaim): string {
  const { checkpoint } = prepared;
  return canonicalJson({
    _type: statementType,
    predicateType: signOffPredicateType,
    subject: prepared.subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicate: {
      reviewId: prepared.reviewId,
      role: claim.role,
      act: claim.act,
      signer: claim.signer,
      claimedAt: claim.claimedAt,
      rosterVersion: claim.rosterVersion,
      ...(claim.rosterSha256 !== undefined && { rosterSha256: claim.rosterSha256 }),
      checkpoint: { origin: checkpoint.origin, size: checkpoint.size, root: bytesToBase64(checkpoint.root) },
      covers: prepared.covers,
    },
  });
}
