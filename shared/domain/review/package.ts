import { z } from 'zod';
import { rowIdSchema, seriesIdSchema } from '../ids.ts';
import { epochMsSchema } from '../text.ts';
import {
  adoptionSchema,
  baselineUsedSchema,
  componentSchema,
  exhibitSchema,
  figureOriginSchema,
  goLiveSchema,
  handOffSchema,
  kpiCoverSchema,
  momentSchema,
  originSchema,
  packageLinkSchema,
  packageTicketSchema,
  sourceStandingSchema,
  statedPredictionSchema,
  variantOutcomeSchema,
} from './package-parts.ts';

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
  /** Medians of the same window after each of the releases of the cell, at most 8, oldest first. */
  before: z.array(z.strictObject({ version: z.string(), value: z.number() })),
  usual: z.number().nullable(),
  robustZ: z.number().nullable(),
  note: z.string(),
  /** Which earlier releases are compared: those of the same hour of the week, else hour and kind of day, else all. */
  cell: z.exactOptional(z.enum(['hour-of-week', 'hour-and-day-type', 'all'])),
  /** 1.4826 MAD of `before`, in the metric's unit; null without a baseline. */
  spread: z.exactOptional(z.number().nullable()),
  /** What the score is scaled by. */
  scaledBy: z.exactOptional(z.enum(['mad', 'mean-deviation', 'resolution']).nullable()),
  /** `above 300: roll back`, with who answers for it. */
  rule: z.exactOptional(z.strictObject({ text: z.string(), owner: z.string(), isMet: z.boolean().nullable() })),
});
export type Deviation = z.infer<typeof deviationSchema>;

/** A figure that the body leaves out (M2.6), and why. */
export const appendixSchema = z.strictObject({
  ...deviationSchema.shape,
  why: z.enum(['no-rule', 'over-the-cap']),
});
export type AppendixFigure = z.infer<typeof appendixSchema>;

/** How the data holds together: what CI claims against the runtime, what is missing, what could not be taken in. */
export const integritySchema = z.strictObject({
  level: z.enum(['good', 'conflict', 'missing']),
  text: z.string(),
  detail: z.string(),
  /** The figures it was read from, by their names in the package's list. */
  figures: z.exactOptional(z.array(z.string())),
});
export type Integrity = z.infer<typeof integritySchema>;

/** The facts a review opens with, frozen and hashed when the review is prepared. Members that came later are optional. */
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
  goLive: z.exactOptional(goLiveSchema),
  components: z.exactOptional(z.array(componentSchema)),
  /** Flags turned in the window; absent where no flag of the service is known at all. */
  flags: z.exactOptional(z.array(rowIdSchema)),
  /** The flags that were turned, each once however often it was. */
  flagNames: z.exactOptional(z.array(z.string())),
  predictions: z.exactOptional(z.array(statedPredictionSchema)),
  baseline: z.exactOptional(baselineUsedSchema),
  appendix: z.exactOptional(z.array(appendixSchema)),
  /** Metrics that the last reviews never cited. */
  uncited: z.exactOptional(z.array(z.string())),
  kpis: z.exactOptional(kpiCoverSchema),
  timeline: z.exactOptional(z.array(momentSchema)),
  exhibits: z.exactOptional(z.array(exhibitSchema)),
  sources: z.exactOptional(z.array(sourceStandingSchema)),
  quarantine: z.exactOptional(z.strictObject({ files: z.int(), rows: z.int() })),
  behaviour: z.exactOptional(z.array(variantOutcomeSchema)),
  adoption: z.exactOptional(z.array(adoptionSchema)),
  tickets: z.exactOptional(z.array(packageTicketSchema)),
  handOffs: z.exactOptional(z.array(handOffSchema)),
  links: z.exactOptional(z.array(packageLinkSchema)),
  origins: z.exactOptional(z.array(originSchema)),
  figures: z.exactOptional(z.array(figureOriginSchema)),
});
export type ReviewPackage = z.infer<typeof packageSchema>;
