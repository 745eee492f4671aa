import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { frameSamples, soundRate } from '../../shared/domain/speech/voice-segments.ts';

export interface VoiceDetector {
  /** How likely the next 512 samples are voice, 0..1. */
  judge(frame: Float32Array): Promise<number>;
}

/** The tail of the frame before, which the model hears again: an onset may straddle two frames. */
const context = 64;
const stateShape = [2, 1, 128] as const;

/**
 * Silero's detector (MIT) on WebAssembly, in one thread.
 *
 * @param assets the folder with `silero_vad.onnx` and the runtime's own two files
 */
export async function createVoiceDetector(assets: string): Promise<VoiceDetector> {
  env.wasm.numThreads = 1;
  env.wasm.proxy = false;
  env.wasm.wasmBinary = await readFile(join(assets, 'ort-wasm-simd-threaded.wasm'));
  env.wasm.wasmPaths = { mjs: pathToFileURL(join(assets, 'ort-wasm-simd-threaded.mjs')).href };
  const session = await InferenceSession.create(await readFile(join(assets, 'silero_vad.onnx')));
  const rate = new Tensor('int64', [BigInt(soundRate)]);
  const heard = new Float32Array(context + frameSamples);
  let state = new Tensor('float32', new Float32Array(256), stateShape);
  return {
    judge: async (frame) => {
      heard.copyWithin(0, frameSamples);
      heard.set(frame, context);
      const answer = await session.run({ input: new Tensor('float32', heard, [1, heard.length]), state, sr: rate });
      const { output, stateN } = answer;
      if (output === undefined || stateN === undefined || stateN.type !== 'float32')
        throw new Error('The voice detector answered in another shape.');
      state = stateN as typeof state;
      return Number(output.data[0]);
    },
  };
}
