import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceFault, type BundleSource } from './core/bundle-source.ts';
import { finding } from './core/report.ts';

const pieceSize = 1 << 20;
const mostFiles = 20_000;

/** A record as a folder. Links and devices in it are refused before anything is read. */
export async function openFolder(root: string): Promise<BundleSource> {
  const files: { path: string; size: number }[] = [];
  const folders: string[] = [];
  const pending = [''];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        folders.push(path);
        pending.push(path);
      } else if (!entry.isFile())
        throw new SourceFault(finding.unsafe(`${JSON.stringify(path)} is a link or a device`, path));
      else files.push({ path, size: (await lstat(join(root, path))).size });
      if (files.length + folders.length > mostFiles)
        throw new SourceFault(finding.unsafe(`it has more than ${mostFiles} files`));
    }
  }
  return {
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    folders,
    read: (path) => readPieces(root, path),
  };
}

async function* readPieces(root: string, path: string): AsyncIterable<Uint8Array> {
  try {
    for await (const piece of createReadStream(join(root, path), { highWaterMark: pieceSize }))
      yield piece as Uint8Array;
  } catch {
    throw new SourceFault(finding.unreadable(`${path} cannot be read`));
  }
}
