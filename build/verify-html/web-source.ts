/// <reference lib="dom" />
import { SourceFault, type BundleSource } from '../../electron/verifier/core/bundle-source.ts';
import { finding } from '../../electron/verifier/core/report.ts';
import { createLimiter, isRecord, limits, noRecord } from '../../electron/verifier/core/listing.ts';
import { checkedContent, wrongContent } from '../../electron/verifier/core/zip-content.ts';
import { readZipStructure, type ZipEntry } from '../../electron/verifier/core/zip-structure.ts';

/** A file with its path below whatever was dropped or chosen. */
export type PickedFile = { readonly path: string; readonly file: File };

/** A single file is taken for a zip; several are a folder whose first path part is its own name. */
export async function openPicked(picked: readonly PickedFile[]): Promise<BundleSource> {
  const [only] = picked;
  if (only !== undefined && picked.length === 1 && !only.path.includes('/')) return openZipFile(only.file);
  const tops = new Set(picked.map(({ path }) => path.slice(0, path.indexOf('/'))));
  if (tops.size > 1)
    throw new SourceFault(finding.unreadable('several things were chosen; choose one folder or one zip'));
  const files = new Map(picked.map(({ path, file }) => [path.slice(path.indexOf('/') + 1), file]));
  if (!isRecord([...files.keys()])) throw new SourceFault(noRecord());
  const tooMuch = createLimiter();
  for (const [path, { size }] of files) {
    const fault = tooMuch(path, size);
    if (fault !== undefined) throw new SourceFault(fault);
  }
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
  const { files, folders } = structure;
  return {
    files: [...files].map(([path, { size }]) => ({ path, size })),
    folders,
    read: (path) => readEntry(file, files.get(path)),
  };
}

async function* readEntry(file: File, entry: ZipEntry | undefined): AsyncIterable<Uint8Array> {
  if (entry === undefined) throw wrongContent();
  const packed = file.slice(entry.dataStart, entry.dataStart + entry.compressedSize).stream();
  const unpacked = entry.deflated ? packed.pipeThrough(new DecompressionStream('deflate-raw')) : packed;
  yield* checkedContent(readStream(unpacked, wrongContent().finding), entry, crc32);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0xedb88320;
  return value;
});

/** CRC-32 of ISO 3309 as zip uses it. */
export function crc32(bytes: Uint8Array, before: number): number {
  let crc = ~before;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
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

/** What was dropped, with the folders walked; no further than a record can be large. */
export async function filesOfDrop(items: DataTransferItemList): Promise<readonly PickedFile[]> {
  const roots = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const picked: PickedFile[] = [];
  const walk = async (entry: FileSystemEntry): Promise<void> => {
    if (picked.length > limits.files) return;
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
