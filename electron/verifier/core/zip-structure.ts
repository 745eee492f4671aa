import { fromUtf8 } from './crypto-port.ts';
import { finding, type Finding } from './report.ts';

/** Bytes of a file at any place; a file handle in the command, a Blob in the page. */
export interface RandomAccess {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

export type ZipEntry = {
  /** As in the archive, with its top folder. */
  readonly name: string;
  readonly isFolder: boolean;
  readonly deflated: boolean;
  readonly compressedSize: number;
  readonly size: number;
  readonly dataStart: number;
};

export type ZipStructure =
  | { readonly ok: true; readonly top: string; readonly entries: readonly ZipEntry[] }
  | { readonly ok: false; readonly finding: Finding };

const limits = {
  entries: 20_000,
  directory: 16 * 1024 * 1024,
  total: 0xffff_fffe,
  ratio: 200,
  ratioFrom: 1024 * 1024,
} as const;

class Unsafe extends Error {}

/**
 * Looks at a zip's headers only and refuses whatever two readers could understand differently or that could do harm when
 * unpacked: names that lead elsewhere or collide, links, encryption, bombs, bytes before, between or after the entries.
 */
export async function readZipStructure(file: RandomAccess): Promise<ZipStructure> {
  try {
    const directory = await readDirectory(file);
    if (directory === undefined)
      return { ok: false, finding: finding.unreadable('it is neither a record folder nor a zip') };
    const listed = readCentralEntries(directory.bytes, directory.count);
    checkNames(listed.map(({ name }) => name));
    checkSizes(listed);
    const entries = await placeEntries(file, listed, directory.offset);
    const tops = new Set(entries.map(({ name }) => name.split('/', 1)[0] ?? ''));
    const [top = ''] = tops;
    if (tops.size !== 1 || entries.some(({ name }) => !name.includes('/')))
      throw new Unsafe('it does not have exactly one top folder');
    return { ok: true, top, entries };
  } catch (error) {
    if (error instanceof Unsafe) return { ok: false, finding: finding.unsafe(error.message) };
    throw error;
  }
}

async function readDirectory(
  file: RandomAccess,
): Promise<{ bytes: Uint8Array; count: number; offset: number } | undefined> {
  const tailLength = Math.min(file.size, 22 + 0xffff);
  const tail = await file.read(file.size - tailLength, tailLength);
  let at = tailLength - 22;
  while (at >= 0 && !(tail[at] === 0x50 && tail[at + 1] === 0x4b && tail[at + 2] === 5 && tail[at + 3] === 6)) at -= 1;
  if (at < 0) return undefined;
  if (at !== tailLength - 22) throw new Unsafe('there are bytes after its end');
  const end = view(tail.subarray(at));
  const count = end.getUint16(10, true);
  const length = end.getUint32(12, true);
  const offset = end.getUint32(16, true);
  // A zip64 writer puts all ones where a number does not fit; which number it was says what is wrong.
  if (count === 0xffff) throw new Unsafe(`it has more than ${limits.entries} entries`);
  if (offset === 0xffff_ffff || length === 0xffff_ffff) throw new Unsafe('it is larger than 4 GiB');
  if (end.getUint16(4, true) !== 0 || end.getUint16(6, true) !== 0 || end.getUint16(8, true) !== count)
    throw new Unsafe('it is one of several parts');
  if (end.getUint16(20, true) !== 0) throw new Unsafe('there are bytes after its end');
  if (length > limits.directory || count > limits.entries)
    throw new Unsafe(`it has more than ${limits.entries} entries`);
  if (offset + length !== file.size - 22) throw new Unsafe('there are bytes before or after its directory');
  return { bytes: await file.read(offset, length), count, offset };
}

type Listed = Omit<ZipEntry, 'dataStart'> & {
  readonly flags: number;
  readonly method: number;
  readonly headerAt: number;
};

function readCentralEntries(bytes: Uint8Array, count: number): readonly Listed[] {
  const entries: Listed[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 46 > bytes.length) throw new Unsafe('its directory is cut short');
    const header = view(bytes.subarray(at, at + 46));
    const nameLength = header.getUint16(28, true);
    const extraLength = header.getUint16(30, true);
    const next = at + 46 + nameLength + extraLength;
    if (header.getUint32(0, true) !== 0x02014b50 || next > bytes.length) throw new Unsafe('its directory is malformed');
    if (header.getUint16(32, true) !== 0 || header.getUint16(34, true) !== 0)
      throw new Unsafe('an entry has a comment or lies elsewhere');
    const name = fromUtf8(bytes.subarray(at + 46, at + 46 + nameLength)) ?? '';
    checkExtra(name, bytes.subarray(at + 46 + nameLength, next));
    entries.push(readCentralEntry(name, header));
    at = next;
  }
  if (entries.length !== count) throw new Unsafe('its directory does not have the entries it says');
  return entries;
}

function readCentralEntry(name: string, header: DataView): Listed {
  const flags = header.getUint16(8, true);
  const method = header.getUint16(10, true);
  if ((flags & 0x2041) !== 0) throw new Unsafe(`${shown(name)} is encrypted`);
  if ((flags & ~0x080e) !== 0) throw new Unsafe(`${shown(name)} uses an unknown feature`);
  if (method !== 0 && method !== 8) throw new Unsafe(`${shown(name)} is packed in an unknown way`);
  const madeOnUnix = header.getUint8(5) === 3;
  const fileType = madeOnUnix ? (header.getUint32(38, true) >>> 28) & 0xf : 0;
  const isFolder = name.endsWith('/');
  if (fileType === 0xa) throw new Unsafe(`${shown(name)} is a symbolic link`);
  if (fileType !== 0 && fileType !== (isFolder ? 4 : 8)) throw new Unsafe(`${shown(name)} is not a file`);
  const compressedSize = header.getUint32(20, true);
  const size = header.getUint32(24, true);
  if (isFolder && size !== 0) throw new Unsafe(`${shown(name)} is a folder with content`);
  if (method === 0 && size !== compressedSize) throw new Unsafe(`${shown(name)} has two sizes`);
  return {
    name,
    isFolder,
    deflated: method === 8,
    flags,
    method,
    compressedSize,
    size,
    headerAt: header.getUint32(42, true),
  };
}

/** Extra fields that change a name, a size or the way of reading are refused; time stamps and owners are let be. */
function checkExtra(name: string, extra: Uint8Array): void {
  for (let at = 0; at < extra.length;) {
    if (at + 4 > extra.length) throw new Unsafe(`${shown(name)} has a malformed extra field`);
    const field = view(extra.subarray(at, at + 4));
    const id = field.getUint16(0, true);
    if (id === 0x9901 || id === 0x0017) throw new Unsafe(`${shown(name)} is encrypted`);
    if (id === 0x0001 || id === 0x7075) throw new Unsafe(`${shown(name)} has a second name or size`);
    at += 4 + field.getUint16(2, true);
    if (at > extra.length) throw new Unsafe(`${shown(name)} has a malformed extra field`);
  }
}

function checkNames(names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    if (!/^[\u0020-\u007e]{1,300}$/.test(name)) throw new Unsafe('an entry has a name of unusual characters');
    if (name.includes('\\')) throw new Unsafe(`${shown(name)} has a backslash in its name`);
    if (name.startsWith('/') || /^[a-z]:/i.test(name)) throw new Unsafe(`${shown(name)} has an absolute name`);
    const parts = name.replace(/\/$/, '').split('/');
    if (parts.some((part) => part === '..' || part === '.' || part === ''))
      throw new Unsafe(`${shown(name)} leads out of its folder`);
    const key = parts.join('/').toLowerCase();
    if (seen.has(key))
      throw new Unsafe(`${shown(name)} is there twice${seen.get(key) === name ? '' : ', but for letter case'}`);
    seen.set(key, name);
  }
  for (const name of names) {
    const parts = name.replace(/\/$/, '').toLowerCase().split('/');
    for (let length = 1; length < parts.length; length += 1) {
      const other = seen.get(parts.slice(0, length).join('/'));
      if (other !== undefined && !other.endsWith('/')) throw new Unsafe(`${shown(other)} is both a file and a folder`);
    }
  }
}

function checkSizes(entries: readonly Listed[]): void {
  let total = 0;
  for (const { name, size, compressedSize } of entries) {
    total += size;
    if (size > limits.ratioFrom && size > limits.ratio * compressedSize)
      throw new Unsafe(`${shown(name)} unpacks to over ${limits.ratio} times its size`);
  }
  if (total > limits.total) throw new Unsafe('it unpacks to more than 4 GiB');
}

/** Local headers agree with the directory, and the entries follow each other without a gap up to the directory. */
async function placeEntries(
  file: RandomAccess,
  listed: readonly Listed[],
  directoryAt: number,
): Promise<readonly ZipEntry[]> {
  const entries: ZipEntry[] = [];
  let expected = 0;
  for (const entry of listed.toSorted((a, b) => a.headerAt - b.headerAt)) {
    if (entry.headerAt !== expected) throw new Unsafe('there are bytes between its entries, or entries overlap');
    const nameBytes = new TextEncoder().encode(entry.name);
    const local = await file.read(entry.headerAt, 30 + nameBytes.length);
    const header = view(local);
    if (local.length < 30 + nameBytes.length || header.getUint32(0, true) !== 0x04034b50)
      throw new Unsafe(`${shown(entry.name)} is cut short`);
    const sameName =
      header.getUint16(26, true) === nameBytes.length && nameBytes.every((byte, index) => local[30 + index] === byte);
    if (!sameName || header.getUint16(6, true) !== entry.flags || header.getUint16(8, true) !== entry.method)
      throw new Unsafe(`${shown(entry.name)} is described twice, differently`);
    const streamed = (entry.flags & 8) !== 0;
    if (!streamed && (header.getUint32(18, true) !== entry.compressedSize || header.getUint32(22, true) !== entry.size))
      throw new Unsafe(`${shown(entry.name)} has two sizes`);
    const dataStart = entry.headerAt + 30 + nameBytes.length + header.getUint16(28, true);
    const dataEnd = dataStart + entry.compressedSize;
    if (dataEnd > directoryAt) throw new Unsafe(`${shown(entry.name)} is cut short`);
    expected = dataEnd + (streamed ? await descriptorLength(file, dataEnd) : 0);
    const { name, isFolder, deflated, compressedSize, size } = entry;
    entries.push({ name, isFolder, deflated, compressedSize, size, dataStart });
  }
  if (expected !== directoryAt) throw new Unsafe('there are bytes between its entries and its directory');
  return entries;
}

async function descriptorLength(file: RandomAccess, at: number): Promise<number> {
  const signature = await file.read(at, 4);
  return signature.length === 4 && view(signature).getUint32(0, true) === 0x08074b50 ? 16 : 12;
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A foreign name as it may be printed. */
const shown = (name: string): string => JSON.stringify(name.slice(0, 120));
