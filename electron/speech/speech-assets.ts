import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StartChild } from '../platform/child.ts';
import type { SpeechWorker } from './run-worker.ts';

/** The voice detector's model and the files of its runtime, by the name each has in the folder of assets. */
export const speechAssets = {
  'silero_vad.onnx': '@ricky0123/vad-web/dist/silero_vad_v6.onnx',
  'ort-wasm-simd-threaded.wasm': 'onnxruntime-web/dist/ort-wasm-simd-threaded.wasm',
  'ort-wasm-simd-threaded.mjs': 'onnxruntime-web/dist/ort-wasm-simd-threaded.mjs',
} as const;

/** Copies the assets out of installed packages, as the build does. */
export async function copySpeechAssets(packages: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, from] of Object.entries(speechAssets)) await copyFile(join(packages, from), join(folder, name));
}

/** The built worker and its assets, found from the sources and from the built program alike; null where nothing is built. */
export async function findSpeechWorker(start: StartChild): Promise<SpeechWorker | null> {
  for (
    let folder = import.meta.dirname, parent = dirname(folder);
    folder !== parent;
    folder = parent, parent = dirname(folder)
  )
    for (const candidate of [folder, join(folder, 'dist', 'node')]) {
      const entry = join(candidate, 'speech-worker.js');
      const about = await stat(entry).catch(() => undefined);
      if (about?.isFile() === true) return { entry, assets: join(candidate, 'speech'), start };
    }
  return null;
}
