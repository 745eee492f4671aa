import { z } from 'zod';
import { memberIdSchema } from '../ids.ts';
import { daySchema, localIdSchema, statementSchema } from '../text.ts';

/** How anybody will know that it is done. */
export const criterionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('metric'),
    metric: z.string().trim().min(1).max(200),
    comparator: z.enum(['<', '<=', '>', '>=', '=']),
    value: z.number(),
    unit: z.string().trim().max(40),
    window: z.string().trim().min(1).max(80),
  }),
  z.strictObject({ kind: z.literal('artefact'), artefact: statementSchema }),
]);
export type Criterion = z.infer<typeof criterionSchema>;

/** Whether it mends this release, or changes what keeps bringing the cause about (M4.3). */
export const actionTerms = ['short', 'long'] as const;
export type ActionTerm = (typeof actionTerms)[number];

export type Commitment = { readonly owner: string; readonly due: string; readonly criterion: Criterion };

/** Everything begins as an idea; it becomes a commitment only when owner, due date and criterion are there (M3.4). */
export type ActionItem = {
  readonly id: string;
  readonly text: string;
  readonly author: string;
  readonly causes: readonly string[];
  readonly term: ActionTerm;
  readonly state:
    | { readonly name: 'idea'; readonly soakUntil: string }
    | ({ readonly name: 'committed' } & Commitment)
    | { readonly name: 'dropped'; readonly reason: string };
};

export const actionCommands = [
  z.strictObject({
    type: z.literal('action.note'),
    id: localIdSchema,
    text: statementSchema,
    author: memberIdSchema,
    causes: z.array(localIdSchema).max(20),
  }),
  z.strictObject({ type: z.literal('action.reword'), action: localIdSchema, text: statementSchema }),
  z.strictObject({
    type: z.literal('action.commit'),
    action: localIdSchema,
    /** Null stands for a field the facilitator left empty: the refusal names all that is missing at once. */
    owner: memberIdSchema.nullable(),
    due: daySchema.nullable(),
    criterion: criterionSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('action.term'), action: localIdSchema, term: z.enum(actionTerms) }),
  z.strictObject({ type: z.literal('action.drop'), action: localIdSchema, reason: statementSchema }),
] as const;
