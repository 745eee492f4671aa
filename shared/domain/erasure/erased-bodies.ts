import { z } from 'zod';

/**
 * Bodies were erased (retention): `envelope` is the signed statement of who decided it and why, `erased` what remains of
 * each body, with its texts replaced, so that the review can still be folded.
 */
export const bodiesErasedSchema = z.strictObject({
  envelope: z.string().max(4_000_000),
  erased: z
    .array(z.strictObject({ seq: z.int().min(1), remains: z.record(z.string(), z.json()) }))
    .min(1)
    .max(5000),
});

/** Why a body is erased: an order of retention, a request of a person, or what else was decided. */
export const erasurePayloadType = 'application/vnd.hotwash.erasure+json';
export const erasureType = 'https://hotwash.dev/erasure/v1';

/** What is signed: which bodies of which review, by their hashes, and what stands in their place, by its hash. */
export type ErasureStatement = {
  readonly _type: typeof erasureType;
  readonly review: string;
  readonly signer: string;
  readonly reason: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly erased: readonly { readonly seq: number; readonly bodyHash: string; readonly remains: string }[];
};
