import { constants } from 'node:fs';
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { err, ok, type Result } from '../../shared/lib/result.ts';

/** Why the disk said no, in words a facilitator can act on. Never carries a path. */
export type DiskFault = {
  readonly code: 'disk-full' | 'read-only' | 'not-found' | 'disk-error';
  readonly message: string;
};

/** Makes a name in a folder survive a power cut. A no-op where folders cannot be opened (Windows). */
export async function fsyncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes a folder and those above it. A folder on a disk that cannot be written fails as such, which Node's own recursive
 * way reports as "not found".
 */
export async function makeFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') await mkdir(directory, { recursive: true, mode: 0o700 });
    else if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/** Replaces a file whole or not at all: temporary name, fsync, rename, fsync of the folder. */
export async function writeFileAtomic(path: string, content: Uint8Array | string, mode = 0o600): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const handle = await open(temporary, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await handle.close();
  await rename(temporary, path);
  await fsyncDirectory(dirname(path));
}

/** The file's bytes, or undefined where there is none. */
export async function readFileIfAny(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** Turns a file system error into a tagged one; anything else is a bug and is thrown on. */
export function toDiskFault(error: unknown): DiskFault {
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        code: 'disk-full',
        message: 'The disk is full. Everything kept so far is safe; free some space and try again.',
      };
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return {
        code: 'read-only',
        message: 'The workspace folder cannot be written. Make it writable or choose another.',
      };
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ELOOP':
    case 'ENAMETOOLONG':
      return { code: 'not-found', message: 'The workspace folder is no longer where it was.' };
    case 'EISDIR':
    case 'EIO':
    case 'EMFILE':
    case 'EBUSY':
      return { code: 'disk-error', message: 'The disk reported an error. Nothing was acknowledged; try again.' };
    default:
      throw error;
  }
}

/** Runs a disk operation and returns its fault as a value. */
export async function onDisk<T>(operation: () => Promise<T>): Promise<Result<T, DiskFault>> {
  try {
    return ok(await operation());
  } catch (error) {
    return err(toDiskFault(error));
  }
}
