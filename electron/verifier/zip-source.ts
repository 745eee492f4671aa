import { open, type FileHandle } from 'node:fs/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { SourceFault, type OpenedSource } from './core/bundle-source.ts';
import { finding } from './core/report.ts';
import { checkedContent, wrongContent } from './core/zip-content.ts';
import { readZipStructure, type RandomAccess, type ZipEntry } from './core/zip-structure.ts';

/** A record as a zip, read in place by yauzl after its headers were found harmless. Nothing is unpacked to disk. */
export async function openZip(path: string): Promise<OpenedSource> {
  const handle = await open(path, 'r');
  try {
    const structure = await readZipStructure(await randomAccess(handle));
    if (!structure.ok) return structure;
    const zip = await openPromise(path, { autoClose: false, strictFileNames: true });
    const seen = await readEntries(zip);
    const agreed = structure.entries.every((entry) => agree(seen.get(entry.name), entry));
    if (!agreed || seen.size !== structure.entries.length) {
      zip.close();
      return { ok: false, finding: finding.unsafe('two readers see different entries in it') };
    }
    const { folders, files } = structure;
    return {
      ok: true,
      close: async () => zip.close(),
      source: {
        files: [...files].map(([inside, { size }]) => ({ path: inside, size })),
        folders,
        read: (inside) => readEntry(zip, seen, files.get(inside)),
      },
    };
  } catch (error) {
    if (error instanceof SourceFault) return { ok: false, finding: error.finding };
    throw error;
  } finally {
    await handle.close();
  }
}

async function randomAccess(handle: FileHandle): Promise<RandomAccess> {
  const { size } = await handle.stat();
  return {
    size,
    read: async (offset, length) => {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await handle.read(buffer, 0, length, offset);
      return buffer.subarray(0, bytesRead);
    },
  };
}

async function readEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  } catch {
    zip.close();
    throw new SourceFault(finding.unsafe('its directory cannot be read'));
  }
  return entries;
}

function agree(seen: Entry | undefined, entry: ZipEntry): boolean {
  return (
    seen !== undefined &&
    seen.uncompressedSize === entry.size &&
    seen.compressedSize === entry.compressedSize &&
    seen.crc32 === entry.crc &&
    (seen.compressionMethod === 8) === entry.deflated
  );
}

async function* readEntry(
  zip: ZipFile,
  seen: ReadonlyMap<string, Entry>,
  entry: ZipEntry | undefined,
): AsyncIterable<Uint8Array> {
  const found = entry === undefined ? undefined : seen.get(entry.name);
  if (entry === undefined || found === undefined) throw wrongContent();
  yield* checkedContent(unpack(zip, found, entry), entry, (bytes, before) => crc32(bytes, before));
}

async function* unpack(zip: ZipFile, found: Entry, entry: ZipEntry): AsyncIterable<Uint8Array> {
  try {
    const packed = await zip.openReadStreamPromise(found, { decodeFileData: false });
    if (!entry.deflated) {
      yield* packed as AsyncIterable<Uint8Array>;
      return;
    }
    const inflate = createInflateRaw();
    packed.on('error', (error) => inflate.destroy(error));
    yield* packed.pipe(inflate) as AsyncIterable<Uint8Array>;
    // Bytes behind the end of the packed data are nobody's content.
    if (inflate.bytesWritten !== entry.compressedSize) throw wrongContent();
  } catch {
    throw wrongContent();
  }
}
