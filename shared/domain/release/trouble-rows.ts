import { z } from 'zod';
import { serviceIdSchema } from '../ids.ts';
import { commonFields, environmentText, epochMs, longText, shaText, shortText } from './row-fields.ts';

export const incidentRowSchema = z.object({
  ...commonFields,
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
  /** The commit named as its root cause, where one is. */
  causeSha: z.exactOptional(shaText),
});

/** What a user or support reported. Personal data was taken out before it was kept. */
export const ticketRowSchema = z.object({
  ...commonFields,
  kind: z.literal('ticket'),
  service: serviceIdSchema,
  title: shortText,
  text: longText,
  state: z.enum(['open', 'closed']),
  createdAt: epochMs,
  closedAt: epochMs.nullable(),
  release: z.string().max(160).nullable(),
  labels: z.array(z.string().max(80)).max(30),
  /** How many personal details were taken out of it. */
  scrubbed: z.int().min(0),
});

/** Where an excerpt lies in the raw file it was cut from. */
const byteRange = z.object({ start: z.int().min(0), end: z.int().min(0) });

/** Part of a log: counts by minute and the commonest templates; the text stays in the raw file. */
export const logRowSchema = z.object({
  ...commonFields,
  kind: z.literal('log'),
  service: serviceIdSchema,
  environment: environmentText,
  from: epochMs,
  to: epochMs,
  lines: z.int().min(0),
  errors: z.int().min(0),
  bytes: byteRange,
  /** SHA-256 of the excerpt's bytes. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  perMinute: z.array(z.object({ at: epochMs, lines: z.int().min(0), errors: z.int().min(0) })).max(2880),
  templates: z
    .array(z.object({ template: z.string().max(300), count: z.int().min(1), errors: z.int().min(0) }))
    .max(20),
});

/** An incident's post-mortem. `incident` is the natural id it names. Steps are in the document's order. */
export const postmortemRowSchema = z.object({
  ...commonFields,
  kind: z.literal('postmortem'),
  service: serviceIdSchema,
  title: shortText,
  incident: z.string().max(160).nullable(),
  from: epochMs,
  to: epochMs.nullable(),
  deployEndedAt: epochMs.nullable(),
  alertedAt: epochMs.nullable(),
  acceptedAt: epochMs.nullable(),
  steps: z.array(z.object({ at: epochMs, what: shortText })).max(200),
  sections: z.array(z.object({ title: z.string().max(200), text: longText })).max(40),
});
