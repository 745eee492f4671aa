import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { CarriedFile } from '../platform/carried.ts';
import { fsyncDirectory } from '../platform/files.ts';

export async function carriedFileAt(path: string): Promise<CarriedFile> {
  const { size } = await stat(path);
  return { name: baseName(path), size, open: () => createReadStream(path, { highWaterMark: 1 << 17 }) };
}

/** The last part of a path of any system, without control characters. */
export function baseName(name: string): string {
  const last = name.split(/[/\\]/).findLast((part) => part !== '') ?? 'file';
  const clean = last.replace(/[\p{Cc}\p{Cs}]/gu, '').slice(0, 200);
  return clean === '' ? 'file' : clean;
}

/** Bytes are enough of a head to recognise a file by. */
export const headBytes = 1 << 18;

export type OpenedFile = {
  readonly head: Uint8Array;
  /** True when the head is the whole file. */
  readonly whole: boolean;
  /** The bytes from the beginning; can be read once. */
  readonly all: () => AsyncIterable<Uint8Array>;
  readonly close: () => Promise<void>;
};

/** Reads a file's head and leaves the rest to be read after it. */
export async function openCarried(file: CarriedFile): Promise<OpenedFile> {
  const iterator = file.open()[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let length = 0;
  let whole = false;
  while (length < headBytes) {
    const next = await iterator.next();
    if (next.done === true) {
      whole = true;
      break;
    }
    parts.push(next.value);
    length += next.value.length;
  }
  async function* all(): AsyncIterable<Uint8Array> {
    yield* parts;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  }
  return {
    head: Buffer.concat(parts),
    whole,
    all,
    close: async () => {
      await iterator.return?.();
    },
  };
}

/**
 * Copies a file's bytes to `<directory>/<their SHA-256>`: temporary name, fsync, rename, fsync of the folder. A copy that
 * is already there is left alone. Stops with an AbortError when `signal` fires.
 */
export async function storeRaw(
  directory: string,
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<{ readonly sha256: string; readonly size: number }> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const temporary = join(directory, `${randomBytes(8).toString('hex')}.tmp`);
  const hash = createHash('sha256');
  let size = 0;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    for await (const part of bytes) {
      signal?.throwIfAborted();
      hash.update(part);
      size += part.length;
      await handle.writeFile(part);
    }
    await handle.sync();
  } catch (error) {
    await handle.close();
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await handle.close();
  const sha256 = hash.digest('hex');
  await rename(temporary, join(directory, sha256));
  await fsyncDirectory(directory);
  return { sha256, size };
}
