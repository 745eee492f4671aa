import { err, ok, type Result } from '../lib/result.ts';

/** Samples in one full chunk. */
export const chunkCapacity = 4096;

/** What a chunk says about its samples: times in ms since 1970 UTC, ascending; `sum` added left to right. */
export type ChunkSummary = {
  readonly series: string;
  readonly t0: number;
  readonly t1: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
};

export type ChunkFault = { readonly code: 'not-a-chunk' | 'damaged-chunk'; readonly message: string };

const magic = 0x31_43_57_48; // "HWC1", little-endian
const fixedBytes = 64;

/**
 * Packs samples of one series, ascending in time. Layout, little-endian:
 * 0 magic "HWC1", 4 header bytes (a multiple of 8), 8 count, 12 CRC-32 of everything after the header,
 * 16 t0, 24 t1, 32 min, 40 max, 48 sum (Float64), 56 length of the name, 64 the name in UTF-16, zeros up to the header's
 * end; then Float64 times[count], Float64 values[count]. Both arrays are aligned, so a reader maps them without copying.
 */
export function encodeChunk(series: string, times: Float64Array, values: Float64Array): Uint8Array<ArrayBuffer> {
  const count = times.length;
  const headerBytes = Math.ceil((fixedBytes + series.length * 2) / 8) * 8;
  const bytes = new Uint8Array(headerBytes + count * 16);
  new Float64Array(bytes.buffer, headerBytes, count).set(times);
  new Float64Array(bytes.buffer, headerBytes + count * 8, count).set(values);
  const view = new DataView(bytes.buffer);
  const { t0, t1, min, max, sum } = summarize(series, times, values);
  view.setUint32(0, magic, true);
  view.setUint32(4, headerBytes, true);
  view.setUint32(8, count, true);
  view.setUint32(12, crc32(bytes.subarray(headerBytes)), true);
  [t0, t1, min, max, sum].forEach((value, index) => view.setFloat64(16 + index * 8, value, true));
  view.setUint32(56, series.length, true);
  for (let i = 0; i < series.length; i += 1) view.setUint16(fixedBytes + i * 2, series.charCodeAt(i), true);
  return bytes;
}

export function summarize(series: string, times: Float64Array, values: Float64Array): ChunkSummary {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  return { series, t0: times[0] ?? NaN, t1: times.at(-1) ?? NaN, count: times.length, min, max, sum };
}

/** Reads a chunk and checks its length and checksum. The arrays are views on the bytes where these are aligned. */
export function decodeChunk(
  input: Uint8Array,
): Result<{ readonly summary: ChunkSummary; readonly times: Float64Array; readonly values: Float64Array }, ChunkFault> {
  const bytes = input.byteOffset % 8 === 0 ? input : input.slice();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < fixedBytes || view.getUint32(0, true) !== magic)
    return err({ code: 'not-a-chunk', message: 'the bytes are not a chunk of samples' });
  const headerBytes = view.getUint32(4, true);
  const count = view.getUint32(8, true);
  const nameLength = view.getUint32(56, true);
  if (
    headerBytes % 8 !== 0 ||
    count === 0 ||
    headerBytes < fixedBytes + nameLength * 2 ||
    bytes.length !== headerBytes + count * 16
  )
    return err({ code: 'damaged-chunk', message: 'the chunk of samples has the wrong length' });
  if (crc32(bytes.subarray(headerBytes)) !== view.getUint32(12, true))
    return err({ code: 'damaged-chunk', message: 'the chunk of samples was changed' });
  let series = '';
  for (let i = 0; i < nameLength; i += 1) series += String.fromCharCode(view.getUint16(fixedBytes + i * 2, true));
  const [t0, t1, min, max, sum] = [16, 24, 32, 40, 48].map((offset) => view.getFloat64(offset, true)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return ok({
    summary: { series, t0, t1, count, min, max, sum },
    times: new Float64Array(bytes.buffer, bytes.byteOffset + headerBytes, count),
    values: new Float64Array(bytes.buffer, bytes.byteOffset + headerBytes + count * 8, count),
  });
}

/** Table 0 takes one byte further; table k takes it k bytes further than that. */
const crcTables = new Uint32Array(8 * 256);
for (let index = 0; index < 256; index += 1) {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  crcTables[index] = value;
}
for (let index = 256; index < 8 * 256; index += 1) {
  const before = crcTables[index - 256] ?? 0;
  crcTables[index] = (before >>> 8) ^ (crcTables[before & 255] ?? 0);
}

const step = (table: number, byte: number): number => crcTables[table * 256 + (byte & 255)] ?? 0;

/** CRC-32 as in ISO 3309 and zip, eight bytes at a time. Guards against damage; identity is the file's SHA-256. */
export function crc32(bytes: Uint8Array): number {
  const at = (index: number): number => bytes[index] ?? 0;
  let crc = 0xffffffff;
  let i = 0;
  for (; i + 8 <= bytes.length; i += 8) {
    crc ^= at(i) | (at(i + 1) << 8) | (at(i + 2) << 16) | (at(i + 3) << 24);
    const first = step(7, crc) ^ step(6, crc >>> 8) ^ step(5, crc >>> 16) ^ step(4, crc >>> 24);
    crc = first ^ step(3, at(i + 4)) ^ step(2, at(i + 5)) ^ step(1, at(i + 6)) ^ step(0, at(i + 7));
  }
  for (; i < bytes.length; i += 1) crc = (crc >>> 8) ^ step(0, crc ^ at(i));
  return (crc ^ 0xffffffff) >>> 0;
}
