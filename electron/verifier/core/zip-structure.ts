import { fromUtf8 } from './crypto-port.ts';
import { isRecord, limits as recordLimits, noRecord } from './listing.ts';
import { finding, type Finding } from './report.ts';
import { faultOfNames, shown } from './zip-names.ts';

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
  readonly crc: number;
  readonly dataStart: number;
};

export type ZipStructure =
  | {
      readonly ok: true;
      readonly entries: readonly ZipEntry[];
      /** By their paths inside the one top folder, sorted. */
      readonly files: ReadonlyMap<string, ZipEntry>;
      readonly folders: readonly string[];
    }
  | { readonly ok: false; readonly finding: Finding };

const limits = {
  entries: recordLimits.files,
  directory: 16 * 1024 * 1024,
  total: 0xffff_fffe,
  /** Text of a record packs to a tenth; deflate cannot do better than a thousandth. */
  ratio: 200,
  ratioFrom: 16 * 1024 * 1024,
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
    const wrongName = faultOfNames(listed.map(({ name }) => name));
    if (wrongName !== undefined) throw new Unsafe(wrongName);
    checkSizes(listed, file.size);
    const entries = await placeEntries(file, listed, directory.offset);
    const { files, folders } = insideTop(entries);
    return isRecord([...files.keys(), ...folders])
      ? { ok: true, entries, files, folders }
      : { ok: false, finding: noRecord() };
  } catch (error) {
    if (error instanceof Unsafe) return { ok: false, finding: finding.unsafe(error.message) };
    throw error;
  }
}

function insideTop(entries: readonly ZipEntry[]): Pick<Extract<ZipStructure, { ok: true }>, 'files' | 'folders'> {
  const tops = new Set(entries.map(({ name }) => name.split('/', 1)[0] ?? ''));
  if (tops.size !== 1 || entries.some(({ name }) => !name.includes('/')))
    throw new Unsafe('it does not have exactly one top folder');
  const inside = entries
    .map((entry) => [entry.name.slice(entry.name.indexOf('/') + 1).replace(/\/$/, ''), entry] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    files: new Map(inside.filter(([, { isFolder }]) => !isFolder)),
    folders: inside.filter(([path, { isFolder }]) => isFolder && path !== '').map(([path]) => path),
  };
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
    if (entries.length > count) break;
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
    crc: header.getUint32(16, true),
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

function checkSizes(entries: readonly Listed[], packed: number): void {
  let total = 0;
  for (const { name, size, compressedSize } of entries) {
    total += size;
    if (size > limits.ratioFrom && size > limits.ratio * compressedSize)
      throw new Unsafe(`${shown(name)} unpacks to over ${limits.ratio} times its size`);
  }
  if (total > limits.ratioFrom && total > limits.ratio * packed)
    throw new Unsafe(`it unpacks to over ${limits.ratio} times its size`);
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
    const dataStart = await checkLocalHeader(file, entry);
    const dataEnd = dataStart + entry.compressedSize;
    if (dataEnd > directoryAt) throw new Unsafe(`${shown(entry.name)} is cut short`);
    expected = dataEnd + ((entry.flags & 8) === 0 ? 0 : await checkDescriptor(file, entry, dataEnd));
    const { name, isFolder, deflated, compressedSize, size, crc } = entry;
    entries.push({ name, isFolder, deflated, compressedSize, size, crc, dataStart });
  }
  if (expected !== directoryAt) throw new Unsafe('there are bytes between its entries and its directory');
  return entries;
}

/** Where the entry's data begins. */
async function checkLocalHeader(file: RandomAccess, entry: Listed): Promise<number> {
  const nameBytes = new TextEncoder().encode(entry.name);
  const local = await file.read(entry.headerAt, 30 + nameBytes.length);
  if (local.length < 30 + nameBytes.length) throw new Unsafe(`${shown(entry.name)} is cut short`);
  const header = view(local);
  if (header.getUint32(0, true) !== 0x04034b50) throw new Unsafe(`${shown(entry.name)} is cut short`);
  const sameName =
    header.getUint16(26, true) === nameBytes.length && nameBytes.every((byte, index) => local[30 + index] === byte);
  if (!sameName || header.getUint16(6, true) !== entry.flags || header.getUint16(8, true) !== entry.method)
    throw new Unsafe(`${shown(entry.name)} is described twice, differently`);
  // A writer that could not know them beforehand puts zeros here and the numbers behind the data.
  const streamed = (entry.flags & 8) !== 0;
  const said = [14, 18, 22].map((at) => header.getUint32(at, true));
  const meant = [entry.crc, entry.compressedSize, entry.size];
  if (!meant.every((value, index) => said[index] === value || (streamed && said[index] === 0)))
    throw new Unsafe(`${shown(entry.name)} has two sizes or two checksums`);
  const extraLength = header.getUint16(28, true);
  const dataStart = entry.headerAt + local.length + extraLength;
  if (extraLength > 0) checkExtra(entry.name, await file.read(entry.headerAt + local.length, extraLength));
  return dataStart;
}

/** The length of the descriptor behind the data, which must repeat what the directory says. */
async function checkDescriptor(file: RandomAccess, entry: Listed, at: number): Promise<number> {
  const bytes = view(await file.read(at, 16));
  const start = bytes.byteLength >= 4 && bytes.getUint32(0, true) === 0x08074b50 ? 4 : 0;
  const meant = [entry.crc, entry.compressedSize, entry.size];
  if (
    bytes.byteLength < start + 12 ||
    !meant.every((value, index) => bytes.getUint32(start + index * 4, true) === value)
  )
    throw new Unsafe(`${shown(entry.name)} has two sizes or two checksums`);
  return start + 12;
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
