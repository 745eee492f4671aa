import { createHash } from 'node:crypto';
import {
  chmod,
  constants,
  copyFile,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  unlink,
  type FileHandle,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, fsyncDirectory, toDiskFault, type DiskFault } from '../platform/files.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { BagFile } from '../../shared/record/bag.ts';

/**
 * A file that was kept under its SHA-256 (hex) when it came in. It is copied, and hashed where it came to lie; where
 * that is no longer its hash, the bytes that `again` finds elsewhere stand in.
 */
export type KeptFile = {
  readonly file: string;
  readonly sha256: string;
  /** The right bytes from where they came from, or why they cannot be had: a sentence without a path. */
  readonly again: () => Promise<Uint8Array | { readonly gone: string }>;
};

/** Content of one file: all at once, or in pieces when it is large. A piece holds until the next one is asked for. */
export type Content = string | Uint8Array | AsyncIterable<Uint8Array> | KeptFile;

/** Why a record could not be written, and what is on the disk now. */
export type WriteFault = {
  readonly code: DiskFault['code'] | 'exists' | 'wrong-parts' | 'evidence-gone' | 'too-large';
  readonly message: string;
  /** What was kept, in a sentence. */
  readonly kept: string;
};

/** Bytes per read; large records are never held whole. */
export const bufferSize = 1 << 20;

/**
 * Writes a file that must not be there yet and makes its content durable; its name is, after the folder's fsync.
 */
export async function writeNewFile(path: string, content: Content): Promise<{ sha256: string; size: number }> {
  const written = await fillNewFile(path, content);
  await syncFile(path);
  return written;
}

/** The same, but nothing is durable before `syncFile`: of many files, the disk takes one in while the next is written. */
export async function fillNewFile(path: string, content: Content): Promise<{ sha256: string; size: number }> {
  if (isKeptFile(content)) return copyKept(path, content);
  const handle = await open(path, 'wx', fileMode);
  try {
    return await writePieces(handle, content);
  } finally {
    await handle.close();
  }
}

const fileMode = 0o644;

/** Makes the content of a file durable. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isKeptFile = (content: Content): content is KeptFile => typeof content === 'object' && 'again' in content;

/** Copied by the system, which may share the blocks, then hashed as it lies in the record. */
async function copyKept(path: string, kept: KeptFile): Promise<{ sha256: string; size: number }> {
  try {
    await copyFile(kept.file, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await chmod(path, fileMode);
    const copied = await hashOf(path);
    if (copied.sha256 === kept.sha256) return copied;
    await unlink(path);
  } catch (error) {
    // One that went away since it was looked for is told like one that was changed.
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const found = await kept.again();
  if ('gone' in found) throw Object.assign(new Error('gone'), { code: 'GONE', told: found.gone });
  return fillNewFile(path, found);
}

async function writePieces(
  handle: FileHandle,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of toPieces(content)) {
    // The disk works while the processor hashes.
    const written = writeAt(handle, piece, size);
    hash.update(piece);
    size += piece.length;
    await written;
  }
  return { sha256: hash.digest('hex'), size };
}

async function writeAt(handle: FileHandle, piece: Uint8Array, place: number): Promise<void> {
  for (let done = 0; done < piece.length;) {
    const { bytesWritten } = await handle.write(piece, done, piece.length - done, place + done);
    done += bytesWritten;
  }
}

async function* toPieces(content: string | Uint8Array | AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  if (typeof content === 'string') yield Buffer.from(content, 'utf8');
  else if (content instanceof Uint8Array) yield content;
  else yield* content;
}

/**
 * A file in pieces of at most `bufferSize`, in two buffers by turns, so that a file of any size takes two of them: while
 * one piece is worked on, the next is read. A piece holds until the next one is asked for.
 */
export async function* readInPieces(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r');
  const buffers = [Buffer.allocUnsafeSlow(bufferSize), Buffer.allocUnsafeSlow(bufferSize)] as const;
  const read = (turn: number): Promise<Uint8Array> => {
    const buffer = buffers[turn % 2 === 0 ? 0 : 1];
    return handle.read(buffer, 0, bufferSize, null).then(({ bytesRead }) => buffer.subarray(0, bytesRead));
  };
  let ahead = read(0);
  try {
    for (let turn = 1; ; turn += 1) {
      const piece = await ahead;
      if (piece.length === 0) return;
      ahead = read(turn);
      yield piece;
    }
  } finally {
    // Of a reader that leaves early, the read on its way must not meet a closed file.
    await ahead.catch(() => undefined);
    await handle.close();
  }
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

export const hashFile = async (root: string, path: string): Promise<BagFile> => ({
  path,
  ...(await hashOf(join(root, path))),
});

async function hashOf(file: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of readInPieces(file)) {
    hash.update(piece);
    size += piece.length;
  }
  return { sha256: hash.digest('hex'), size };
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
    if (isGone(error)) return err({ code: 'evidence-gone', message: error.told, kept });
    const { code } = toDiskFault(error);
    return err({ code, message: messages[code], kept });
  }
}

const isGone = (error: unknown): error is Error & { readonly told: string } =>
  errorCode(error) === 'GONE' && error instanceof Error && 'told' in error;

export const changedMessage = 'The record was changed after it was written; it cannot be signed.';

/** Thrown inside `writing` where the record on the disk is not what this program wrote. */
export const tampered = (): Error => Object.assign(new Error('tampered'), { code: 'TAMPERED' });

const messages: { readonly [code in DiskFault['code']]: string } = {
  'disk-full': 'The disk is full. Free some space or choose another place, then try again.',
  'read-only': 'The folder cannot be written. Make it writable or choose another, then try again.',
  'not-found': 'The folder is not there. Choose another, then try again.',
  'disk-error': 'The disk reported an error. Try again, or choose another disk.',
};
