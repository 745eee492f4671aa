import { open } from 'node:fs/promises';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { errorCode } from './files.ts';

/** Why a file that somebody named was not read. */
export type NamedFileFault = 'missing' | 'folder' | 'forbidden' | 'too-large';

const chunk = 1 << 20;

/**
 * The bytes of a file that somebody named on a command line, `-` being what is piped in. Reads at most one byte more than
 * `mostBytes`, whatever the file's length says, so that a device without an end has one. Names that cannot be (too long,
 * through a file, links in a circle) are missing.
 */
export async function readNamedFile(path: string, mostBytes: number): Promise<Result<Buffer, NamedFileFault>> {
  try {
    const bytes = path === '-' ? await readUpTo(process.stdin, mostBytes) : await readWhole(path, mostBytes);
    return bytes.length > mostBytes ? err('too-large') : ok(bytes);
  } catch (error) {
    switch (errorCode(error)) {
      case '':
        throw error;
      case 'EISDIR':
        return err('folder');
      case 'EACCES':
      case 'EPERM':
        return err('forbidden');
      default:
        return err('missing');
    }
  }
}

async function readWhole(path: string, mostBytes: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const parts: Buffer[] = [];
    for (let length = 0; length <= mostBytes;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunk), 0, chunk, null);
      if (bytesRead === 0) break;
      parts.push(buffer.subarray(0, bytesRead));
      length += bytesRead;
    }
    return Buffer.concat(parts);
  } finally {
    await handle.close();
  }
}

async function readUpTo(stream: AsyncIterable<unknown>, mostBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream) {
    const bytes = Buffer.from(part as Uint8Array);
    parts.push(bytes);
    length += bytes.length;
    if (length > mostBytes) break;
  }
  return Buffer.concat(parts);
}
