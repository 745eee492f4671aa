import { concat } from './concat.ts';
import { positiveDigits } from './strict-der.ts';

/** An RSA key strong enough to sign off: magnitudes without a sign byte, big endian. */
export type RsaKey = { readonly kind: 'rsa'; readonly modulus: Uint8Array; readonly exponent: Uint8Array };
export type WeakKey = { readonly kind: 'weak'; readonly why: string };

const fewestBits = 3072;
/** Where checking would take a verifier's time instead of proving more. */
const mostBits = 8192;

/**
 * Judges the two numbers of an RSA key as two's complement in its shortest form; undefined where they are not. The public
 * exponent is that of every enterprise key, 65537, or a larger odd one of 32 bits: small ones have broken paddings.
 */
export function readRsaNumbers(modulusBytes: Uint8Array, exponentBytes: Uint8Array): RsaKey | WeakKey | undefined {
  const modulus = positiveDigits(modulusBytes);
  const exponent = positiveDigits(exponentBytes);
  if (modulus === undefined || exponent === undefined) return undefined;
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
  if (bits < fewestBits || bits > mostBits) return { kind: 'weak', why: `RSA of ${bits} bits` };
  const value = exponent.reduce((sum, byte) => sum * 256 + byte, 0);
  const isOdd = ((modulus.at(-1) ?? 0) & 1) === 1 && value % 2 === 1;
  if (exponent.length > 4 || value < 65_537 || !isOdd) return { kind: 'weak', why: 'RSA with an unusual exponent' };
  return { kind: 'rsa', modulus, exponent };
}

const rsaEncryption = Uint8Array.of(0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0);

/** The SubjectPublicKeyInfo of a key in DER, as openssl writes it. */
export function rsaSpki({ modulus, exponent }: Pick<RsaKey, 'modulus' | 'exponent'>): Uint8Array {
  const numbers = der(0x30, concat([der(2, signed(modulus)), der(2, signed(exponent))]));
  return der(0x30, concat([rsaEncryption, der(3, concat([Uint8Array.of(0), numbers]))]));
}

/** Reads a SubjectPublicKeyInfo; undefined unless it is the one DER form of an RSA key. */
export function readRsaSpki(spki: Uint8Array): RsaKey | WeakKey | undefined {
  const outer = contentAt(spki, 0, 0x30);
  const bits = outer === undefined ? undefined : contentAt(outer.content, rsaEncryption.length, 3);
  const numbers = bits === undefined ? undefined : contentAt(bits.content, 1, 0x30);
  const modulus = numbers === undefined ? undefined : contentAt(numbers.content, 0, 2);
  const exponent =
    modulus === undefined || numbers === undefined ? undefined : contentAt(numbers.content, modulus.end, 2);
  if (modulus === undefined || exponent === undefined) return undefined;
  const digits = [modulus.content, exponent.content].map(positiveDigits);
  const [n, e] = digits;
  if (n === undefined || e === undefined) return undefined;
  const again = rsaSpki({ modulus: n, exponent: e });
  const isSame = again.length === spki.length && again.every((byte, index) => byte === spki[index]);
  return isSame ? readRsaNumbers(modulus.content, exponent.content) : undefined;
}

/** A magnitude with the zero that keeps it positive. */
export const signed = (magnitude: Uint8Array): Uint8Array =>
  (magnitude[0] ?? 0) >= 0x80 ? concat([Uint8Array.of(0), magnitude]) : magnitude;

function der(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return concat([Uint8Array.of(tag, ...head), content]);
}

/** The content of the value of this tag that begins at `at`. Its form is judged by writing it again. */
function contentAt(
  bytes: Uint8Array,
  at: number,
  tag: number,
): { readonly content: Uint8Array; readonly end: number } | undefined {
  const first = bytes[at + 1] ?? 0xff;
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (bytes[at] !== tag || more > 2) return undefined;
  let length = more === 0 ? first : 0;
  for (let index = 0; index < more; index += 1) length = length * 256 + (bytes[at + 2 + index] ?? 0);
  const start = at + 2 + more;
  const end = start + length;
  return end > bytes.length ? undefined : { content: bytes.subarray(start, end), end };
}
