import { z } from 'zod';
import { modelKinds } from '../../shared/domain/speech/model.ts';
import { heardWordSchema } from '../../shared/domain/speech/engine.ts';

const ms = z.int().min(0);

const engineChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pocketsphinx'), folder: z.string() }),
  z.strictObject({
    kind: z.literal('sherpa-onnx'),
    model: z.strictObject({
      kind: z.enum(modelKinds),
      files: z.record(z.string(), z.string()).readonly(),
      language: z.string(),
    }),
  }),
]);

/** What the child process is asked, one JSON line on its input; it answers and ends. */
export const askSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('probe') }),
  z.strictObject({
    ask: z.literal('transcribe'),
    assets: z.string(),
    parts: z
      .array(z.strictObject({ path: z.string(), offsetMs: ms }))
      .min(1)
      .readonly(),
    /** Where to begin in the recording: what was heard before is kept already. */
    fromMs: ms,
    engine: engineChoiceSchema,
  }),
]);
export type Ask = z.infer<typeof askSchema>;

/** What the child process says, one JSON line each. Times are ms of the recording. */
export const saidSchema = z.discriminatedUnion('say', [
  /** Of sherpa-onnx: its version, or why it cannot be loaded. */
  z.strictObject({
    say: z.literal('probed'),
    sherpa: z.union([z.strictObject({ version: z.string() }), z.strictObject({ why: z.string() })]),
  }),
  z.strictObject({ say: z.literal('opened') }),
  z.strictObject({ say: z.literal('listened'), atMs: ms }),
  /** A voice segment is done. `text` may be empty: voice without a word that the engine knew. */
  z.strictObject({ say: z.literal('heard'), start: ms, end: ms, text: z.string(), words: z.array(heardWordSchema) }),
  /** `damaged`: packets of the recording that could not be read, which are silence. */
  z.strictObject({ say: z.literal('ended'), damaged: ms }),
  z.strictObject({ say: z.literal('failed'), code: z.string(), message: z.string() }),
]);
export type Said = z.infer<typeof saidSchema>;
