import { z } from 'zod';
import { causeFormats } from '../canvas/cause-formats.ts';
import { reviewIdSchema } from '../domain/ids.ts';

export const causeExportProcedures = {
  /** The causes of a review as one file, as the record has it. `base64` holds its bytes. */
  'causes.file': {
    input: z.strictObject({ review: reviewIdSchema, format: z.enum(causeFormats) }),
    output: z.object({ name: z.string(), type: z.string(), bytes: z.int(), base64: z.base64() }),
  },
} as const;
