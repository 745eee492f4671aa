import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Engine, EngineState } from '../../shared/domain/speech/engine.ts';
import { modelHash, type FileHashes } from './file-hashes.ts';
import { pocketsphinxCommand, pocketsphinxModel } from './pocketsphinx.ts';

const install = 'On Debian: apt install pocketsphinx pocketsphinx-en-us. It writes rough drafts of English only.';

/** Looks whether Debian's pocketsphinx and its English model are installed. */
export async function probePocketsphinx(hashes: FileHashes): Promise<Engine> {
  return {
    id: 'pocketsphinx',
    engine: 'pocketsphinx',
    model: 'pocketsphinx en-us',
    languages: ['en-US'],
    licence: 'BSD-2-Clause',
    isRough: true,
    state: await stateOf(hashes),
  };
}

async function stateOf(hashes: FileHashes): Promise<EngineState> {
  const program = await findProgram(pocketsphinxCommand);
  if (program === null) return { kind: 'missing', why: 'pocketsphinx is not installed.', todo: install };
  const files = await modelFiles();
  if (files === null)
    return { kind: 'missing', why: 'The English model of pocketsphinx is not installed.', todo: install };
  const hashed = await Promise.all(
    files.map(async (name) => ({ name, sha256: await hashes.sha256(join(pocketsphinxModel, name)) })),
  );
  const version = (await packageVersion()) ?? `build ${(await hashes.sha256(program)).slice(0, 12)}`;
  return { kind: 'available', version, modelSha256: modelHash(hashed) };
}

async function findProgram(name: string): Promise<string | null> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, name);
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere && (await stat(path)).isFile()) return path;
  }
  return null;
}

/** The files it opens: the dictionary, the language model and all of the acoustic model. Null where one is absent. */
async function modelFiles(): Promise<readonly string[] | null> {
  const acoustic = await readdir(join(pocketsphinxModel, 'en-us')).catch(() => null);
  const names = ['en-us.lm.bin', 'cmudict-en-us.dict'];
  if (acoustic === null) return null;
  for (const name of names) {
    const there = await stat(join(pocketsphinxModel, name)).catch(() => null);
    if (there === null) return null;
  }
  return [...names, ...acoustic.map((name) => `en-us/${name}`)];
}

/** The program does not say its version; Debian's package does. */
async function packageVersion(): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('dpkg-query', ['-W', '-f', '${Version}', 'pocketsphinx']);
    return stdout.trim() || null;
  } catch {
    return null;
  }
}
