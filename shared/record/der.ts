import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** Writes DER (X.690): one value of a tag, with the shortest definite length. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(...parts);
  return concatBytes(Uint8Array.of(tag, ...lengthOctets(content.length)), content);
}

function lengthOctets(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 + octets.length, ...octets];
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => der(0x30, ...parts);

/** SET OF: its members in the order of their bytes. */
export const setOf = (...members: readonly Uint8Array[]): Uint8Array => der(0x31, ...members.toSorted(byBytes));

function byBytes(a: Uint8Array, b: Uint8Array): number {
  for (const [index, byte] of a.entries()) {
    const other = b[index] ?? -1;
    if (byte !== other) return byte - other;
  }
  return a.length - b.length;
}

/** `[n]`, constructed: an explicit tag, or the implicit one of a constructed value. */
export const tagged = (number: number, ...parts: readonly Uint8Array[]): Uint8Array => der(0xa0 + number, ...parts);

export const octets = (bytes: Uint8Array): Uint8Array => der(0x04, bytes);

export const bits = (bytes: Uint8Array): Uint8Array => der(0x03, Uint8Array.of(0), bytes);

/** A number of zero or more from its big-endian magnitude, in the shortest two's complement. */
export function integer(magnitude: Uint8Array): Uint8Array {
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) start += 1;
  const digits = magnitude.subarray(start);
  const first = digits[0];
  if (first === undefined) return der(0x02, Uint8Array.of(0));
  return first >= 0x80 ? der(0x02, Uint8Array.of(0), digits) : der(0x02, digits);
}

export const smallInteger = (value: number): Uint8Array => integer(Uint8Array.of(value >> 8, value & 0xff));

export const nothing = der(0x05);
export const yes = der(0x01, Uint8Array.of(0xff));

/** An object identifier from its dotted form. */
export function oid(dotted: string): Uint8Array {
  const [top = 0, second = 0, ...arcs] = dotted.split('.').map(Number);
  return der(0x06, Uint8Array.from([top * 40 + second, ...arcs].flatMap(base128)));
}

function base128(arc: number): readonly number[] {
  const octetsOf: number[] = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) octetsOf.unshift(0x80 + (rest % 128));
  return octetsOf;
}

export const utf8String = (text: string): Uint8Array => der(0x0c, utf8ToBytes(text));
export const ia5String = (text: string): Uint8Array => der(0x16, utf8ToBytes(text));

/** UTCTime of a moment before 2050, GeneralizedTime of a later one; epoch ms, to the second. */
export function time(epochMs: number): Uint8Array {
  const text = `${new Date(epochMs).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  return Number(text.slice(0, 4)) < 2050 ? der(0x17, utf8ToBytes(text.slice(2))) : der(0x18, utf8ToBytes(text));
}
