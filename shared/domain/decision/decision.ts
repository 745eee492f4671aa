import { z } from 'zod';
import { memberIdSchema } from '../ids.ts';
import { localIdSchema, statementSchema } from '../text.ts';

/** Who saw it otherwise, and why. `by` is a roster code or a role; null where an older record named nobody. */
export const dissentSchema = z.strictObject({
  by: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .refine((text) => !/[\n\r]/.test(text), 'one line')
    .nullable(),
  words: statementSchema,
});
export type Dissent = z.infer<typeof dissentSchema>;

/** A choice with its reasons. Fewer than two options or no rationale, and it cannot be decided (M1.5). */
export type Decision = {
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
  readonly choice: number;
  readonly rationale: string;
  /** Ids of the facts it rests on. */
  readonly evidence: readonly string[];
  readonly dissent: readonly Dissent[];
  readonly decider: string;
  /** The vote it follows, or against which it was decided. */
  readonly vote: string | null;
  readonly decidedAt: number;
};

export const decisionCommands = [
  z.strictObject({
    type: z.literal('decision.make'),
    id: localIdSchema,
    question: statementSchema,
    options: z.array(z.string().trim().max(500)).max(12),
    choice: z.int().min(0).nullable(),
    rationale: z.string().trim().max(2000),
    evidence: z.array(localIdSchema).max(40),
    dissent: z.array(z.strictObject({ by: z.string().trim().max(80), words: z.string().trim().max(2000) })).max(60),
    decider: memberIdSchema,
    vote: localIdSchema.nullable(),
  }),
] as const;

const decided = {
  id: localIdSchema,
  question: statementSchema,
  options: z.array(statementSchema).min(2),
  choice: z.int().min(0),
  rationale: statementSchema,
  decider: memberIdSchema,
};

export const decisionEventSchemas = {
  /** Before facts, votes and each dissenting voice were kept. */
  'decision.made.v1': z.strictObject({ ...decided, dissent: z.string().max(2000) }),
  'decision.made.v2': z.strictObject({
    ...decided,
    evidence: z.array(localIdSchema).max(40),
    dissent: z.array(dissentSchema).max(60),
    vote: localIdSchema.nullable(),
  }),
} as const;
