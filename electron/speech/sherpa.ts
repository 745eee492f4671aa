import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import type { Heard, HeardWord } from '../../shared/domain/speech/engine.ts';
import { soundRate } from '../../shared/domain/speech/voice-segments.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { EngineFault, Recognizer, SherpaModel } from './recognizer.ts';

/** As much of sherpa-onnx-node as is used; it comes with no types of its own. */
type Sherpa = {
  readonly version: string;
  readonly OfflineRecognizer: new (config: object) => {
    createStream(): { acceptWaveform(wave: { readonly samples: Float32Array; readonly sampleRate: number }): void };
    decode(stream: object): void;
    getResult(stream: object): unknown;
  };
};

const isSherpa = (module: unknown): module is Sherpa =>
  typeof module === 'object' && module !== null && 'OfflineRecognizer' in module && 'version' in module;

/** Loads the optional package. It is native code, so only the child process may call this. */
export function loadSherpa(): Result<Sherpa, EngineFault> {
  try {
    const loaded = requireSherpa();
    if (isSherpa(loaded)) return ok(loaded);
    return err({
      code: 'no-engine',
      message: 'sherpa-onnx-node is installed in a version that Hotwash does not know.',
    });
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
    return err({
      code: 'no-engine',
      message: isAbsent
        ? 'The optional package sherpa-onnx-node is not installed.'
        : `The optional package sherpa-onnx-node has no build for ${process.platform} on ${process.arch}.`,
    });
  }
}

/** A packed program has it outside its archive, which no system can load a library from. */
function requireSherpa(): unknown {
  const { resourcesPath } = process as { readonly resourcesPath?: string };
  const beside = resourcesPath === undefined ? undefined : join(resourcesPath, 'speech', 'node_modules');
  return createRequire(beside !== undefined && existsSync(beside) ? join(beside, 'index.js') : import.meta.url)(
    'sherpa-onnx-node',
  );
}

/** Opens a model that was checked. The native code may end the process when it dislikes a file. */
export function openSherpa(model: SherpaModel): Result<Recognizer, EngineFault> {
  const sherpa = loadSherpa();
  if (!sherpa.ok) return sherpa;
  const recognizer = create(sherpa.value, model);
  if (recognizer === null)
    return err({
      code: 'no-model',
      message:
        'sherpa-onnx could not open this model. Its files are the ones that model.json names, so they may be of another kind.',
    });
  return ok({
    transcribe: async (samples) => {
      const stream = recognizer.createStream();
      stream.acceptWaveform({ samples, sampleRate: soundRate });
      recognizer.decode(stream);
      const result = resultSchema.safeParse(recognizer.getResult(stream));
      return result.success
        ? ok(readSherpa(result.data, Math.round((samples.length * 1000) / soundRate)))
        : err({ code: 'engine-failed', message: 'sherpa-onnx answered in a shape that Hotwash does not know.' });
    },
    close: async () => undefined,
  });
}

function create({ OfflineRecognizer }: Sherpa, model: SherpaModel): InstanceType<Sherpa['OfflineRecognizer']> | null {
  try {
    return new OfflineRecognizer({
      featConfig: { sampleRate: soundRate, featureDim: 80 },
      modelConfig: { ...modelConfig(model), numThreads: 1, provider: 'cpu', debug: 0 },
    });
  } catch {
    return null;
  }
}

function modelConfig({ kind, files, language }: SherpaModel): object {
  const { tokens, encoder, decoder, joiner, model } = files;
  switch (kind) {
    case 'transducer':
      return { transducer: { encoder, decoder, joiner }, tokens };
    case 'nemo-transducer':
      return { transducer: { encoder, decoder, joiner }, tokens, modelType: 'nemo_transducer' };
    case 'nemo-ctc':
      return { nemoCtc: { model }, tokens };
    case 'paraformer':
      return { paraformer: { model }, tokens };
    case 'sense-voice':
      return { senseVoice: { model, language, useInverseTextNormalization: 1 }, tokens };
    case 'whisper':
      return { whisper: { encoder, decoder, language, task: 'transcribe' }, tokens };
  }
}

const resultSchema = z.object({
  text: z.string(),
  tokens: z.array(z.string()).default([]),
  /** Seconds at which each token begins; empty for models that tell none. */
  timestamps: z.array(z.number()).default([]),
});

/** Joins tokens to words: a token that begins with a space, or SentencePiece's mark for one, begins a word. */
export function readSherpa(result: z.output<typeof resultSchema>, lastMs: number): Heard {
  const text = result.text.trim();
  if (result.timestamps.length !== result.tokens.length || text === '') return { text, words: [] };
  const words: HeardWord[] = [];
  result.tokens.forEach((token, index) => {
    const at = Math.min(lastMs, Math.max(0, Math.round((result.timestamps[index] ?? 0) * 1000)));
    const plain = token.replace(/^[\u2581 ]/, '');
    const before = words.at(-1);
    if (before === undefined || plain !== token) {
      if (before !== undefined) words[words.length - 1] = { ...before, end: Math.max(before.start, at) };
      words.push({ start: at, end: lastMs, text: plain, confidence: null });
    } else words[words.length - 1] = { ...before, text: before.text + plain };
  });
  return { text, words: words.filter((word) => word.text !== '') };
}
