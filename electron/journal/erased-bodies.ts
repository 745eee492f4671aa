import { open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fsyncDirectory, readFileIfAny } from '../platform/files.ts';

/**
 * Bodies that were erased in this folder, by their hash. It outlives its journals: a journal that was lost and is given
 * back by a window, or brought back from a backup, comes without them. A hash tells nothing of a salted body.
 */
export interface ErasedBodies {
  has(bodyHash: string): boolean;
  /** Remembers hashes; they are on the disk when it resolves. */
  add(bodyHashes: readonly string[]): Promise<void>;
}

const fileName = 'erased.txt';

export async function openErasedBodies(directory: string): Promise<ErasedBodies> {
  const path = join(directory, fileName);
  const text = (await readFileIfAny(path))?.toString('utf8') ?? '';
  const known = new Set(text.split('\n').filter((line) => /^[0-9a-f]{64}$/.test(line)));
  // A last line that a kill cut short must not swallow the next.
  let lead = text === '' || text.endsWith('\n') ? '' : '\n';
  return {
    has: (hash) => known.has(hash),
    add: async (hashes) => {
      const fresh = [...new Set(hashes)].filter((hash) => !known.has(hash));
      if (fresh.length === 0) return;
      const handle = await open(path, 'a', 0o600);
      try {
        await handle.appendFile(`${lead}${fresh.join('\n')}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
      if (known.size === 0) await fsyncDirectory(directory);
      lead = '';
      for (const hash of fresh) known.add(hash);
    },
  };
}

/** Removes what kills left beside a journal: torn lines and unfinished copies, which may hold the words too. */
export async function removeLeftovers(directory: string, stream: string): Promise<void> {
  const torn = join(directory, 'torn');
  const names = await readdir(torn).catch(() => []);
  for (const name of names) if (name.startsWith(`${stream}.`)) await unlink(join(torn, name));
  for (const name of await readdir(directory))
    if (name.startsWith(`${stream}.jsonl.`) && name.endsWith('.tmp')) await unlink(join(directory, name));
}
