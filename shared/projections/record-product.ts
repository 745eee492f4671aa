import type { Review } from '../domain/review/review.ts';

/** What the product seat said, as the record states it (M8.5); null where it said nothing. */
export type RecordProduct = {
  readonly outcome: string;
  readonly against: string;
  /** Ids of facts of this record. */
  readonly evidence: readonly string[];
  readonly nextPhase: string;
  readonly feature: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
} | null;

export const productOf = ({ product }: Review): RecordProduct =>
  product === null ? null : { ...product, at: new Date(product.at).toISOString() };
