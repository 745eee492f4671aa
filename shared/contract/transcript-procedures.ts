import { z } from 'zod';
import { reviewIdSchema } from '../domain/ids.ts';
import { recordingIdSchema } from '../domain/recording/entry.ts';
import { localIdSchema } from '../domain/text.ts';
import { transcriptCommandSchema } from '../domain/transcript/transcript-commands.ts';
import { transcriptSourceSchema } from '../domain/transcript/transcript.ts';

const transcript = localIdSchema;

/** What of a file could not be taken as it stands: on which line, what it was, and what was made of it. */
export const transcriptFaultSchema = z.object({ line: z.int().min(0), message: z.string() });

/** Faults that an answer lists; `faultsTotal` counts all. */
export const mostTranscriptFaults = 200;

/** Bytes of one file that is taken as a transcript. */
export const largestTranscriptFile = 64 * 1024 * 1024;

/**
 * `PUT /api/transcript.import?name=NAME&review=REVIEW[&recording=ID][&offsetMs=MS]` with the file's bytes. `known`: this
 * file is a transcript of that recording of the review already, and nothing was changed.
 */
export const transcriptImportSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('known'), transcript }),
  z.object({
    state: z.literal('taken'),
    transcript,
    format: z.enum(['vtt', 'srt', 'text', 'podcast-json']),
    /** What the file says of times: `starts`, ends are where the next begins; `none`, then every time is 0. */
    times: z.enum(['all', 'starts', 'none']),
    segments: z.int().min(0),
    faults: z.array(transcriptFaultSchema).max(mostTranscriptFaults),
    faultsTotal: z.int().min(0),
    /** Ms that the transcript goes on after its recording's end; 0 where it does not. */
    longerBy: z.int().min(0),
  }),
]);
export type TranscriptImport = z.infer<typeof transcriptImportSchema>;

/** Where the file of an import belongs, as the address says it. */
export const transcriptImportQuerySchema = z.strictObject({
  /** Longer than any disk allows is a mistake; what is kept of it is its first 200 characters. */
  name: z.string().trim().min(1).max(1000),
  review: reviewIdSchema,
  recording: z.exactOptional(recordingIdSchema),
  offsetMs: z.exactOptional(z.coerce.number().int().min(0).max(1_000_000_000)),
});

export const transcriptProcedures = {
  /** `id` makes a repeated call harmless: the same command id is carried out once. */
  'transcript.command': {
    input: z.strictObject({ transcript, id: localIdSchema, command: transcriptCommandSchema }),
    output: z.object({ seq: z.int(), events: z.array(z.string()) }),
  },
  /** Makes a transcript of what the scribe wrote down in a review; times follow the recording, or else the meeting. */
  'transcript.from-notes': {
    input: z.strictObject({ review: reviewIdSchema, recording: recordingIdSchema.nullable() }),
    output: z.object({ transcript, segments: z.int() }),
  },
  'transcript.list': {
    input: z.strictObject({ review: z.exactOptional(reviewIdSchema) }),
    output: z.object({
      transcripts: z.array(
        z.object({
          transcript,
          review: z.string(),
          recording: z.string().nullable(),
          /** Null once it was deleted. */
          source: transcriptSourceSchema.nullable(),
          seq: z.int(),
        }),
      ),
    }),
  },
} as const;
