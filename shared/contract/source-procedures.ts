import { z } from 'zod';
import { quarantinedRowSchema } from '../domain/release/rows.ts';
import {
  mappingSavedSchema,
  sourceAddedSchema,
  sourceChangedSchema,
  sourceIdSchema,
} from '../domain/workspace/sources.ts';

const nothing = z.strictObject({});
const fileHash = z.string().regex(/^[0-9a-f]{64}$/);
const credential = z.string().max(4100);

const clockReadingSchema = z.object({ offsetMs: z.number(), errorMs: z.number() });

/** A source that was added, or one that is being filled in; its credential goes to the main process and never back. */
export const sourceTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kept'), id: sourceIdSchema }),
  z.strictObject({
    kind: z.literal('draft'),
    connector: sourceAddedSchema.shape.connector,
    config: sourceAddedSchema.shape.config,
    credential: credential.nullable(),
  }),
]);
export type SourceTarget = z.infer<typeof sourceTargetSchema>;

/** What can be added: the fields to fill in, and whether a credential is asked for. */
export const sourceKindSchema = z.object({
  id: z.string(),
  title: z.string(),
  brings: z.array(z.string()),
  fields: z.array(z.object({ name: z.string(), label: z.string(), example: z.string(), needed: z.boolean() })),
  credential: z.enum(['none', 'optional', 'needed']),
});
export type SourceKind = z.infer<typeof sourceKindSchema>;

/** One answer of a dry run: its first rows as they would be kept, and what of it could not be read. */
const previewedAnswerSchema = z.object({
  name: z.string(),
  query: z.string(),
  format: z.string(),
  records: z.int(),
  rows: z.array(z.record(z.string(), z.json())),
  problems: z.array(quarantinedRowSchema),
});

export const sourceProcedures = {
  'source.kinds': { input: nothing, output: z.object({ kinds: z.array(sourceKindSchema) }) },
  /** `id` is made from the title where none is given. A fault of a field names it: `config.repositories`. */
  'source.add': {
    input: sourceAddedSchema.omit({ id: true }).extend({
      id: z.exactOptional(sourceIdSchema),
      credential: credential.nullable(),
    }),
    output: z.object({ id: sourceIdSchema }),
  },
  /** The address stays: another address is another source. */
  'source.change': { input: sourceChangedSchema, output: nothing },
  /** What it brought stays; its credential goes. */
  'source.remove': { input: z.strictObject({ id: sourceIdSchema }), output: nothing },
  /** Write-only: nothing gives a credential back. */
  'source.keep-credential': { input: z.strictObject({ id: sourceIdSchema, credential }), output: nothing },
  'source.probe': {
    input: z.strictObject({ target: sourceTargetSchema }),
    output: z.object({
      product: z.string(),
      version: z.string().nullable(),
      can: z.array(z.string()),
      cannot: z.array(z.string()),
      clock: clockReadingSchema.nullable(),
    }),
  },
  /** A dry run: the first answers of the last days, mapped. Nothing is written. */
  'source.preview': {
    input: z.strictObject({ target: sourceTargetSchema }),
    output: z.object({ answers: z.array(previewedAnswerSchema) }),
  },
  /** What the log does not say of a source. How far it is read, and what is missing, comes with the log. */
  'source.states': {
    input: nothing,
    output: z.object({
      sources: z.array(
        z.object({
          id: sourceIdSchema,
          hasCredential: z.boolean(),
          isRunning: z.boolean(),
          /** Entities that are not final yet and are asked for again. */
          open: z.int(),
          /** Its clock against ours, as of its last answer since the start. */
          clock: clockReadingSchema.nullable(),
        }),
      ),
    }),
  },
  /** Asks every source once for what is new, unless it was asked in the last minutes. One that does not answer is noted as missing. */
  'source.freshen': { input: nothing, output: z.object({ asked: z.int(), failed: z.int() }) },
  /** Bad rows of one file or answer, as it was last mapped; at most the first 10,000 are known. */
  'quarantine.rows': {
    input: z.strictObject({
      sha256: fileHash,
      code: z.string().max(80).nullable(),
      from: z.int().min(0),
      count: z.int().min(1).max(500),
    }),
    output: z.object({
      rows: z.array(quarantinedRowSchema),
      total: z.int(),
      codes: z.array(z.object({ code: z.string(), count: z.int() })),
    }),
  },
  /** Maps the kept bytes of a file again, as its format is read now. */
  'quarantine.retry': {
    input: z.strictObject({ sha256: fileHash }),
    output: z.object({ accepted: z.int(), unchanged: z.int(), quarantined: z.int() }),
  },
  'mapping.save': { input: mappingSavedSchema, output: nothing },
} as const;

/** `POST /api/source.sync` -> NDJSON of {@link syncProgressSchema}. Closing it stops after the answer that is being kept. */
export const sourceSyncSchema = z.strictObject({
  /** Null: all of them. */
  sources: z.array(sourceIdSchema).max(1000).nullable(),
});

export const sourceEndSchema = z.object({
  state: z.literal('ended'),
  source: sourceIdSchema,
  /** `paused`: nothing is wrong, the next one goes on from here. */
  end: z.enum(['done', 'paused', 'failed']),
  message: z.string().nullable(),
  rows: z.int(),
  unchanged: z.int(),
  quarantined: z.int(),
  /** Of a failed one: its data is missing from here on, epoch ms; null when nothing was ever read. */
  missingSince: z.number().nullable(),
});
export type SourceEnd = z.infer<typeof sourceEndSchema>;

export const syncProgressSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), source: sourceIdSchema }),
  z.object({
    state: z.literal('reading'),
    source: sourceIdSchema,
    /** The answer that was read last. */
    name: z.string(),
    rows: z.int(),
    /** Records per second. */
    rate: z.number(),
    /** Records still to come, where the source says so. */
    remaining: z.number().nullable(),
  }),
  sourceEndSchema,
]);
export type SyncProgress = z.infer<typeof syncProgressSchema>;
