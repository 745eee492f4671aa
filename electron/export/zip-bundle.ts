import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { err, type Result } from '../../shared/lib/result.ts';
import { fsyncDirectory } from '../platform/files.ts';
import { bufferSize, exists, listFiles, writing, type WriteFault } from './bag-files.ts';

/**
 * How every file lies in a zip. The date is built from local parts: with forced DOS stamps that gives the same bytes in every
 * time zone, and `Date.UTC` does not.
 */
export const zipEntry = {
  mtime: new Date(1980, 0, 1, 12, 0, 0),
  mode: 0o100644,
  forceDosTimestamp: true,
  compress: false,
} as const;

/** Without zip64 a zip holds these, and this program's own reader refuses zip64 as anything a stranger could hide in. */
const most = { bytes: 0xffff_fffe, entries: 20_000 };
/** Local header, descriptor and directory entry without the name, which stands in two of them. */
const headersOf = (path: string): number => 30 + 16 + 46 + 2 * Buffer.byteLength(path);

/**
 * The record as zip bytes, the same bytes for the same record on every machine: entries sorted under one top folder
 * `name/`, one mode, one date, stored as they are: what deflate makes of the same bytes differs from one processor and
 * version of zlib to the next. The stream fails when a file cannot be read.
 */
export async function zipStream(dir: string, name: string): Promise<Readable> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  for (const path of await listFiles(dir)) {
    const file = join(dir, path);
    const { size } = await stat(file);
    // Opened one at a time, when its turn comes.
    zip.addReadStreamLazy(`${name}/${path}`, { ...zipEntry, size }, (done) => {
      const input = createReadStream(file, { highWaterMark: bufferSize });
      input.on('error', (error) => output.destroy(error));
      done(null, input);
    });
  }
  zip.end();
  return output;
}

/** Writes the record's zip to a file that must not exist; a kill or a full disk leaves no half of it under that name. */
export async function zipBundle(
  dir: string,
  name: string,
  outFile: string,
): Promise<Result<{ file: string }, WriteFault>> {
  const target = resolve(outFile);
  const temporary = join(dirname(target), `.${basename(target)}.writing`);
  const kept = 'The record folder is as it was; no zip was written.';
  const sized = await writing(kept, () => zipSize(dir, name));
  if (!sized.ok) return sized;
  if (sized.value.bytes > most.bytes || sized.value.entries > most.entries)
    return err({
      code: 'too-large',
      message: `The record is larger than a zip can be that every program reads (4 GiB, ${most.entries} files). Hand over its folder instead.`,
      kept,
    });
  const written = await writing(kept, async () => {
    if (await exists(target)) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
    const handle = await open(temporary, 'w', 0o644);
    try {
      for await (const piece of await zipStream(dir, name)) await handle.writeFile(piece as Uint8Array);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
    await fsyncDirectory(dirname(target));
    return { file: target };
  });
  if (!written.ok && written.error.code !== 'exists') await rm(temporary, { force: true }).catch(() => undefined);
  return written;
}

/** What the zip will be, before a byte of it is written. */
async function zipSize(dir: string, name: string): Promise<{ readonly bytes: number; readonly entries: number }> {
  const paths = await listFiles(dir);
  let bytes = 22;
  for (const path of paths) bytes += (await stat(join(dir, path))).size + headersOf(`${name}/${path}`);
  return { bytes, entries: paths.length };
}
