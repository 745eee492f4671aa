import { z } from 'zod';
import { memberIdSchema, serviceIdSchema } from '../ids.ts';
import { epochMsSchema, statementSchema } from '../text.ts';

/** How bad it would be, as bands of impact. */
export const predictedImpacts = ['none', 'minor', 'major', 'critical'] as const;

/** What somebody expects of a release: the probability that it fails (0 to 1), how bad that would be, and why. */
export const predictedSchema = z.strictObject({
  probability: z.number().min(0).max(1),
  impact: z.enum(predictedImpacts),
  reason: statementSchema,
});
export type Predicted = z.infer<typeof predictedSchema>;

export const predictionIdSchema = z.string().regex(/^p[0-9a-f]{12}$/, 'no id of a prediction');

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const versionSchema = z.string().trim().min(1).max(80);

/** The seal alone: what was predicted stays unread until the release went live. `sealedAt` is what was signed. */
export const predictionSealedSchema = z.strictObject({
  id: predictionIdSchema,
  service: serviceIdSchema,
  version: versionSchema,
  by: memberIdSchema,
  sealedAt: epochMsSchema,
  /** SHA-256 over the salt's 32 hex digits and the canonical JSON of what was predicted. */
  commitment: hex64,
  /** The DSSE envelope in which the person's key signed the commitment. */
  envelope: z.string().min(1).max(8000),
  fingerprint: z.string().max(120),
});

export const predictionOpenedSchema = z.strictObject({
  id: predictionIdSchema,
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  predicted: predictedSchema,
});

export const predictionEventSchemas = {
  'prediction.sealed.v1': predictionSealedSchema,
  'prediction.opened.v1': predictionOpenedSchema,
} as const;

export type OpenedPrediction = Omit<z.infer<typeof predictionOpenedSchema>, 'id'> & { readonly at: number };

/** A sealed prediction of one release; `keptAt` is when the workspace's journal took it, epoch ms. */
export type SealedPrediction = z.infer<typeof predictionSealedSchema> & {
  readonly keptAt: number;
  readonly opened: OpenedPrediction | null;
};

export type PredictionEvent = {
  [T in keyof typeof predictionEventSchemas]: {
    readonly type: T;
    readonly body: z.infer<(typeof predictionEventSchemas)[T]>;
  };
}[keyof typeof predictionEventSchemas];

export const isPredictionEvent = <E extends { readonly type: string }>(event: E): event is E & PredictionEvent =>
  Object.hasOwn(predictionEventSchemas, event.type);

/** Folds a prediction's event, taken by the journal at `at` (epoch ms). The first opening of a seal counts. */
export function evolvePredictions(
  state: readonly SealedPrediction[],
  event: PredictionEvent,
  at: number,
): readonly SealedPrediction[] {
  if (event.type === 'prediction.sealed.v1') return [...state, { ...event.body, keptAt: at, opened: null }];
  const { id, ...opened } = event.body;
  return state.map((each) => (each.id === id && each.opened === null ? { ...each, opened: { ...opened, at } } : each));
}
