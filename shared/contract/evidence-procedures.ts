import { z } from 'zod';
import { locatorSchema } from '../domain/claim/claim.ts';
import { reviewIdSchema } from '../domain/ids.ts';
import { zoneSchema } from '../domain/workspace/workspace.ts';

/** Where something that was taken in came from. `query` is what a connector asked; null for a carried file. */
export const provenanceSchema = z.object({
  name: z.string(),
  format: z.string(),
  mapVersion: z.int(),
  /** SHA-256 of the raw bytes it was mapped from. */
  sha256: z.string(),
  query: z.string().nullable(),
  /** When it was fetched, of a file when it was taken in; ISO 8601. */
  at: z.string(),
});

export const evidenceProcedures = {
  /** What a locator would bring as evidence, without attaching it: found, labelled and hashed by the main process. */
  'evidence.look': {
    input: z.strictObject({
      locator: locatorSchema,
      zone: zoneSchema,
      /** The review whose notes may be named. */
      review: z.exactOptional(reviewIdSchema),
    }),
    output: z.object({
      label: z.string(),
      hash: z.string(),
      samples: z.object({ count: z.int(), least: z.number(), greatest: z.number(), median: z.number() }).nullable(),
      sources: z.array(provenanceSchema).max(50),
    }),
  },
} as const;
