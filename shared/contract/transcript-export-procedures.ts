import { z } from 'zod';
import { localIdSchema } from '../domain/text.ts';
import { textExports, type TextExport } from '../projections/transcript-export.ts';

export const transcriptFormats = [...(Object.keys(textExports) as TextExport[]), 'docx'] as const;
export type TranscriptFormat = (typeof transcriptFormats)[number];

/** Leftovers that an answer lists; `total` counts all. */
export const mostLeftovers = 500;

/** Transcripts as files (M3.6). An anonymous one is written only after what may still tell who is meant was confirmed. */
export const transcriptExportProcedures = {
  /** What would be replaced, and what would be left. `key` stands for exactly these leftovers. */
  'transcript.leftovers': {
    input: z.strictObject({ transcript: localIdSchema }),
    output: z.object({
      replaced: z.int(),
      key: z.string(),
      total: z.int(),
      leftovers: z
        .array(
          z.object({
            word: z.string(),
            why: z.string(),
            /** Where it stands: a time of the transcript, or null for a chapter or the title. */
            startMs: z.number().nullable(),
            /** The text as it would be written. */
            text: z.string(),
          }),
        )
        .max(mostLeftovers),
    }),
  },
  'transcript.export': {
    input: z.strictObject({
      transcript: localIdSchema,
      format: z.enum(transcriptFormats),
      anonymous: z.boolean(),
      /** The `key` of the leftovers that a person looked at and confirms; null where none were shown. */
      confirmed: z.string().max(64).nullable(),
    }),
    output: z.object({ name: z.string(), type: z.string(), bytes: z.int(), base64: z.base64() }),
  },
} as const;
