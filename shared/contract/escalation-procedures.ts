import { z } from 'zod';
import { answers, escalationIdSchema } from '../domain/escalation/escalation.ts';

const nothing = z.strictObject({});

/** Answers to hand-off packets (M1.6). The packets are served as `/media/escalation/<packet>.zip`. */
export const escalationProcedures = {
  /** The text of an acknowledgement.json, signed or not; `escalation` where it was dropped on one. */
  'escalation.import': {
    input: z.strictObject({ text: z.string().max(64_000), escalation: escalationIdSchema.nullable() }),
    output: z.object({ escalation: z.string(), signedBy: z.string().nullable() }),
  },
  /** An answer that came by word or by mail, typed in with its reference. */
  'escalation.answer': {
    input: z.strictObject({
      escalation: escalationIdSchema,
      by: z.string().trim().min(1).max(200),
      decision: z.enum(answers),
      reference: z.string().trim().min(1).max(300),
      words: z.string().trim().max(2000),
    }),
    output: nothing,
  },
} as const;
