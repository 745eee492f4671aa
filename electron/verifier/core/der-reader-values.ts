import { fromUtf8 } from './crypto-port.ts';
import { DerFault, tags, type DerCursor, type DerValue } from './der-reader.ts';
import { positiveDigits } from './strict-der.ts';

/** Dotted form of an object identifier. */
export function takeOid(cursor: DerCursor): string {
  return oidOf(cursor.take(tags.oid).content);
}

export function oidOf(content: Uint8Array): string {
  const arcs: number[] = [];
  let arc = 0;
  let isFresh = true;
  for (const byte of content) {
    if (isFresh && byte === 0x80) throw new DerFault('an object identifier not in its shortest form');
    arc = arc * 128 + (byte & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER) throw new DerFault('an object identifier that is too large');
    isFresh = byte < 0x80;
    if (!isFresh) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [first] = arcs;
  if (first === undefined || !isFresh) throw new DerFault('an object identifier that is cut off');
  const top = Math.min(Math.floor(first / 40), 2);
  return [top, first - top * 40, ...arcs.slice(1)].join('.');
}

/** The magnitude of a number above zero. */
export function takePositive(cursor: DerCursor): Uint8Array {
  const digits = positiveDigits(cursor.take(tags.integer).content);
  if (digits === undefined) throw new DerFault('a number that is not positive, or padded');
  return digits;
}

/** A small number, zero to 2^31. */
export function smallOf(content: Uint8Array): number {
  if (content.length === 1 && content[0] === 0) return 0;
  const digits = positiveDigits(content);
  if (digits === undefined || digits.length > 4) throw new DerFault('a number that is negative, padded or too large');
  return digits.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** BOOLEAN DEFAULT FALSE: absent, or TRUE in its one form. */
export function takeTrue(cursor: DerCursor): boolean {
  const value = cursor.optional(tags.boolean);
  if (value === undefined) return false;
  if (value.content.length !== 1 || value.content[0] !== 0xff) throw new DerFault('a boolean not in its one form');
  return true;
}

/** A bit string of whole bytes. */
export function takeBytes(cursor: DerCursor): Uint8Array {
  const { content } = cursor.take(tags.bitString);
  if (content[0] !== 0) throw new DerFault('a bit string that is not of whole bytes');
  return content.subarray(1);
}

/** The numbers of the bits that are set in a list of named bits, which ends with a set bit. */
export function namedBits(cursor: DerCursor): ReadonlySet<number> {
  const { content } = cursor.take(tags.bitString);
  const [unused = 8, ...bytes] = content;
  const last = bytes.at(-1);
  if (
    last === undefined ? unused !== 0 : unused > 7 || (last & ((1 << unused) - 1)) !== 0 || ((last >> unused) & 1) === 0
  )
    throw new DerFault('a list of bits not in its one form');
  const set = new Set<number>();
  for (const [index, byte] of bytes.entries())
    for (let bit = 0; bit < 8; bit += 1) if (((byte >> (7 - bit)) & 1) === 1) set.add(index * 8 + bit);
  return set;
}

/** Epoch ms of a validity bound as RFC 5280 writes it: UTCTime before 2050, GeneralizedTime from then on. */
export function takeTime(cursor: DerCursor): number {
  const value = cursor.any();
  const text = asciiOf(value);
  if (value.tag === tags.utcTime) {
    const century = Number(text.slice(0, 2)) < 50 ? '20' : '19';
    return timeOf(`${century}${text}`);
  }
  if (value.tag !== tags.generalizedTime || Number(text.slice(0, 4)) < 2050)
    throw new DerFault('a time not in its one form');
  return timeOf(text);
}

/** Epoch ms of `YYYYMMDDhhmmss[.f...]Z`; a fraction has no zero at its end. Parts below a millisecond are dropped. */
export function timeOf(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{0,8}[1-9]))?Z$/.exec(text);
  if (match === null) throw new DerFault('a time not in its one form');
  const [, year, month, day, hour, minute, second, fraction = ''] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  const at = Date.parse(iso);
  if (Number.isNaN(at) || new Date(at).toISOString() !== iso) throw new DerFault('a time that no calendar has');
  return at;
}

export function asciiOf({ content }: DerValue): string {
  const text = fromUtf8(content);
  if (text === undefined || !/^[\u0020-\u007e]*$/.test(text)) throw new DerFault('a text that is not plain');
  return text;
}
