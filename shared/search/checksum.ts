const prime1 = 0x9e3779b1;
const prime2 = 0x85ebca77;
const prime3 = 0xc2b2ae3d;
const prime4 = 0x27d4eb2f;
const prime5 = 0x165667b1;

const turn = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
const round = (lane: number, word: number): number => Math.imul(turn((lane + Math.imul(word, prime2)) | 0, 13), prime1);

/**
 * XXH32 with seed 0 (Y. Collet, xxHash specification 0.1.1), as an unsigned number. Guards against damage, not against
 * anybody who means harm. Fastest where the bytes begin at a multiple of four.
 */
export function checksum(bytes: Uint8Array): number {
  const length = bytes.length;
  const words = wordsOf(bytes);
  let at = 0;
  let hash = prime5;
  if (length >= 16) {
    let [a, b, c, d] = [(prime1 + prime2) | 0, prime2, 0, -prime1 | 0];
    const stripes = length >> 4;
    for (; at < stripes * 4; at += 4) {
      a = round(a, words[at] as number);
      b = round(b, words[at + 1] as number);
      c = round(c, words[at + 2] as number);
      d = round(d, words[at + 3] as number);
    }
    hash = turn(a, 1) + turn(b, 7) + turn(c, 12) + turn(d, 18);
  }
  hash = (hash + length) | 0;
  for (; at < words.length; at += 1)
    hash = Math.imul(turn((hash + Math.imul(words[at] as number, prime3)) | 0, 17), prime4);
  for (let i = words.length * 4; i < length; i += 1)
    hash = Math.imul(turn((hash + Math.imul(bytes[i] as number, prime5)) | 0, 11), prime1);
  hash = Math.imul(hash ^ (hash >>> 15), prime2);
  hash = Math.imul(hash ^ (hash >>> 13), prime3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Whole words only. Little-endian, as every machine that Hotwash runs on is. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  const whole = bytes.length >> 2;
  return bytes.byteOffset % 4 === 0
    ? new Uint32Array(bytes.buffer, bytes.byteOffset, whole)
    : new Uint32Array(bytes.slice(0, whole * 4).buffer);
}
