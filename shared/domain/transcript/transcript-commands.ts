import { z } from 'zod';
import { memberIdSchema } from '../ids.ts';
import { localIdSchema } from '../text.ts';
import { segmentSchema, segmentStates, speakerSchema } from './transcript.ts';

const segment = localIdSchema;
const { text, start: ms } = segmentSchema.shape;
const segments = z.array(segment).min(1).max(20_000);

/** Everything a page may ask of a transcript. Bringing segments and deleting are procedures of the main process. */
export const transcriptCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('segment.reword'), segment, text }),
  z.strictObject({ type: z.literal('segment.retime'), segment, start: ms, end: ms }),
  z.strictObject({
    type: z.literal('segment.split'),
    segment,
    /** Code units of the text that stay in the first. */
    at: z.int().min(1),
    /** Where the second begins, ms; left out, the words' times say it, or else the share of the text. */
    start: z.exactOptional(ms),
    /** The id of what follows the split. */
    second: segment,
  }),
  z.strictObject({ type: z.literal('segments.merge'), first: segment, second: segment }),
  z.strictObject({ type: z.literal('segments.assign'), segments, speaker: speakerSchema.nullable() }),
  z.strictObject({ type: z.literal('speaker.rename'), from: speakerSchema, to: speakerSchema }),
  z.strictObject({ type: z.literal('speaker.know'), speaker: speakerSchema, member: memberIdSchema.nullable() }),
  z.strictObject({ type: z.literal('segments.verify'), segments, state: z.enum(segmentStates) }),
  z.strictObject({ type: z.literal('undo') }),
  z.strictObject({ type: z.literal('redo') }),
]);
export type TranscriptCommand = z.infer<typeof transcriptCommandSchema>;

/** What undo can take back: edits by people. What the source brought, and a deletion, only go forward. */
export const isUndoableInTranscript = (type: string): boolean =>
  (type.startsWith('segment') || type.startsWith('speaker.')) && type !== 'segments.added.v1';
