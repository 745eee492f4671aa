import { z } from 'zod';
import { rowIdSchema, seriesIdSchema } from '../ids.ts';
import { epochMsSchema } from '../text.ts';

/** One KPI of the release against the releases before it. `robustZ` is the modified z score; null when there is no baseline. */
export const deviationSchema = z.strictObject({
  series: seriesIdSchema,
  metric: z.string(),
  unit: z.string(),
  better: z.enum(['lower', 'higher', 'neither']),
  from: epochMsSchema,
  to: epochMsSchema,
  /** Median of the window after this release; null when the source has no samples there. */
  now: z.number().nullable(),
  /** Medians of the same window after each of the releases before, oldest first. */
  before: z.array(z.strictObject({ version: z.string(), value: z.number() })),
  usual: z.number().nullable(),
  robustZ: z.number().nullable(),
  note: z.string(),
});
export type Deviation = z.infer<typeof deviationSchema>;

/** What CI claims against what the runtime showed, for the release's production deployments. */
export const integritySchema = z.strictObject({
  level: z.enum(['good', 'conflict', 'missing']),
  text: z.string(),
  detail: z.string(),
});
export type Integrity = z.infer<typeof integritySchema>;

/** The facts a review opens with, frozen and hashed when the review is prepared. */
export const packageSchema = z.strictObject({
  assembledAt: epochMsSchema,
  /** Start and end of what was looked at, epoch ms. */
  window: z.strictObject({ from: epochMsSchema, to: epochMsSchema }),
  deployments: z.array(rowIdSchema),
  runtime: z.array(rowIdSchema),
  builds: z.array(rowIdSchema),
  incidents: z.array(rowIdSchema),
  changes: z.strictObject({ commits: z.int(), insertions: z.int(), deletions: z.int(), generated: z.int() }),
  deviations: z.array(deviationSchema),
  integrity: z.array(integritySchema),
  /** Head of the intake the package was read from. */
  intake: z.strictObject({ seq: z.int(), hash: z.string() }),
});
export type ReviewPackage = z.infer<typeof packageSchema>;
