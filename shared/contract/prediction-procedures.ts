import { z } from 'zod';
import { memberIdSchema, serviceIdSchema } from '../domain/ids.ts';
import { predictedSchema } from '../domain/prediction/sealed-prediction.ts';

/** Predictions of releases (M6.4). What is under seal stays with the main process until the release went live. */
export const predictionProcedures = {
  'prediction.seal': {
    input: z.strictObject({
      service: serviceIdSchema,
      version: z.string().trim().min(1).max(80),
      by: memberIdSchema,
      passphrase: z.string().max(1000),
      predicted: predictedSchema,
    }),
    output: z.object({ id: z.string(), commitment: z.string() }),
  },
} as const;
