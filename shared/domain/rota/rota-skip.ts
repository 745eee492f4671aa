import { z } from 'zod';
import { memberIdSchema, reviewIdSchema } from '../ids.ts';
import { statementSchema } from '../text.ts';
import { rotaRoles } from './host-exception.ts';

/** Somebody was passed over for a review, for now: they are first next time. A swap names who does it in their place. */
export const rotaSkippedSchema = z.strictObject({
  review: reviewIdSchema,
  member: memberIdSchema,
  role: z.enum(rotaRoles),
  reason: statementSchema,
  swappedWith: memberIdSchema.nullable(),
});
export type RotaSkip = z.infer<typeof rotaSkippedSchema> & { readonly at: number };
