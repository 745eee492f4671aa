/** The two numbers of an RSA key as DER has them: big endian, with the zero that keeps them positive. */
export type RsaNumbers = { readonly modulus: Uint8Array; readonly exponent: Uint8Array };

/** AlgorithmIdentifier of rsaEncryption with NULL parameters (RFC 8017, A.1). */
const rsaEncryption = Uint8Array.of(0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0);

/** The numbers in an RSA key's SubjectPublicKeyInfo; undefined where it is no RSA key. */
export function rsaNumbersOf(spki: Uint8Array): RsaNumbers | undefined {
  const outer = valueAt(spki, 0, 0x30);
  if (outer === undefined || !rsaEncryption.every((byte, index) => outer.content[index] === byte)) return undefined;
  const bits = valueAt(outer.content, rsaEncryption.length, 0x03);
  const key = bits === undefined ? undefined : valueAt(bits.content, 1, 0x30);
  const modulus = key === undefined ? undefined : valueAt(key.content, 0, 0x02);
  const exponent = key === undefined || modulus === undefined ? undefined : valueAt(key.content, modulus.end, 0x02);
  return modulus === undefined || exponent === undefined
    ? undefined
    : { modulus: modulus.content, exponent: exponent.content };
}

/** The DER value of this tag that begins at `at`: its content, and where it ends. */
function valueAt(
  bytes: Uint8Array,
  at: number,
  tag: number,
): { readonly content: Uint8Array; readonly end: number } | undefined {
  const first = bytes[at + 1];
  if (bytes[at] !== tag || first === undefined) return undefined;
  const more = first < 0x80 ? 0 : first - 0x80;
  if (more > 2) return undefined;
  const length = more === 0 ? first : bytes.subarray(at + 2, at + 2 + more).reduce((sum, byte) => sum * 256 + byte, 0);
  const start = at + 2 + more;
  const end = start + length;
  return end > bytes.length ? undefined : { content: bytes.subarray(start, end), end };
}
