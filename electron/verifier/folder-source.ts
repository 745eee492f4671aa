import { constants } from 'node:fs';
import { lstat, open, opendir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceFault, type BundleSource } from './core/bundle-source.ts';
import { createLimiter, marks, noRecord } from './core/listing.ts';
import { finding } from './core/report.ts';

const pieceSize = 1 << 20;

/** A record as a folder. Links and devices in it are refused before anything is read; hard links are files like any other. */
export async function openFolder(root: string): Promise<BundleSource> {
  // Before the walk: somebody may have named their whole disk.
  const top = await Promise.all(marks.map((name) => lstat(join(root, name)).catch(() => undefined)));
  if (top.every((about) => about === undefined)) throw new SourceFault(noRecord());
  const sizes = new Map<string, number>();
  const folders: string[] = [];
  const tooMuch = createLimiter();
  const pending = [''];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for await (const entry of await opendir(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const { kind, size } = await aboutEntry(root, path);
      const fault = tooMuch(path, size);
      if (fault !== undefined) throw new SourceFault(fault);
      if (kind === 'folder') {
        folders.push(path);
        pending.push(path);
      } else sizes.set(path, size);
    }
  }
  return {
    files: [...sizes].map(([path, size]) => ({ path, size })).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    folders: folders.toSorted(),
    read: (path) => readPieces(root, path, sizes.get(path) ?? 0),
  };
}

async function aboutEntry(root: string, path: string): Promise<{ kind: 'file' | 'folder'; size: number }> {
  const about = await lstat(join(root, path)).catch(() => undefined);
  // A name that is not UTF-8 cannot be asked for again; no record has one, so it is named and never read.
  if (about === undefined && path.includes('\ufffd')) return { kind: 'file', size: 0 };
  if (about === undefined) throw new SourceFault(finding.unreadable(`${path} cannot be read`));
  if (about.isDirectory()) return { kind: 'folder', size: 0 };
  if (about.isFile()) return { kind: 'file', size: about.size };
  throw new SourceFault(finding.unsafe(`${JSON.stringify(path)} is a link or a device`, path));
}

/**
 * The file as long as it was when it was listed. One that was swapped for a link or a device meanwhile is not opened, and
 * one that grows is not followed.
 */
async function* readPieces(root: string, path: string, size: number): AsyncIterable<Uint8Array> {
  const handle = await openPlain(join(root, path));
  if (handle === undefined) throw new SourceFault(finding.unreadable(`${path} cannot be read`));
  const length = Math.min(pieceSize, size + 1);
  const buffers = [Buffer.alloc(length), Buffer.alloc(length)] as const;
  let left = size;
  const read = (buffer: Buffer) => handle.read(buffer, 0, Math.min(length, left + 1));
  // While one piece is judged, the next is read.
  let [now, next] = buffers;
  let ahead = read(now);
  try {
    for (;;) {
      const { bytesRead } = await ahead;
      if (bytesRead > left || (bytesRead === 0 && left > 0)) throw changedMeanwhile(path);
      if (bytesRead === 0) break;
      left -= bytesRead;
      [now, next] = [next, now];
      ahead = read(now);
      yield next.subarray(0, bytesRead);
    }
  } catch (error) {
    throw error instanceof SourceFault ? error : new SourceFault(finding.unreadable(`${path} cannot be read`));
  } finally {
    await ahead.catch(() => undefined);
    await handle.close();
  }
}

const changedMeanwhile = (path: string): SourceFault =>
  new SourceFault(finding.unreadable(`${path} changed while it was read; copy the record and verify the copy`));

async function openPlain(file: string): Promise<FileHandle | undefined> {
  try {
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    return undefined;
  } catch {
    return undefined;
  }
}
