import { z } from 'zod';
import { memberIdSchema, reviewIdSchema } from '../domain/ids.ts';
import { statementSchema } from '../domain/text.ts';

/** Checkpoints of a review, and the erasure of what was said in it. */
export const historyProcedures = {
  /** The newest sealed head: eight words and the text of a QR code. Null while nothing was sealed. */
  'history.head': {
    input: z.strictObject({ review: reviewIdSchema }),
    output: z.object({
      head: z
        .object({ size: z.int(), words: z.array(z.string()), qr: z.string(), at: z.string(), cause: z.string() })
        .nullable(),
    }),
  },
  /** Events with words that can be erased, newest last, and what was erased before. */
  'erasure.events': {
    input: z.strictObject({ review: reviewIdSchema }),
    output: z.object({
      events: z.array(
        z.object({ seq: z.int(), at: z.string(), actor: z.string(), type: z.string(), texts: z.array(z.string()) }),
      ),
      erased: z.array(z.object({ seqs: z.array(z.int()), signer: z.string(), reason: z.string(), at: z.string() })),
      /** Whether a record lies in the workspace, and whether somebody signed it: then it keeps the words. */
      record: z.enum(['none', 'unsigned', 'signed']),
    }),
  },
  'erasure.carry-out': {
    input: z.strictObject({
      review: reviewIdSchema,
      seqs: z.array(z.int().min(1)).min(1).max(5000),
      reason: statementSchema,
      member: memberIdSchema,
      passphrase: z.string().min(1).max(1000),
    }),
    output: z.object({ erased: z.int(), record: z.enum(['none', 'thrown-away', 'kept']) }),
  },
} as const;
