import { z } from 'zod';
import { memberIdSchema, reviewIdSchema } from '../domain/ids.ts';
import { partEnds, recordingIdSchema } from '../domain/recording/entry.ts';
import { recordingNotices } from '../domain/recording/recording.ts';
import { epochMsSchema, statementSchema } from '../domain/text.ts';

const recording = { review: reviewIdSchema, recording: recordingIdSchema };
const ms = z.int().min(0).max(86_400_000);
const part = z.int().min(1).max(10_000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** `audio/webm;codecs=opus`, as MediaRecorder names what it makes. WebM is the only container that is kept. */
const mimeSchema = z
  .string()
  .max(120)
  .regex(/^(?:audio|video)\/webm(?:\s*;\s*codecs="?[\w.,\s-]+"?)?$/i, 'a WebM type');

/** The greatest chunk that is taken, bytes: a quarter of a second of a screen is some 100 KB. */
export const largestChunk = 4 << 20;
/** Below this much room a recording is stopped cleanly, bytes. */
export const leastRoom = 200 * 1_000_000;
/** A new part begins after this long, ms, so that a file that cannot be read costs no more than that. */
export const partLengthMs = 30 * 60_000;

const spaceSchema = z.object({
  freeBytes: z.number(),
  /** How long can still be recorded, by the rate measured while recording, else by that of speech; hours. */
  hoursLeft: z.number(),
});

/** What stands on the disk. `next` is the chunk expected; null while no part runs. */
const stateSchema = z.object({
  next: z.object({ part: z.int(), index: z.int() }).nullable(),
  parts: z.int(),
  durationMs: z.number(),
  chunks: z.int(),
  bytes: z.number(),
  link: sha256,
});
export type RecordingDiskState = z.infer<typeof stateSchema>;

/**
 * Recording. The page sends what MediaRecorder gives it, a quarter of a second at a time:
 * `PUT /api/recording.chunk?{@link chunkQuerySchema}` bytes -> `{ok, value: {@link chunkAnswerSchema}}` once the bytes
 * and their line are durable. The same chunk sent again is acknowledged again.
 * What is refused says so in `code`: `not-recording` (the review says that it stands still or was stopped), `no-part`,
 * `part-open` (end it first), `part-ended` (begin another), `out-of-order` (what is expected stands in the message and in
 * `recording.state`), `other-bytes` (another chunk has this number), `wrong-hash`, `too-large`, `disk-full`, `read-only`.
 */
export const recordingProcedures = {
  /** Begins a file of its own. The answer's `offsetMs` is where it stands in the recording, without the pauses. */
  'recording.begin-part': {
    input: z.strictObject({ ...recording, mime: mimeSchema, startedAt: epochMsSchema }),
    output: z.object({ part, offsetMs: z.number() }),
  },
  'recording.end-part': {
    input: z.strictObject({ ...recording, part, why: z.enum(partEnds) }),
    output: stateSchema,
  },
  /** Ends the part that runs and notes in the review what is kept. */
  'recording.stop': {
    input: z.strictObject({ ...recording, why: z.exactOptional(z.enum(['asked', 'device-lost', 'closed'])) }),
    output: stateSchema,
  },
  'recording.note': {
    input: z.strictObject({ ...recording, what: z.enum(recordingNotices), atMs: ms, forMs: ms.nullable() }),
    output: z.object({}),
  },
  'recording.state': { input: z.strictObject(recording), output: stateSchema },
  'recording.space': { input: z.strictObject({}), output: spaceSchema },
  /**
   * Takes a range out for good because somebody objected; ms of the recording. Refused with `part-running` while the
   * range is in the part that runs: begin a new part, then cut.
   */
  'recording.cut': {
    input: z
      .strictObject({ ...recording, fromMs: ms, toMs: ms, member: memberIdSchema, reason: statementSchema })
      .refine(({ fromMs, toMs }) => toMs > fromMs, 'a range that ends after it begins'),
    output: stateSchema,
  },
} as const;

/** The query of `PUT /api/recording.chunk`. `index` counts from 0 in its part; `ms` is how far the part is with it. */
export const chunkQuerySchema = z.strictObject({
  ...recording,
  part: z.coerce.number().pipe(part),
  index: z.coerce.number().pipe(z.int().min(0).max(10_000_000)),
  ms: z.coerce.number().pipe(ms),
  sha256,
});
export type ChunkQuery = z.infer<typeof chunkQuerySchema>;

export const chunkAnswerSchema = z.object({
  /** The list's hash chain with this chunk. */
  link: sha256,
  freeHours: z.number(),
  /** The disk had less than 200 MB left: this chunk is kept, and the recording was stopped after it. */
  stopped: z.boolean(),
});
export type ChunkAnswer = z.infer<typeof chunkAnswerSchema>;

/** `POST /api/recording.seekable` -> NDJSON of {@link seekableProgressSchema}; closing it cancels, and keeps the parts. */
export const seekableSchema = z.strictObject(recording);

export const seekableProgressSchema = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['joining', 'checking']), doneMs: z.number(), ofMs: z.number() }),
  z.object({ state: z.literal('done'), sha256, bytes: z.number(), durationMs: z.number() }),
  z.object({ state: z.literal('failed'), error: z.object({ code: z.string(), message: z.string() }) }),
]);
export type SeekableProgress = z.infer<typeof seekableProgressSchema>;
