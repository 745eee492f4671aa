import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, lstat, mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, fsyncDirectory, toDiskFault, type DiskFault } from '../platform/files.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { BagFile } from '../../shared/record/bag.ts';

/** Content of one file: all at once, or in pieces when it is large. */
export type Content = string | Uint8Array | AsyncIterable<Uint8Array>;

/** Why a record could not be written, and what is on the disk now. */
export type WriteFault = {
  readonly code: DiskFault['code'] | 'exists' | 'wrong-parts';
  readonly message: string;
  /** What was kept, in a sentence. */
  readonly kept: string;
};

/** Bytes per read; large records are never held whole. */
export const bufferSize = 1 << 20;

/** Writes a file that must not be there yet and makes its content durable; its name is, after the folder's fsync. */
export async function writeNewFile(path: string, content: Content): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  const handle = await open(path, 'wx', 0o644);
  try {
    for await (const piece of toPieces(content)) {
      hash.update(piece);
      size += piece.length;
      await handle.writeFile(piece);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest('hex'), size };
}

async function* toPieces(content: Content): AsyncIterable<Uint8Array> {
  if (typeof content === 'string') yield Buffer.from(content, 'utf8');
  else if (content instanceof Uint8Array) yield content;
  else yield* content;
}

/** Gives a finished file its name unless the name is taken; never overwrites. */
export async function placeNewFile(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
    await unlink(temporary);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(error))) throw error;
    // A disk without hard links (FAT): the one writer of a bundle looks first.
    if (await exists(path)) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
    await rename(temporary, path);
  }
  await fsyncDirectory(dirname(path));
}

export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Makes a folder durable in its parent. Not recursive: on a read-only disk that would answer "not found". */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o755 });
  await fsyncDirectory(dirname(path));
}

/** Every file below a folder as sorted paths with `/`. */
export async function listFiles(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  const prefix = join(root, '/').length;
  return files.map((entry) => join(entry.parentPath, entry.name).slice(prefix).replaceAll('\\', '/')).toSorted();
}

export async function hashFile(root: string, path: string): Promise<BagFile> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of createReadStream(join(root, path), { highWaterMark: bufferSize })) {
    hash.update(piece as Uint8Array);
    size += (piece as Uint8Array).length;
  }
  return { path, sha256: hash.digest('hex'), size };
}

export async function hashFiles(root: string, paths: readonly string[]): Promise<readonly BagFile[]> {
  const files: BagFile[] = [];
  for (const path of paths) files.push(await hashFile(root, path));
  return files;
}

/** Runs a piece of writing; a failing disk comes back as a fault that says what was kept. */
export async function writing<T>(kept: string, work: () => Promise<T>): Promise<Result<T, WriteFault>> {
  try {
    return ok(await work());
  } catch (error) {
    if (errorCode(error) === 'EEXIST')
      return err({
        code: 'exists',
        message: 'There is already a file or folder of this name; nothing is overwritten.',
        kept,
      });
    if (errorCode(error) === 'TAMPERED') return err({ code: 'wrong-parts', message: changedMessage, kept });
    const { code } = toDiskFault(error);
    return err({ code, message: messages[code], kept });
  }
}

export const changedMessage = 'The record was changed after it was written; it cannot be signed.';

/** Thrown inside `writing` where the record on the disk is not what this program wrote. */
export const tampered = (): Error => Object.assign(new Error('tampered'), { code: 'TAMPERED' });

const messages: { readonly [code in DiskFault['code']]: string } = {
  'disk-full': 'The disk is full. Free some space or choose another place, then try again.',
  'read-only': 'The folder cannot be written. Make it writable or choose another, then try again.',
  'not-found': 'The folder is not there. Choose another, then try again.',
  'disk-error': 'The disk reported an error. Try again, or choose another disk.',
};
