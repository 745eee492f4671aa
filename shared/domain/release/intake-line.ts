import { z } from 'zod';
import { seriesIdSchema } from '../ids.ts';
import { quarantinedRowSchema, rowKinds, rowSchema, type RowKind } from './rows.ts';

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
 * Many rows of one kind, sealed in columns: its file is named by `sha256`. `t0` and `t1` bound their times (rowTime) in ms
 * since 1970 UTC; `owners` are the services or repositories in it.
 */
export const rowChunkSchema = z.strictObject({
  kind: z.enum(rowKinds as [RowKind, ...RowKind[]]),
  t0: z.number(),
  t1: z.number(),
  count: z.int().min(1),
  owners: z.array(z.string().max(500)).max(4096),
  sha256: hex64,
});
export type RowChunk = z.infer<typeof rowChunkSchema>;

/**
 * Where a connector's batch came from and how far its source is read. `source` is the configured source's id; `query` is
 * what was asked, without credentials. A pull that failed brings no rows and says why; `since` is how far the source had
 * been read (ms since 1970 UTC), after which its data is missing.
 */
export const pulledSchema = z.strictObject({
  source: z.string().max(80),
  connector: z.string().max(60),
  connectorVersion: z.int().min(1),
  query: z.string().max(2000),
  fetchedAt: z.iso.datetime({ precision: 3 }),
  outcome: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('read'),
      /** Where the next pull goes on; opaque to all but the connector. */
      cursor: z.json(),
      /** Everything up to here was read; null before the first whole window. */
      watermark: z.number().nullable(),
      /** Natural ids that are still open at the source and are asked for again. */
      open: z.array(z.string().max(200)).max(5000),
      /** History is read whole. */
      done: z.boolean(),
    }),
    z.strictObject({
      kind: z.literal('failed'),
      code: z.string().max(60),
      message: z.string().max(500),
      since: z.number().nullable(),
    }),
  ]),
});
export type Pulled = z.infer<typeof pulledSchema>;

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
    /** Whose intake it was taken from, and the line there that it ended in, where a courier bundle brought it. */
    courier: z.exactOptional(z.strictObject({ origin: z.string().regex(/^[0-9a-f]{16}$/), seq: z.int().min(1) })),
  }),
  rows: z.array(rowSchema).max(500),
  samples: z.array(sampleChunkSchema),
  bulk: z.exactOptional(z.array(rowChunkSchema).max(64)),
  pulled: z.exactOptional(pulledSchema),
  quarantined: z.array(quarantinedRowSchema),
  unchanged: z.int().min(0),
  done: z.boolean(),
});
export type IntakeLine = z.infer<typeof intakeLineSchema>;

/** The `prev` of the first line. */
export const intakeGenesis = '0'.repeat(64);
