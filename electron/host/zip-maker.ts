import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a hand-made zip; everything a liar can lie about can be said. */
export type RawEntry = {
  readonly name: string | Buffer;
  readonly data?: Buffer;
  readonly packed?: boolean;
  /** The packed bytes themselves, where they are not what `data` packs to. */
  readonly body?: Buffer;
  readonly localName?: string | Buffer;
  readonly flags?: number;
  readonly localFlags?: number;
  readonly method?: number;
  readonly attributes?: number;
  readonly madeOn?: number;
  /** Declared unpacked size, packed size and checksum, in both headers. */
  readonly size?: number;
  readonly packedSize?: number;
  readonly crc?: number;
  /** In the local header only. */
  readonly localSize?: number;
  readonly localCrc?: number;
  readonly extra?: Buffer;
  readonly localExtra?: Buffer;
  readonly comment?: Buffer;
  readonly disk?: number;
  /** Where the directory says the local header lies; where it does by default. */
  readonly at?: number;
  /** Bytes behind the data: a data descriptor or something hidden. */
  readonly behind?: Buffer;
};

export type RawEnd = {
  readonly before?: Buffer;
  readonly beforeDirectory?: Buffer;
  readonly beforeEnd?: Buffer;
  readonly behindEnd?: Buffer;
  readonly comment?: Buffer;
  readonly count?: number;
  readonly disk?: number;
  readonly directoryLength?: number;
  readonly directoryAt?: number;
};

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

export const extraField = (id: number, body: Buffer): Buffer => Buffer.concat([u16(id), u16(body.length), body]);

export const descriptor = (crc: number, packed: number, size: number): Buffer =>
  Buffer.concat([Buffer.from('504b0708', 'hex'), u32(crc), u32(packed), u32(size)]);

const none = Buffer.alloc(0);

/** A zip byte for byte as it was asked for, whatever that makes of it. */
export function makeZip(entries: readonly RawEntry[], end: RawEnd = {}): Buffer {
  const parts: Buffer[] = [end.before ?? none];
  const directory: Buffer[] = [];
  let at = end.before?.length ?? 0;
  for (const entry of entries) {
    const { local, central } = headers(entry, at);
    parts.push(local);
    directory.push(central);
    at += local.length;
  }
  const listed = Buffer.concat(directory);
  const gap = end.beforeDirectory ?? none;
  const comment = end.comment ?? none;
  const count = Math.min(end.count ?? entries.length, 0xffff);
  return Buffer.concat([
    ...parts,
    gap,
    listed,
    end.beforeEnd ?? none,
    Buffer.from('504b0506', 'hex'),
    u16(end.disk ?? 0),
    u16(end.disk ?? 0),
    u16(count),
    u16(count),
    u32(end.directoryLength ?? listed.length),
    u32(end.directoryAt ?? at + gap.length),
    u16(comment.length),
    comment,
    end.behindEnd ?? none,
  ]);
}

function headers(entry: RawEntry, at: number): { local: Buffer; central: Buffer } {
  const data = entry.data ?? Buffer.from('x');
  const packed = entry.packed ?? false;
  const body = entry.body ?? (packed ? deflateRawSync(data) : data);
  const flags = entry.flags ?? 0;
  const method = entry.method ?? (packed ? 8 : 0);
  const crc = entry.crc ?? crc32(data);
  const packedSize = entry.packedSize ?? body.length;
  const size = entry.size ?? data.length;
  const name = Buffer.from(entry.name);
  const localName = Buffer.from(entry.localName ?? entry.name);
  const common = (ofFlags: number, ofCrc: number, ofSize: number): Buffer =>
    Buffer.concat([u16(ofFlags), u16(method), u32(0x21_0000), u32(ofCrc), u32(packedSize), u32(ofSize)]);
  const extra = entry.extra ?? none;
  const localExtra = entry.localExtra ?? none;
  const comment = entry.comment ?? none;
  const local = Buffer.concat([
    Buffer.from('504b03041400', 'hex'),
    common(entry.localFlags ?? flags, entry.localCrc ?? crc, entry.localSize ?? size),
    u16(localName.length),
    u16(localExtra.length),
    localName,
    localExtra,
    body,
    entry.behind ?? none,
  ]);
  const central = Buffer.concat([
    Buffer.from('504b010214', 'hex'),
    Buffer.of(entry.madeOn ?? 3),
    Buffer.from('1400', 'hex'),
    common(flags, crc, size),
    u16(name.length),
    u16(extra.length),
    u16(comment.length),
    u16(entry.disk ?? 0),
    u16(0),
    u32(entry.attributes ?? 0o100644 * 0x10000),
    u32(entry.at ?? at),
    name,
    extra,
    comment,
  ]);
  return { local, central };
}
