import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceFault, type BundleSource } from './core/bundle-source.ts';
import { finding } from './core/report.ts';

const pieceSize = 1 << 20;
const mostFiles = 20_000;

/** One of these is enough to look further, for a record that lacks the others is one that was damaged. */
const marks = ['bagit.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt', 'signatures'] as const;

/** A record as a folder. Links and devices in it are refused before anything is read. */
export async function openFolder(root: string): Promise<BundleSource> {
  // Before the walk: somebody may have named their whole disk.
  const top = await Promise.all(marks.map((name) => lstat(join(root, name)).catch(() => undefined)));
  if (top.every((about) => about === undefined))
    throw new SourceFault(finding.unreadable('it is no record: there is no bagit.txt and no manifest at its top'));
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
