import type { ModelKind } from '../../shared/domain/speech/model.ts';
import type { Heard } from '../../shared/domain/speech/engine.ts';
import type { Result } from '../../shared/lib/result.ts';

/** Why an engine could not open its model or hear a segment, in words for a person. Carries no path. */
export type EngineFault = { readonly code: 'no-engine' | 'no-model' | 'engine-failed'; readonly message: string };

/** An engine with its model open. */
export interface Recognizer {
  /** Hears one voice segment, 16 kHz in one channel. Times of words are ms from the segment's beginning. */
  transcribe(samples: Float32Array): Promise<Result<Heard, EngineFault>>;
  close(): Promise<void>;
}

/** Which engine, and where its model lies. `folder` may be written to and is the job's own. */
export type EngineChoice =
  | { readonly kind: 'pocketsphinx'; readonly folder: string }
  | { readonly kind: 'sherpa-onnx'; readonly model: SherpaModel };

/** A model that was checked: its kind, and the path of the file in each role. */
export type SherpaModel = {
  readonly kind: ModelKind;
  readonly files: Readonly<Record<string, string>>;
  readonly language: string;
};
