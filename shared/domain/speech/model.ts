import { z } from 'zod';

/** Kinds of models that sherpa-onnx opens, and the files each is made of. */
export const modelRoles = {
  transducer: ['encoder', 'decoder', 'joiner', 'tokens'],
  'nemo-transducer': ['encoder', 'decoder', 'joiner', 'tokens'],
  'nemo-ctc': ['model', 'tokens'],
  paraformer: ['model', 'tokens'],
  'sense-voice': ['model', 'tokens'],
  whisper: ['encoder', 'decoder', 'tokens'],
} as const;

export type ModelKind = keyof typeof modelRoles;
export const modelKinds = Object.keys(modelRoles) as readonly ModelKind[];

/** A file directly in the model's folder: no separators, no dots in front, so it cannot point elsewhere. */
const fileNameSchema = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'a file name without folders: letters, digits, dot, dash and underscore');

export const modelFileSchema = z.strictObject({
  file: fileNameSchema,
  sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits, in small letters'),
  bytes: z.int().min(1),
});

/**
 * `model.json` of a model folder, written by whoever brings the model in: what it is, under which licence, and which
 * bytes it is made of. `files` names one file for each role of its kind ({@link modelRoles}).
 */
export const modelSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  kind: z.string().max(40),
  files: z.record(z.string().max(40), modelFileSchema),
  licence: z.string().trim().min(1).max(200),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))
    .min(1)
    .max(120),
  sampleRate: z.literal(16_000, 'a model for another sampling rate cannot be used: only 16000'),
});

export type SpeechModel = Omit<z.output<typeof modelSchema>, 'kind'> & { readonly kind: ModelKind };

/** A model's folder, by which it is chosen: letters, digits, dash, underscore, dot; not beginning with a dot. */
export const modelFolderSchema = z
  .string()
  .max(80)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);
