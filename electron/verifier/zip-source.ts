import { open, type FileHandle } from 'node:fs/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { SourceFault, type OpenedSource } from './core/bundle-source.ts';
import { finding } from './core/report.ts';
import { readZipStructure, type RandomAccess } from './core/zip-structure.ts';

/** A record as a zip, read in place by yauzl after its headers were found harmless. Nothing is unpacked to disk. */
export async function openZip(path: string): Promise<OpenedSource> {
  const handle = await open(path, 'r');
  try {
    const structure = await readZipStructure(await randomAccess(handle));
    if (!structure.ok) return structure;
    const zip = await openPromise(path, {
      autoClose: false,
      strictFileNames: true,
      validateEntrySizes: true,
      decodeStrings: true,
    });
    const entries = await readEntries(zip);
    const agreed = structure.entries.every(({ name, size }) => entries.get(name)?.uncompressedSize === size);
    if (!agreed || entries.size !== structure.entries.length) {
      zip.close();
      return { ok: false, finding: finding.unsafe('two readers see different entries in it') };
    }
    const inner = structure.entries.map(({ name, size, isFolder }) => ({
      path: name.slice(structure.top.length + 1),
      size,
      isFolder,
    }));
    return {
      ok: true,
      close: async () => zip.close(),
      source: {
        files: inner.filter(({ isFolder }) => !isFolder).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
        folders: inner
          .filter(({ isFolder, path }) => isFolder && path !== '')
          .map((folder) => folder.path.slice(0, -1)),
        read: (inside) => readPieces(zip, entries.get(`${structure.top}/${inside}`)),
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

async function* readPieces(zip: ZipFile, entry: Entry | undefined): AsyncIterable<Uint8Array> {
  try {
    if (entry === undefined) throw new Error('no such entry');
    for await (const piece of await zip.openReadStreamPromise(entry)) yield piece as Uint8Array;
  } catch {
    throw new SourceFault(finding.unsafe('an entry does not unpack to what it declares'));
  }
}
