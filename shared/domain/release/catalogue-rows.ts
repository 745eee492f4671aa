import { z } from 'zod';
import { serviceIdSchema } from '../ids.ts';
import { commonFields, environmentText, epochMs, shortText, versionText } from './row-fields.ts';

/** A service as a catalogue describes it. `owner` is the catalogue's own text, a team rather than a person. */
export const componentRowSchema = z.object({
  ...commonFields,
  kind: z.literal('component'),
  service: serviceIdSchema,
  title: shortText,
  owner: z.string().max(200),
  tier: z.enum(['critical', 'standard', 'low']).nullable(),
  system: z.string().max(200).nullable(),
  dependsOn: z.array(serviceIdSchema).max(200),
});

/** A service level objective. `target` is a share of 1; `indicator` says what is counted. */
export const sloRowSchema = z.object({
  ...commonFields,
  kind: z.literal('slo'),
  service: serviceIdSchema,
  name: shortText,
  indicator: shortText,
  target: z.number().min(0).max(1),
  windowDays: z.number().min(0),
  method: z.enum(['occurrences', 'timeslices', 'ratio-timeslices']),
});

/** What a configuration was at one time. Its bytes are the raw file `sha256`; `keys` counts its settings. */
export const snapshotRowSchema = z.object({
  ...commonFields,
  kind: z.literal('snapshot'),
  service: serviceIdSchema,
  environment: environmentText,
  name: shortText,
  at: epochMs,
  format: z.enum(['json', 'yaml', 'properties', 'csv', 'text']),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  keys: z.int().min(0),
});

/** What was expected of a release before it was deployed. `probability` is that of a failure, 0 to 1. */
export const predictionRowSchema = z.object({
  ...commonFields,
  kind: z.literal('prediction'),
  service: serviceIdSchema,
  version: versionText,
  madeAt: epochMs,
  probability: z.number().min(0).max(1),
  impact: z.enum(['none', 'minor', 'major', 'critical', 'unknown']),
  reason: shortText,
});
