import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** SHA-256 of large files, kept as long as a file has the same size and time of change. */
export interface FileHashes {
  sha256(path: string): Promise<string>;
}

export function createFileHashes(): FileHashes {
  const known = new Map<string, { readonly size: bigint; readonly mtime: bigint; readonly hash: Promise<string> }>();
  return {
    sha256: async (path) => {
      const { size, mtimeNs: mtime } = await stat(path, { bigint: true });
      const kept = known.get(path);
      if (kept?.size === size && kept.mtime === mtime) return kept.hash;
      const hash = sha256Of(path);
      known.set(path, { size, mtime, hash });
      hash.catch(() => known.delete(path));
      return hash;
    },
  };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(bytes as Buffer);
  return hash.digest('hex');
}

/** One hash for a model of several files: SHA-256 of `HASH  NAME` lines as `sha256sum` writes them, by name. */
export function modelHash(files: readonly { readonly name: string; readonly sha256: string }[]): string {
  const lines = files.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, sha256 }) => `${sha256}  ${name}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}
