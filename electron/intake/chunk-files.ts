import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fsyncDirectory, readFileIfAny } from '../platform/files.ts';

/** Bytes that are called by their SHA-256. */
export type NamedBytes = { readonly sha256: string; readonly bytes: Uint8Array<ArrayBuffer> };

export type ChunkFiles = {
  /** The bytes, or undefined where there is no such file or its bytes are not what its name says. */
  readonly read: (sha256: string) => Promise<Uint8Array | undefined>;
  /** When it returns the files are on the disk. Throws the file system's error. */
  readonly write: (files: readonly NamedBytes[]) => Promise<void>;
};

export const nameBytes = (bytes: Uint8Array<ArrayBuffer>): NamedBytes => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  bytes,
});

/** Keeps chunks as files `<sha256>.bin`. */
export function createChunkFiles(directory: string): ChunkFiles {
  return {
    read: async (sha256) => {
      if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
      const bytes = await readFileIfAny(join(directory, `${sha256}.bin`));
      if (bytes === undefined || createHash('sha256').update(bytes).digest('hex') !== sha256) return undefined;
      return bytes;
    },
    write: async (files) => {
      if (files.length === 0) return;
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await Promise.all(files.map((file) => writeOnce(directory, file)));
      await fsyncDirectory(directory);
    },
  };
}

async function writeOnce(directory: string, { sha256, bytes }: NamedBytes): Promise<void> {
  const temporary = join(directory, `${sha256}.tmp`);
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(temporary, join(directory, `${sha256}.bin`));
}
