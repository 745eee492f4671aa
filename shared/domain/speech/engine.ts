import { z } from 'zod';

/** `pocketsphinx`, or the model of a folder: `model:NAME`, whatever the folder calls itself. */
export const engineIdSchema = z.string().regex(/^(?:pocketsphinx|model:[^/\\]{1,255})$/);
export type EngineId = z.infer<typeof engineIdSchema>;

const ms = z.int().min(0);

/** A word as an engine heard it. Times are ms; confidence is 0..1, null where the engine gives none. */
export const heardWordSchema = z.strictObject({
  start: ms,
  end: ms,
  text: z.string(),
  confidence: z.number().min(0).max(1).nullable(),
});
export type HeardWord = z.infer<typeof heardWordSchema>;

/** What was heard in one voice segment. `words` is empty where the engine tells no times. */
export const heardSchema = z.strictObject({ text: z.string(), words: z.array(heardWordSchema) });
export type Heard = z.infer<typeof heardSchema>;

export const missing = z.strictObject({ kind: z.literal('missing'), why: z.string(), todo: z.string() });

/** Whether an engine can be used here; where it cannot, why and what to do about it. */
export const engineStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('available'), version: z.string(), modelSha256: z.string() }),
  missing,
]);
export type EngineState = z.infer<typeof engineStateSchema>;

/** An engine as a person chooses it. */
export const engineSchema = z.strictObject({
  id: engineIdSchema,
  engine: z.enum(['pocketsphinx', 'sherpa-onnx']),
  /** Of the model, for people. */
  model: z.string(),
  languages: z.array(z.string()),
  licence: z.string().nullable(),
  /** About one word in three or four is wrong: good for finding a place, not for reading. */
  isRough: z.boolean(),
  state: engineStateSchema,
});
export type Engine = z.infer<typeof engineSchema>;
