/** The order of the P-256 group. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * r || s (64 bytes) of an ECDSA P-256 signature in DER, or undefined unless it is the one DER form of two integers from
 * 1 to n - 1: short lengths only, no spare zero, no negative number, nothing after the end.
 */
export function strictDerSignature(der: Uint8Array): Uint8Array | undefined {
  if (der.length < 8 || der.length > 72 || der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const r = integerAt(der, 2);
  if (r === undefined) return undefined;
  const s = integerAt(der, r.end);
  if (s === undefined || s.end !== der.length) return undefined;
  return rawSignature(r.digits, s.digits);
}

function integerAt(der: Uint8Array, at: number): { readonly digits: Uint8Array; readonly end: number } | undefined {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  if (der[at] !== 0x02 || length === 0 || length > 33 || end > der.length) return undefined;
  const digits = positiveDigits(der.subarray(at + 2, end));
  return digits === undefined ? undefined : { digits, end };
}

/** The magnitude of a minimal two's complement number, without its sign byte; undefined for a negative or padded one. */
export function positiveDigits(number: Uint8Array): Uint8Array | undefined {
  const [first = 0x80, second = 0] = number;
  if (first >= 0x80) return undefined;
  if (first !== 0) return number;
  return number.length > 1 && second >= 0x80 ? number.subarray(1) : undefined;
}

/** 64 bytes from two magnitudes, or undefined where one is 0 or not below the group's order. */
export function rawSignature(r: Uint8Array, s: Uint8Array): Uint8Array | undefined {
  const raw = new Uint8Array(64);
  for (const [digits, end] of [
    [r, 32],
    [s, 64],
  ] as const) {
    if (digits.length > 32) return undefined;
    const value = digits.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    if (value === 0n || value >= order) return undefined;
    raw.set(digits, end - digits.length);
  }
  return raw;
}
