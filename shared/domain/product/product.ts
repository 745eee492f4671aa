import { z } from 'zod';
import { memberIdSchema } from '../ids.ts';
import { localIdSchema, statementSchema } from '../text.ts';

export const productOutcomes = ['met', 'partly', 'not'] as const;
export const nextPhases = ['go', 'wait', 'stop'] as const;

const said = {
  /** Who says it: the holder of the product seat. The journal's actor is whoever writes it down. */
  by: memberIdSchema,
  outcome: z.enum(productOutcomes),
  /** What was expected of the release. */
  against: statementSchema,
  /** Facts of this review that it rests on. */
  evidence: z.array(localIdSchema).max(100),
  nextPhase: z.enum(nextPhases),
  /** Which feature the next phase is of. */
  feature: z.string().trim().min(1).max(200),
  reason: statementSchema,
};

/** The product manager's word (M8.5). */
export const productReviewedSchema = z.strictObject(said);
export type ProductReview = z.infer<typeof productReviewedSchema> & { readonly at: number };

export const productCommands = [z.strictObject({ type: z.literal('product.review'), ...said })] as const;
