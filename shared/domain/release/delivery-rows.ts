import { z } from 'zod';
import { serviceIdSchema } from '../ids.ts';
import { commonFields, environmentText, epochMs, shaText, shortText, versionText } from './row-fields.ts';

/** One commit that reached a repository's main line. */
export const changeRowSchema = z.object({
  ...commonFields,
  kind: z.literal('change'),
  repository: shortText,
  sha: shaText,
  at: epochMs,
  subject: shortText,
  files: z.int().min(0),
  insertions: z.int().min(0),
  deletions: z.int().min(0),
  /** Of those, lines in generated or vendored files, which no index counts. */
  generated: z.int().min(0),
  /** Absent where the source does not tell them. */
  parents: z.exactOptional(z.array(shaText).max(64)),
});

/** A pull or merge request. `firstCommentAt` is the first comment that is not its author's. */
export const mergeRowSchema = z.object({
  ...commonFields,
  kind: z.literal('merge'),
  repository: shortText,
  number: z.int().min(0),
  title: shortText,
  state: z.enum(['open', 'merged', 'closed']),
  createdAt: epochMs,
  mergedAt: epochMs.nullable(),
  mergeSha: shaText.nullable(),
  firstCommitAt: epochMs.nullable(),
  firstCommentAt: epochMs.nullable(),
});

/** One tagged version of a service or repository. */
export const releaseRowSchema = z.object({
  ...commonFields,
  kind: z.literal('release'),
  service: serviceIdSchema,
  version: versionText,
  at: epochMs,
  sha: z.string().max(64).nullable(),
});

/** What CI built. `finishedAt` and `result` are null while it runs. */
export const buildRowSchema = z.object({
  ...commonFields,
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
  ...commonFields,
  kind: z.literal('deployment'),
  service: serviceIdSchema,
  version: versionText,
  environment: environmentText,
  startedAt: epochMs,
  finishedAt: epochMs.nullable(),
  result: z.enum(['success', 'failure', 'rolled-back', 'running']),
  sha: z.string().max(64).nullable(),
  /** The repository its commit is of, where that is not the service. */
  repository: z.exactOptional(shortText),
  /** Deployment commits with one group are one deployment. */
  group: z.exactOptional(shortText),
  /** The version or commit that it explicitly takes back. */
  revertOf: z.exactOptional(z.string().max(160)),
  /** Digest of the image that was deployed, `sha256:...`. */
  digest: z.exactOptional(z.string().max(160)),
});

/** When a version was seen running, from the runtime itself: first and last instance that switched. */
export const runtimeRowSchema = z.object({
  ...commonFields,
  kind: z.literal('runtime'),
  service: serviceIdSchema,
  version: versionText,
  environment: environmentText,
  firstSeenAt: epochMs,
  completeAt: epochMs.nullable(),
  instances: z.int().min(1),
});

/**
 * One instance seen running one version, from raw samples of its version label: the switch lies in
 * (`lastOldAt`, `firstNewAt`]. `lastOldAt` is null where the instance was not seen with another version before.
 */
export const sightingRowSchema = z.object({
  ...commonFields,
  kind: z.literal('sighting'),
  service: serviceIdSchema,
  environment: environmentText,
  instance: z.string().min(1).max(200),
  version: versionText,
  lastOldAt: epochMs.nullable(),
  firstNewAt: epochMs,
  lastSeenAt: epochMs,
  /** Its process start, where the source tells it. */
  startedAt: epochMs.nullable(),
  /** The usual time between two samples, and how far the source's clock may be off, in ms. */
  intervalMs: z.int().min(0),
  clockErrorMs: z.int().min(0),
});

/** A flag was turned. */
export const flagRowSchema = z.object({
  ...commonFields,
  kind: z.literal('flag'),
  service: serviceIdSchema,
  flag: z.string().min(1).max(200),
  environment: environmentText,
  at: epochMs,
  state: z.enum(['on', 'off', 'changed', 'created', 'archived']),
  variant: z.string().max(120).nullable(),
});

/** How often one variant of a flag was shown in a stretch of time, and what came of it. */
export const exposureRowSchema = z.object({
  ...commonFields,
  kind: z.literal('exposure'),
  service: serviceIdSchema,
  flag: z.string().min(1).max(200),
  variant: z.string().min(1).max(120),
  environment: environmentText,
  from: epochMs,
  to: epochMs,
  exposures: z.int().min(0),
  /** Null where the source does not count them. */
  errors: z.int().min(0).nullable(),
  conversions: z.int().min(0).nullable(),
});
