import type { Steps } from './whole-numbers.ts';

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Texts that are decoded one by one before all of a column are decoded at once. */
const fewTexts = 64;

/**
 * Texts as one blob of UTF-8 without the beginning they share, and where each begins in it: one offset more than there are
 * texts, in `width` bytes. No text may hold half of a surrogate pair.
 */
export function packTexts(
  texts: readonly string[],
  prefix: string,
): { readonly width: 2 | 4; readonly offsets: Uint8Array<ArrayBuffer>; readonly blob: Uint8Array<ArrayBuffer> } {
  const rest = texts.map((text) => text.slice(prefix.length));
  const blob = utf8.encode(rest.join(''));
  const width = blob.length < 2 ** 16 ? 2 : 4;
  const offsets = width === 2 ? new Uint16Array(texts.length + 1) : new Uint32Array(texts.length + 1);
  // Of ASCII a character is a byte.
  const isAscii = rest.reduce((sum, text) => sum + text.length, 0) === blob.length;
  rest.forEach((text, row) => {
    offsets[row + 1] = (offsets[row] ?? 0) + (isAscii ? text.length : utf8.encode(text).length);
  });
  return { width, offsets: new Uint8Array(offsets.buffer), blob };
}

/** The beginning that all texts share, cut before a pair of surrogates rather than within. */
export function sharedPrefix(texts: readonly string[]): string {
  let shared = texts[0] ?? '';
  for (const text of texts) {
    let length = Math.min(shared.length, text.length);
    if (text.startsWith(shared)) continue;
    for (let at = 0; at < length; at += 1) if (text.charCodeAt(at) !== shared.charCodeAt(at)) length = at;
    shared = shared.slice(0, length);
  }
  const last = shared.charCodeAt(shared.length - 1);
  return last >= 0xd800 && last < 0xdc00 ? shared.slice(0, -1) : shared;
}

/** Gives one text of many; where many are asked for, ASCII is decoded once for all, since then characters are bytes. */
export function createTexts(blob: Uint8Array, offsets: Steps, prefix: string): (row: number) => string {
  let asked = 0;
  let all: string | undefined;
  return (row) => {
    const [start, end] = [offsets[row] ?? 0, offsets[row + 1] ?? 0];
    asked += 1;
    if (asked > fewTexts) all ??= fromUtf8.decode(blob);
    return prefix + (all?.length === blob.length ? all.slice(start, end) : fromUtf8.decode(blob.subarray(start, end)));
  };
}

/** Bytes of each of these hashes; undefined where they are not hexadecimal digits, small letters, all as long. */
export function hexBytes(texts: readonly string[]): number | undefined {
  const length = texts[0]?.length ?? 0;
  const isHex = length > 0 && length % 2 === 0 && texts.every((text) => text.length === length && isHexDigits(text));
  return isHex ? length / 2 : undefined;
}

const isHexDigits = (text: string): boolean => /^[0-9a-f]*$/.test(text);

/** Hashes as their bytes, `each` of them long; zeros where there is none. */
export function packHex(texts: readonly (string | undefined)[], each: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(texts.length * each);
  texts.forEach((text, row) => {
    if (text === undefined) return;
    for (let i = 0; i < each; i += 1) bytes[row * each + i] = Number.parseInt(text.slice(i * 2, i * 2 + 2), 16);
  });
  return bytes;
}

/** Gives one hash of many. */
export function createHexTexts(bytes: Uint8Array, each: number): (row: number) => string {
  const digits = Array.from<number>({ length: each * 2 });
  return (row) => {
    for (let i = 0; i < each; i += 1) {
      const byte = bytes[row * each + i] ?? 0;
      digits[i * 2] = digitOf(byte >> 4);
      digits[i * 2 + 1] = digitOf(byte & 15);
    }
    return String.fromCharCode(...digits);
  };
}

/** The code of a hexadecimal digit: of 0 to 9, then of a to f. */
const digitOf = (value: number): number => value + (value < 10 ? 48 : 87);
