import { z } from 'zod';
import { seriesIdSchema, serviceIdSchema } from '../ids.ts';
import { assertNever } from '../../lib/invariant.ts';
import { componentRowSchema, predictionRowSchema, sloRowSchema, snapshotRowSchema } from './catalogue-rows.ts';
import {
  buildRowSchema,
  changeRowSchema,
  deploymentRowSchema,
  exposureRowSchema,
  flagRowSchema,
  mergeRowSchema,
  releaseRowSchema,
  runtimeRowSchema,
  sightingRowSchema,
} from './delivery-rows.ts';
import { commonFields, shortText } from './row-fields.ts';
import { incidentRowSchema, logRowSchema, postmortemRowSchema, ticketRowSchema } from './trouble-rows.ts';

/** One metric series; its samples live in packed chunks, never in rows. */
export const seriesRowSchema = z.object({
  ...commonFields,
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
  mergeRowSchema,
  releaseRowSchema,
  buildRowSchema,
  deploymentRowSchema,
  runtimeRowSchema,
  sightingRowSchema,
  flagRowSchema,
  exposureRowSchema,
  incidentRowSchema,
  ticketRowSchema,
  logRowSchema,
  postmortemRowSchema,
  componentRowSchema,
  sloRowSchema,
  snapshotRowSchema,
  predictionRowSchema,
  seriesRowSchema,
]);

export type Row = z.infer<typeof rowSchema>;
export type RowKind = Row['kind'];
export type RowOf<K extends RowKind> = Extract<Row, { kind: K }>;
export const rowKinds = rowSchema.options.map((option) => option.shape.kind.value) as readonly RowKind[];

/** When a row happened, in ms since 1970 UTC, which is what ranges of time are asked by; 0 for what has no time. */
export function rowTime(row: Row): number {
  switch (row.kind) {
    case 'change':
    case 'release':
    case 'flag':
    case 'snapshot':
      return row.at;
    case 'merge':
    case 'ticket':
      return row.createdAt;
    case 'build':
    case 'deployment':
      return row.startedAt;
    case 'runtime':
      return row.firstSeenAt;
    case 'sighting':
      return row.firstNewAt;
    case 'exposure':
    case 'log':
    case 'postmortem':
      return row.from;
    case 'incident':
      return row.detectedAt;
    case 'prediction':
      return row.madeAt;
    case 'component':
    case 'slo':
    case 'series':
      return 0;
    default:
      return assertNever(row);
  }
}

/** What a row belongs to: a service, or the repository of a commit or merge. */
export const rowOwner = (row: Row): string =>
  row.kind === 'change' || row.kind === 'merge' ? row.repository : row.service;

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
