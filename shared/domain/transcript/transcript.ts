import { z } from 'zod';
import { memberIdSchema, reviewIdSchema } from '../ids.ts';
import { recordingIdSchema } from '../recording/entry.ts';
import { epochMsSchema, localIdSchema } from '../text.ts';

const ms = z.int().min(0).max(1_000_000_000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Text that has a form in bytes: a half of a surrogate pair alone has none. */
const wellFormed = (text: string): boolean =>
  !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
const notText = 'not readable as text';

/** A name as it was heard or written: `Ada Lovelace`, `Speaker 2`. Not a roster code; `member` ties it to one. */
export const speakerSchema = z.string().trim().min(1).max(120).refine(wellFormed, notText);

export const segmentStates = ['machine-draft', 'human-verified'] as const;

/** One stretch of speech by one speaker. Times are ms from the transcript's beginning. */
export const segmentSchema = z.strictObject({
  id: localIdSchema,
  start: ms,
  end: ms,
  speaker: speakerSchema.nullable(),
  text: z.string().max(20_000).refine(wellFormed, notText),
  /** Where the engine or the file says when each word was; dropped by an edit of the text that loses them. */
  words: z.exactOptional(
    z.array(z.strictObject({ start: ms, end: ms, text: z.string().max(200).refine(wellFormed, notText) })).max(5000),
  ),
  state: z.enum(segmentStates),
});
export type Segment = z.infer<typeof segmentSchema>;
export type Word = NonNullable<Segment['words']>[number];

/** Where a transcript came from; every segment that it brought says this, and an edit does not change it. */
export const transcriptSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('imported'),
    format: z.enum(['vtt', 'srt', 'text', 'podcast-json']),
    name: z.string().max(200),
    sha256,
  }),
  z.strictObject({
    kind: z.literal('engine'),
    engine: z.string().max(80),
    version: z.string().max(80),
    model: z.string().max(200),
    modelSha256: sha256,
  }),
  /** The scribe's lines of the meeting. */
  z.strictObject({ kind: z.literal('scribe') }),
]);
export type TranscriptSource = z.infer<typeof transcriptSourceSchema>;

/** Why a transcript was deleted, as of a recording (entry.ts). */
export const erasureReasons = ['retention', 'objection', 'order'] as const;

/** A stream's name: `t-` and the transcript's id. */
export const transcriptStream = (id: string): string => `t-${id}`;

/** The id of a transcript's stream; undefined for every other stream. */
export function transcriptOfStream(stream: string): string | undefined {
  const id = stream.startsWith('t-') ? stream.slice(2) : '';
  return localIdSchema.safeParse(id).success ? id : undefined;
}

export const transcriptOpeningSchema = z.strictObject({
  id: localIdSchema,
  review: reviewIdSchema,
  /** The recording whose sound it follows; null where there is none. */
  recording: recordingIdSchema.nullable(),
  /** Ms of the recording at the transcript's 0. */
  offsetMs: ms,
  /** The wall clock at the transcript's 0, where it is known. */
  startedAt: epochMsSchema.nullable(),
  language: z.string().max(20),
  source: transcriptSourceSchema,
});

/**
 * Events of a transcript. Each transcript is a stream of its own, `t-ID`, hash-chained like a review's journal, and
 * travels to the page by the same sync; it is deleted by erasing its bodies.
 */
export const transcriptEventSchemas = {
  'transcript.opened.v1': transcriptOpeningSchema,
  'segments.added.v1': z.strictObject({ segments: z.array(segmentSchema).min(1).max(500) }),
  /** Nothing more comes from the source. */
  'transcript.filled.v1': z.strictObject({ segments: z.int().min(0) }),
  'segment.reworded.v1': z.strictObject({ segment: localIdSchema, text: segmentSchema.shape.text }),
  'segment.retimed.v1': z.strictObject({ segment: localIdSchema, start: ms, end: ms }),
  'segment.split.v1': z.strictObject({
    segment: localIdSchema,
    /** Code units of the text that stay in the first. */
    at: z.int().min(1),
    /** Where the second begins, ms. */
    start: ms,
    second: localIdSchema,
  }),
  /** The second joins the first, which keeps its id. */
  'segments.merged.v1': z.strictObject({ first: localIdSchema, second: localIdSchema }),
  'segments.assigned.v1': z.strictObject({
    segments: z.array(localIdSchema).min(1).max(20_000),
    speaker: speakerSchema.nullable(),
  }),
  'speaker.renamed.v1': z.strictObject({ from: speakerSchema, to: speakerSchema }),
  /** Who of the roster a speaker is; null takes it back. */
  'speaker.known.v1': z.strictObject({ speaker: speakerSchema, member: memberIdSchema.nullable() }),
  'segments.verified.v1': z.strictObject({
    segments: z.array(localIdSchema).min(1).max(20_000),
    state: z.enum(segmentStates),
  }),
  'command.undone.v1': z.strictObject({ target: localIdSchema }),
  'command.redone.v1': z.strictObject({ target: localIdSchema }),
  /** Every body up to `through` was erased for good; what is left says of what it was. Nothing follows. */
  'transcript.erased.v1': z.strictObject({
    why: z.enum(erasureReasons),
    through: z.int().min(1),
    review: reviewIdSchema,
    recording: recordingIdSchema.nullable(),
  }),
} as const;

export type TranscriptEventType = keyof typeof transcriptEventSchemas;

export type TranscriptEvent = {
  [T in keyof typeof transcriptEventSchemas]: {
    readonly type: T;
    readonly body: z.infer<(typeof transcriptEventSchemas)[T]>;
  };
}[keyof typeof transcriptEventSchemas];

/** One event as it happened: when (epoch ms), by whom, under which command, at which place in its stream. */
export type HappenedTranscriptEvent = TranscriptEvent & {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly command: string;
};

export const isTranscriptEventType = (type: string): type is TranscriptEventType =>
  Object.hasOwn(transcriptEventSchemas, type);

export type Transcript = z.infer<typeof transcriptOpeningSchema> & {
  readonly segments: readonly Segment[];
  /** Roster codes by speaker. */
  readonly members: Readonly<Record<string, string>>;
  /** False while the source is still bringing segments. */
  readonly isFilled: boolean;
};
