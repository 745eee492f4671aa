import { spawnSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startNodeChild } from '../../electron/platform/child.ts';
import type { SpeechWorker } from '../../electron/speech/run-worker.ts';
import { copySpeechAssets } from '../../electron/speech/speech-assets.ts';
import { bundleEntry } from './bundle-entry.ts';

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Bundles the child process in which engines run, with its assets, as the build does. */
export async function buildSpeechWorker(folder: string): Promise<SpeechWorker> {
  const entry = await bundleEntry('electron/speech/speech-worker.ts', folder);
  const assets = join(folder, 'speech');
  await copySpeechAssets(packages, assets);
  // sherpa-onnx-node is never bundled: it is looked for beside the worker, as in the built program.
  await symlink(packages, join(folder, 'node_modules'));
  return { entry, assets, start: startNodeChild };
}

/** True where all of the commands are installed; prints once why a test is skipped otherwise. */
export function hasCommands(...commands: readonly string[]): boolean {
  const absent = commands.filter((command) => spawnSync('sh', ['-c', `command -v ${command}`]).status !== 0);
  if (absent.length > 0) process.stderr.write(`skipped: ${absent.join(', ')} not installed\n`);
  return absent.length === 0;
}
