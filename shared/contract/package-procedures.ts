import { z } from 'zod';
import { kpiMappingSchema, kpiUnmappingSchema } from '../domain/kpi/kpi-map.ts';
import { metricRuleSchema } from '../domain/kpi/metric-rule.ts';
import { releaseIdSchema, reviewIdSchema } from '../domain/ids.ts';
import { settledLinkSchema } from '../domain/release/settled-link.ts';
import { packageSchema } from '../domain/review/package.ts';

const nothing = z.strictObject({});

/** What the main process does round a review's package: what is measured, what is usual, and handing it out. */
export const packageProcedures = {
  /** The package as it would be sealed now. */
  'package.preview': {
    input: z.strictObject({ review: reviewIdSchema }),
    output: z.object({ hash: z.string(), content: packageSchema }),
  },
  /**
   * Writes the sealed package as one HTML file and, where a browser is at hand, a PDF. `dueAt` is 24 h before the meeting
   * (epoch ms), null while it has no date. They are served as `/media/package/<review>.html` and `.pdf`.
   */
  'package.export': {
    input: z.strictObject({ review: reviewIdSchema }),
    output: z.object({
      files: z.array(z.object({ name: z.string(), bytes: z.int() })),
      dueAt: z.number().nullable(),
      isLate: z.boolean(),
    }),
  },
  /** Of the reviews asked for, those whose package was written out. */
  'package.written': {
    input: z.strictObject({ reviews: z.array(reviewIdSchema).max(500) }),
    output: z.object({ written: z.array(z.string()) }),
  },
  'baseline.freeze': {
    input: z.strictObject({ release: releaseIdSchema, isPostHoc: z.boolean() }),
    output: z.object({ hash: z.string(), at: z.number(), comparable: z.int(), isPostHoc: z.boolean() }),
  },
  'kpi.map': { input: kpiMappingSchema, output: nothing },
  'kpi.unmap': { input: kpiUnmappingSchema, output: nothing },
  'metric.rule': { input: metricRuleSchema, output: nothing },
  'link.settle': { input: settledLinkSchema, output: nothing },
} as const;
