import { z } from 'zod';
import { memberIdSchema, reviewIdSchema } from '../domain/ids.ts';
import { keptKinds } from '../domain/retention/retention.ts';
import { localIdSchema, statementSchema } from '../domain/text.ts';

const because = { reason: statementSchema, by: memberIdSchema };

/** How long things are kept, what keeps them longer, and deleting them before their time (M3.6). */
export const retentionProcedures = {
  /** Everything that is kept; `dueAt` (epoch ms) is null where its clock does not run yet. */
  'retention.list': {
    input: z.strictObject({}),
    output: z.object({
      kept: z.array(
        z.object({
          kind: z.enum(keptKinds),
          review: z.string(),
          id: z.string(),
          dueAt: z.number().nullable(),
          holds: z.array(z.object({ id: z.string(), reason: z.string() })),
        }),
      ),
    }),
  },
  'retention.hold': { input: z.strictObject({ review: reviewIdSchema, ...because }), output: z.object({}) },
  'retention.lift': { input: z.strictObject({ hold: localIdSchema, ...because }), output: z.object({}) },
  'retention.delete': {
    input: z.strictObject({
      kind: z.enum(['recording', 'transcript']),
      review: reviewIdSchema,
      id: localIdSchema,
      ...because,
    }),
    output: z.object({}),
  },
} as const;
