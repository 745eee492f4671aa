import { z } from 'zod';
import { causeCheckSchema } from '../domain/cause/cause-check.ts';
import { configChangeSchema, configPairSchema } from '../domain/cause/config-change.ts';
import { locatorSchema } from '../domain/claim/claim.ts';
import { reviewIdSchema } from '../domain/ids.ts';
import { localIdSchema } from '../domain/text.ts';
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
  /** The five checks of a cause as they would come out now (M4.4), and what its configuration diffs show. */
  'cause.check': {
    input: z.strictObject({ review: reviewIdSchema, cause: localIdSchema }),
    output: z.object({
      checks: z.array(causeCheckSchema).max(20),
      diffs: z.array(
        z.object({
          piece: localIdSchema,
          label: z.string(),
          /** Those nearest to the setting that the cause names first; `changed` counts all. */
          changes: z.array(configChangeSchema).max(200),
          changed: z.int().min(0),
        }),
      ),
    }),
  },
  /** Pairs of snapshots round what the review is about, those that its moment lies between first. */
  'evidence.config-pairs': {
    input: z.strictObject({ review: reviewIdSchema }),
    output: z.object({ pairs: z.array(configPairSchema).max(100) }),
  },
} as const;

/** Bytes of one file that is carried in as evidence. */
export const largestEvidenceFile = 20 * 1024 * 1024;

/** `PUT /api/evidence.carry?name=NAME` bytes -> the file under its hash, kept on the disk before the answer. */
export const carriedEvidenceSchema = z.object({
  sha256: z.string(),
  name: z.string(),
  size: z.int(),
});
export type CarriedEvidence = z.infer<typeof carriedEvidenceSchema>;
