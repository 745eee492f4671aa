import type { Predicted } from '../domain/prediction/sealed-prediction.ts';
import { canonicalJson } from '../journal/canonical-json.ts';
import { hashBody } from '../journal/line.ts';

export const predictionPayloadType = 'application/vnd.hotwash.prediction+json';
export const predictionType = 'https://hotwash.dev/sealed-prediction/v1';

/** What a person's key signs before the release: who committed to what hash, for which release, when (ISO 8601, UTC). */
export type SealClaim = {
  readonly id: string;
  readonly service: string;
  readonly version: string;
  readonly by: string;
  readonly sealedAt: string;
  readonly commitment: string;
};

/** SHA-256 in hex over `salt` (32 hex digits) and the canonical JSON of the prediction, as journal bodies are hashed. */
export const commitTo = (salt: string, { probability, impact, reason }: Predicted): string =>
  hashBody(salt, { probability, impact, reason });

/** The canonical payload of the DSSE envelope. */
export const sealText = (claim: SealClaim): string => canonicalJson({ _type: predictionType, ...claim });
