import { z } from 'zod';
import { rowIdSchema, seriesIdSchema, serviceIdSchema } from '../ids.ts';

/** Milliseconds since 1970 UTC. */
const epochMs = z.int();
const shortText = z.string().max(500);

const common = {
  /** `source:type:instance:naturalId`. */
  id: rowIdSchema,
  /** The source's updated time in ms where it has one, else 0; with `hash` it orders revisions of one id. */
  revision: z.int().min(0),
};

/** One commit that reached a repository's main line. */
export const changeRowSchema = z.object({
  ...common,
  kind: z.literal('change'),
  repository: shortText,
  sha: z.string().regex(/^[0-9a-f]{7,64}$/),
  at: epochMs,
  subject: shortText,
  files: z.int().min(0),
  insertions: z.int().min(0),
  deletions: z.int().min(0),
  /** Of those, lines in generated or vendored files, which no index counts. */
  generated: z.int().min(0),
});

/** One tagged version of a service or repository. */
export const releaseRowSchema = z.object({
  ...common,
  kind: z.literal('release'),
  service: serviceIdSchema,
  version: z.string().min(1).max(80),
  at: epochMs,
  sha: z.string().max(64).nullable(),
});

/** What CI built. `finishedAt` and `result` are null while it runs. */
export const buildRowSchema = z.object({
  ...common,
  kind: z.literal('build'),
  service: serviceIdSchema,
  name: shortText,
  number: z.int().min(0),
  startedAt: epochMs,
  finishedAt: epochMs.nullable(),
  result: z.enum(['success', 'failure', 'unstable', 'aborted', 'not-built']).nullable(),
  sha: z.string().max(64).nullable(),
});

/** A version put into an environment, as the delivery pipeline claims it. */
export const deploymentRowSchema = z.object({
  ...common,
  kind: z.literal('deployment'),
  service: serviceIdSchema,
  version: z.string().min(1).max(80),
  environment: z.string().min(1).max(80),
  startedAt: epochMs,
  finishedAt: epochMs.nullable(),
  result: z.enum(['success', 'failure', 'rolled-back', 'running']),
  sha: z.string().max(64).nullable(),
});

/** When a version was seen running, from the runtime itself: first and last instance that switched. */
export const runtimeRowSchema = z.object({
  ...common,
  kind: z.literal('runtime'),
  service: serviceIdSchema,
  version: z.string().min(1).max(80),
  environment: z.string().min(1).max(80),
  firstSeenAt: epochMs,
  completeAt: epochMs.nullable(),
  instances: z.int().min(1),
});

export const incidentRowSchema = z.object({
  ...common,
  kind: z.literal('incident'),
  service: serviceIdSchema,
  title: shortText,
  severity: z.enum(['critical', 'major', 'minor', 'unknown']),
  impactStartedAt: epochMs.nullable(),
  detectedAt: epochMs,
  acceptedAt: epochMs.nullable(),
  resolvedAt: epochMs.nullable(),
  /** The release a source or a person named as its cause; null when nobody did. */
  release: z.string().max(160).nullable(),
});

/** One metric series; its samples live in packed chunks, never in rows. */
export const seriesRowSchema = z.object({
  ...common,
  kind: z.literal('series'),
  series: seriesIdSchema,
  service: serviceIdSchema,
  metric: shortText,
  environment: z.string().max(80),
  unit: z.string().max(40),
  /** Which direction is good. */
  better: z.enum(['lower', 'higher', 'neither']),
});

export const rowSchema = z.discriminatedUnion('kind', [
  changeRowSchema,
  releaseRowSchema,
  buildRowSchema,
  deploymentRowSchema,
  runtimeRowSchema,
  incidentRowSchema,
  seriesRowSchema,
]);

export type Row = z.infer<typeof rowSchema>;
export type RowKind = Row['kind'];
export type RowOf<K extends RowKind> = Extract<Row, { kind: K }>;

/** A row that could not be taken, with where it stood in its file and what was wrong. */
export const quarantinedRowSchema = z.object({
  /** 1-based row, line or record number in the carried file. */
  row: z.int().min(0),
  code: z.string().max(60),
  /** Column or JSON path. */
  path: z.string().max(300),
  message: z.string().max(500),
});
export type QuarantinedRow = z.infer<typeof quarantinedRowSchema>;
