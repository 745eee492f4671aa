/// <reference lib="dom" />
import { SourceFault, type BundleSource } from '../../electron/verifier/core/bundle-source.ts';
import { finding } from '../../electron/verifier/core/report.ts';
import { readZipStructure, type ZipEntry } from '../../electron/verifier/core/zip-structure.ts';

/** A file with its path below whatever was dropped or chosen. */
export type PickedFile = { readonly path: string; readonly file: File };

/** A single file is taken for a zip; several are a folder whose first path part is its own name. */
export async function openPicked(picked: readonly PickedFile[]): Promise<BundleSource> {
  const [only] = picked;
  if (only !== undefined && picked.length === 1 && !only.path.includes('/')) return openZipFile(only.file);
  const files = new Map(picked.map(({ path, file }) => [path.slice(path.indexOf('/') + 1), file]));
  return {
    files: [...files].map(([path, { size }]) => ({ path, size })).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    folders: [],
    read: (path) => readStream((files.get(path) ?? new Blob()).stream(), finding.unreadable(`${path} cannot be read`)),
  };
}

async function openZipFile(file: File): Promise<BundleSource> {
  const structure = await readZipStructure({
    size: file.size,
    read: async (offset, length) => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()),
  });
  if (!structure.ok) throw new SourceFault(structure.finding);
  const inside = (entry: ZipEntry): string => entry.name.slice(structure.top.length + 1);
  const files = structure.entries.filter(({ isFolder }) => !isFolder);
  const byPath = new Map(files.map((entry) => [inside(entry), entry]));
  return {
    files: files
      .map((entry) => ({ path: inside(entry), size: entry.size }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    folders: structure.entries
      .filter((entry) => entry.isFolder && inside(entry) !== '')
      .map((entry) => inside(entry).slice(0, -1)),
    read: (path) => readEntry(file, byPath.get(path)),
  };
}

async function* readEntry(file: File, entry: ZipEntry | undefined): AsyncIterable<Uint8Array> {
  const fault = finding.unsafe('an entry does not unpack to what it declares');
  if (entry === undefined) throw new SourceFault(fault);
  const packed = file.slice(entry.dataStart, entry.dataStart + entry.compressedSize).stream();
  let size = 0;
  for await (const piece of readStream(
    entry.deflated ? packed.pipeThrough(new DecompressionStream('deflate-raw')) : packed,
    fault,
  )) {
    size += piece.length;
    if (size > entry.size) throw new SourceFault(fault);
    yield piece;
  }
  if (size !== entry.size) throw new SourceFault(fault);
}

async function* readStream(
  stream: ReadableStream<Uint8Array>,
  fault: SourceFault['finding'],
): AsyncIterable<Uint8Array> {
  const reader = stream.getReader();
  for (;;) {
    const next = await reader.read().catch(() => {
      throw new SourceFault(fault);
    });
    if (next.done) return;
    yield next.value;
  }
}

/** What was dropped, with the folders walked. */
export async function filesOfDrop(items: DataTransferItemList): Promise<readonly PickedFile[]> {
  const roots = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const picked: PickedFile[] = [];
  const walk = async (entry: FileSystemEntry): Promise<void> => {
    if (isFile(entry)) {
      const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
      picked.push({ path: entry.fullPath.slice(1), file });
    } else if (isFolder(entry)) {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) return;
        for (const inner of some) await walk(inner);
      }
    }
  };
  for (const root of roots) await walk(root);
  return picked;
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
