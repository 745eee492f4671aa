import { z } from 'zod';
import { reviewIdSchema } from '../domain/ids.ts';
import { recordingIdSchema } from '../domain/recording/entry.ts';
import { engineIdSchema, engineSchema } from '../domain/speech/engine.ts';
import { localIdSchema } from '../domain/text.ts';

const ms = z.int().min(0);

/** What is to be transcribed by what. One job of these three at a time; asking again follows the one that is there. */
const jobKeySchema = z.strictObject({ review: reviewIdSchema, recording: recordingIdSchema, engine: engineIdSchema });
export type SpeechJobKey = z.infer<typeof jobKeySchema>;

/** Why a job has not begun: a meeting runs, this recording still does, or another job is at work. */
export const waitingReasons = ['meeting', 'recording', 'queue'] as const;

/** How a job stands. Times are ms of the recording but for `etaMs`, which is how long it will still take, where known. */
export const speechStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), why: z.enum(waitingReasons) }),
  z.object({
    state: z.literal('running'),
    doneMs: ms,
    totalMs: ms,
    etaMs: ms.nullable(),
    segments: z.int(),
    transcript: localIdSchema,
  }),
  /** `isKnown`: this engine had transcribed it already. `damaged`: packets of sound that could not be read. */
  z.object({
    state: z.literal('done'),
    transcript: localIdSchema,
    segments: z.int(),
    damaged: z.int(),
    isKnown: z.boolean(),
  }),
  /** What was transcribed so far is kept, and asking again goes on after it. */
  z.object({ state: z.literal('cancelled') }),
  z.object({ state: z.literal('failed'), error: z.object({ code: z.string(), message: z.string() }) }),
]);
export type SpeechState = z.infer<typeof speechStateSchema>;

export const speechProcedures = {
  'speech.engines': { input: z.strictObject({}), output: z.object({ engines: z.array(engineSchema) }) },
  /** Jobs that wait, run, or ended since the start. */
  'speech.jobs': {
    input: z.strictObject({}),
    output: z.object({ jobs: z.array(z.object({ ...jobKeySchema.shape, now: speechStateSchema })) }),
  },
  'speech.cancel': { input: jobKeySchema, output: z.object({}) },
} as const;

/**
 * `POST /api/speech.transcribe` -> NDJSON of {@link speechStateSchema}, the last of which is `done`, `cancelled` or
 * `failed`. Closing the stream stops following, not the job. `atOnce`: not only after the meeting.
 */
export const transcribeSchema = z.strictObject({ ...jobKeySchema.shape, atOnce: z.boolean() });
export type TranscribeInput = z.infer<typeof transcribeSchema>;
