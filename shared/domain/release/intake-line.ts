import { z } from 'zod';
import { seriesIdSchema } from '../ids.ts';
import { quarantinedRowSchema, rowSchema } from './rows.ts';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

/** One packed chunk of samples: its file is named by `sha256`; times in ms since 1970 UTC; `count` samples. */
export const sampleChunkSchema = z.strictObject({
  series: seriesIdSchema,
  t0: z.number(),
  t1: z.number(),
  count: z.int().min(1),
  min: z.number(),
  max: z.number(),
  sum: z.number(),
  sha256: hex64,
});
export type SampleChunk = z.infer<typeof sampleChunkSchema>;

/**
 * One line of the intake log: a batch of one carried file. `prev` is the SHA-256 of the line before it, as text without
 * its line end. `unchanged` counts records that were known already; `done` closes the file.
 */
export const intakeLineSchema = z.strictObject({
  seq: z.int().min(1),
  prev: hex64,
  at: z.iso.datetime({ precision: 3 }),
  source: z.strictObject({
    name: z.string().max(255),
    sha256: hex64,
    format: z.string().max(60),
    mapVersion: z.int().min(1),
    mapping: z.strictObject({
      columns: z.record(z.string(), z.string()),
      constants: z.record(z.string(), z.string()),
      defaults: z.record(z.string(), z.string()).optional(),
      zone: z.string().optional(),
    }),
  }),
  rows: z.array(rowSchema).max(500),
  samples: z.array(sampleChunkSchema),
  quarantined: z.array(quarantinedRowSchema),
  unchanged: z.int().min(0),
  done: z.boolean(),
});
export type IntakeLine = z.infer<typeof intakeLineSchema>;

/** The `prev` of the first line. */
export const intakeGenesis = '0'.repeat(64);
