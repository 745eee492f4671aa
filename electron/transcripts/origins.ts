import { createHash } from 'node:crypto';
import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, fsyncDirectory, readFileIfAny, writeFileAtomic } from '../platform/files.ts';

/** Files that transcripts were imported from, byte for byte under their SHA-256: evidence of where the words came from. */
export type Origins = {
  /** Keeps bytes and answers with their SHA-256; on the disk when it resolves. Throws the file system's error. */
  readonly keep: (bytes: Uint8Array) => Promise<string>;
  /** The bytes of a hash; undefined where they are not here or not whole any more. */
  readonly read: (sha256: string) => Promise<Uint8Array | undefined>;
  readonly forget: (sha256: string) => Promise<void>;
  readonly list: () => Promise<readonly string[]>;
};

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function createOrigins(directory: string): Origins {
  const folder = join(directory, 'origin');
  const read = async (sha256: string): Promise<Uint8Array | undefined> => {
    const bytes = await readFileIfAny(join(folder, sha256));
    return bytes !== undefined && sha256Of(bytes) === sha256 ? bytes : undefined;
  };
  return {
    keep: async (bytes) => {
      const sha256 = sha256Of(bytes);
      if ((await read(sha256)) === undefined) await writeFileAtomic(join(folder, sha256), bytes);
      return sha256;
    },
    read,
    forget: async (sha256) => {
      try {
        await unlink(join(folder, sha256));
        await fsyncDirectory(folder);
      } catch (error) {
        if (errorCode(error) !== 'ENOENT') throw error;
      }
    },
    list: async () => (await readdir(folder).catch(() => [])).filter((name) => /^[0-9a-f]{64}$/.test(name)),
  };
}
