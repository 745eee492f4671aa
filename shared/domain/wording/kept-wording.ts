import { z } from 'zod';
import { localIdSchema, statementSchema } from '../text.ts';

/** Why words that lay blame are kept as they were said. Part of a command that would be refused without it. */
export const keptWordingSchema = z.strictObject({ reason: statementSchema });

export const wordingEventSchemas = {
  'wording.overridden.v1': z.strictObject({
    target: z.strictObject({ kind: z.enum(['claim', 'cause', 'idea', 'effect']), id: localIdSchema }),
    text: statementSchema,
    rules: z.array(z.string().regex(/^W\d+$/)).min(1),
    reason: statementSchema,
  }),
} as const;

export type Overridden = z.infer<(typeof wordingEventSchemas)['wording.overridden.v1']>;
/** Words that lay blame and were kept, with the reason, as the review remembers them. */
export type WordingOverride = Overridden & { readonly at: number };
