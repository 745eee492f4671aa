import { z } from 'zod';
import { memberIdSchema } from '../ids.ts';
import { statementSchema } from '../text.ts';
import { recordingIdSchema } from './entry.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const ms = z.int().min(0);
const recording = recordingIdSchema;

export const consentAnswers = ['agrees', 'objects'] as const;
export type ConsentAnswer = (typeof consentAnswers)[number];

/** Why a recording stands still. `consent`: somebody in the room has not agreed. */
export const pauseReasons = ['pause', 'off-the-record', 'consent'] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** Why a recording ended. */
export const stopReasons = ['asked', 'disk-full', 'device-lost', 'recovered', 'closed'] as const;
export type StopReason = (typeof stopReasons)[number];

/** What the page or the main process saw while recording. `atMs` is where in the recording, `forMs` how long it lasted. */
export const recordingNotices = [
  'silence',
  'device-lost',
  'device-back',
  'sleep',
  'gap',
  'low-space',
  'recovered',
] as const;
export type RecordingNotice = (typeof recordingNotices)[number];

export const recordedSources = ['microphone', 'screen'] as const;

/** Events of recordings in a review's journal. Times within a recording are ms of sound: pauses are not in them. */
export const recordingEventSchemas = {
  /** The text that everybody is asked, and its SHA-256 as UTF-8. Other words ask everybody anew. */
  'consent.worded.v1': z.strictObject({ text: statementSchema, sha256 }),
  'consent.answered.v1': z.strictObject({ member: memberIdSchema, answer: z.enum(consentAnswers), sha256 }),
  'recording.started.v1': z.strictObject({
    recording,
    consent: sha256,
    sources: z.array(z.enum(recordedSources)).min(1).max(2),
  }),
  'recording.paused.v1': z.strictObject({ recording, why: z.enum(pauseReasons) }),
  'recording.resumed.v1': z.strictObject({ recording }),
  'recording.noted.v1': z.strictObject({ recording, what: z.enum(recordingNotices), atMs: ms, forMs: ms.nullable() }),
  /** With what is kept; `link` is the end of the list's hash chain (entry.ts). */
  'recording.stopped.v1': z.strictObject({
    recording,
    why: z.enum(stopReasons),
    durationMs: ms,
    parts: ms,
    chunks: ms,
    bytes: ms,
    link: sha256,
  }),
  /** One file that seeks at once stands in the parts' place. */
  'recording.kept.v1': z.strictObject({ recording, sha256, bytes: ms, durationMs: ms, link: sha256 }),
  /** A range was taken out because somebody objected. */
  'recording.cut.v1': z.strictObject({
    recording,
    fromMs: ms,
    toMs: ms,
    member: memberIdSchema,
    reason: statementSchema,
    link: sha256,
  }),
} as const;

type Bodies = { [T in keyof typeof recordingEventSchemas]: z.infer<(typeof recordingEventSchemas)[T]> };

/** What a page may ask. Stopping and cutting are procedures: only the main process knows what is on the disk. */
export const recordingCommands = [
  z.strictObject({ type: z.literal('consent.word'), text: statementSchema }),
  z.strictObject({ type: z.literal('consent.answer'), member: memberIdSchema, answer: z.enum(consentAnswers) }),
  z.strictObject({
    type: z.literal('recording.start'),
    recording,
    sources: z.array(z.enum(recordedSources)).min(1).max(2),
  }),
  z.strictObject({ type: z.literal('recording.pause'), recording, why: z.enum(['pause', 'off-the-record']) }),
  z.strictObject({ type: z.literal('recording.resume'), recording }),
] as const;

export type Consent = {
  readonly text: string;
  readonly sha256: string;
  readonly answers: readonly {
    readonly member: string;
    readonly answer: ConsentAnswer;
    /** Epoch ms. */
    readonly at: number;
  }[];
};

/** One recording of a review. */
export type Recording = {
  readonly id: string;
  readonly startedAt: number;
  readonly consent: string;
  readonly sources: readonly (typeof recordedSources)[number][];
  readonly state:
    | { readonly name: 'recording' }
    | { readonly name: 'paused'; readonly why: PauseReason; readonly at: number }
    | ({ readonly name: 'stopped'; readonly at: number } & Omit<Bodies['recording.stopped.v1'], 'recording'>);
  readonly notices: readonly (Omit<Bodies['recording.noted.v1'], 'recording'> & { readonly at: number })[];
  readonly kept: Omit<Bodies['recording.kept.v1'], 'recording'> | null;
  readonly cuts: readonly (Omit<Bodies['recording.cut.v1'], 'recording'> & { readonly at: number })[];
};

/** The one that is not stopped; a review records one thing at a time. */
export const runningRecording = (recordings: readonly Recording[]): Recording | undefined =>
  recordings.find(({ state }) => state.name !== 'stopped');
