import { z } from 'zod';
import { measuredSchema, verdicts } from '../domain/action/action-changes.ts';
import { memberIdSchema, reviewIdSchema } from '../domain/ids.ts';
import { daySchema, epochMsSchema, localIdSchema, statementSchema } from '../domain/text.ts';

const nothing = z.strictObject({});
const item = { review: reviewIdSchema, action: localIdSchema };

/** A metric criterion held against the samples of its window. Nothing is kept by looking. */
export const criterionReadingSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('measured'),
    measured: measuredSchema,
    isMet: z.boolean(),
    least: z.number(),
    greatest: z.number(),
    first: epochMsSchema,
    last: epochMsSchema,
  }),
  /** `why` is a sentence: no series, no samples, a window that is not over. */
  z.object({ state: z.literal('cannot-tell'), why: z.string() }),
]);
export type CriterionReading = z.infer<typeof criterionReadingSchema>;

/** What becomes of action items once their review is closed (M3.4). */
export const actionProcedures = {
  'commitment.settle': {
    input: z.strictObject({ ...item, outcome: z.enum(['done', 'declined']), note: statementSchema }),
    output: nothing,
  },
  'commitment.measure': { input: z.strictObject(item), output: criterionReadingSchema },
  'commitment.verify': {
    input: z.strictObject({
      ...item,
      verdict: z.enum(verdicts),
      /** Hash of the samples that the person saw; null where nothing was measured. Other samples by now are refused. */
      seen: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
      artefact: statementSchema.nullable(),
      note: z.string().trim().max(2000),
    }),
    output: nothing,
  },
  'commitment.reopen': { input: z.strictObject({ ...item, reason: statementSchema }), output: nothing },
  'commitment.redate': { input: z.strictObject({ ...item, due: daySchema, reason: statementSchema }), output: nothing },
  'commitment.hand-over': {
    input: z.strictObject({ ...item, owner: memberIdSchema, reason: statementSchema }),
    output: nothing,
  },
  'idea.settle': {
    input: z.strictObject({
      ...item,
      outcome: z.enum(['dropped', 'kept', 'taken-up']),
      reason: statementSchema,
      until: daySchema.nullable(),
      into: reviewIdSchema.nullable(),
    }),
    output: nothing,
  },
} as const;
