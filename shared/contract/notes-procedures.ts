import { z } from 'zod';
import { reviewIdSchema } from '../domain/ids.ts';

/** A facilitator's private notes of one review; `state` is the SHA-256 of the text, to write against. */
export const interviewNotesSchema = z.object({ text: z.string(), state: z.string() });
export type InterviewNotes = z.infer<typeof interviewNotesSchema>;

/** Interview notes before the meeting: private to this machine, in no journal and no export. */
export const notesProcedures = {
  'notes.read': { input: z.strictObject({ review: reviewIdSchema }), output: interviewNotesSchema },
  'notes.save': {
    input: z.strictObject({
      review: reviewIdSchema,
      text: z.string().max(200_000, 'at most 200,000 characters'),
      base: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    output: interviewNotesSchema,
  },
} as const;
