import { stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { DiskFault } from '../platform/files.ts';
import { errorCode, fsyncDirectory, onDisk, readFileIfAny, writeFileAtomic } from '../platform/files.ts';
import type { Result } from '../../shared/lib/result.ts';
import { sha256Of } from './sha256-of.ts';

/** What became of the bytes that a piece of evidence was attached with. `at` is ISO 8601 in UTC. */
export type Kept =
  | { readonly state: 'kept'; readonly bytes: Uint8Array }
  | { readonly state: 'changed' }
  | { readonly state: 'missing' }
  | { readonly state: 'deleted'; readonly at: string; readonly why: string };

/** Where bytes lie that were kept under their hash, unread; `look` for whoever must know whether they are still those. */
export type KeptPlace =
  | { readonly state: 'there'; readonly file: string }
  | { readonly state: 'missing' }
  | { readonly state: 'deleted'; readonly at: string; readonly why: string };

/** The bytes of evidence on disk, each under its SHA-256, and of deleted ones a line that says when and why. */
export interface KeptEvidence {
  /** The bytes as they were when the evidence was attached, or what is wrong with them. */
  look(hash: string): Promise<Kept>;
  /** The file that the bytes were kept in, whatever their length, or what became of it. */
  place(hash: string): Promise<KeptPlace>;
  /** Keeps bytes under their hash, which it answers with; on the disk before it answers. */
  keep(bytes: Uint8Array): Promise<Result<string, DiskFault>>;
  /** Deletes bytes for good, as retention asks; that they were there, their hash and the reason stay. */
  forget(hash: string, why: string, at: number): Promise<Result<null, DiskFault>>;
}

const tombstoneSchema = z.object({ at: z.iso.datetime(), why: z.string() });

export function createKeptEvidence(workspaceDir: string): KeptEvidence {
  const folder = join(workspaceDir, 'evidence');
  const place = (hash: string): string => join(folder, hash);
  const tombstone = (hash: string): string => join(folder, `${hash}.gone`);
  const look = async (hash: string): Promise<Kept> => {
    const bytes = await readFileIfAny(place(hash));
    if (bytes !== undefined && sha256Of(bytes) === hash) return { state: 'kept', bytes };
    const gone = readTombstone(await readFileIfAny(tombstone(hash)));
    if (gone !== undefined) return { state: 'deleted', ...gone };
    return { state: bytes === undefined ? 'missing' : 'changed' };
  };
  return {
    look,
    place: async (hash) => {
      const gone = readTombstone(await readFileIfAny(tombstone(hash)));
      const there = (await stat(place(hash)).catch(() => undefined))?.isFile() ?? false;
      // Deleted once and kept again since, or a kill came between the line and the deletion: the bytes tell.
      const isKept = there && (gone === undefined || (await look(hash)).state === 'kept');
      if (isKept) return { state: 'there', file: place(hash) };
      return gone === undefined ? { state: 'missing' } : { state: 'deleted', ...gone };
    },
    keep: (bytes) =>
      onDisk(async () => {
        const hash = sha256Of(bytes);
        const there = await readFileIfAny(place(hash));
        // Bytes that were changed on the disk are mended by whoever brings the right ones.
        if (there === undefined || sha256Of(there) !== hash) await writeFileAtomic(place(hash), bytes);
        return hash;
      }),
    forget: (hash, why, at) =>
      onDisk(async () => {
        // First the line, so that a kill in between never leaves bytes gone without a reason.
        await writeFileAtomic(tombstone(hash), `${JSON.stringify({ at: new Date(at).toISOString(), why })}\n`);
        await unlink(place(hash)).catch((error: unknown) => {
          if (errorCode(error) !== 'ENOENT') throw error;
        });
        await fsyncDirectory(folder);
        return null;
      }),
  };
}

function readTombstone(bytes: Uint8Array | undefined): z.infer<typeof tombstoneSchema> | undefined {
  if (bytes === undefined) return undefined;
  try {
    return tombstoneSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
