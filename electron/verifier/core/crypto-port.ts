import type { RsaKey } from './rsa.ts';

export interface Hasher {
  update(bytes: Uint8Array): void;
  digest(): Uint8Array;
}

export type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512';
export type EcCurve = 'P-256' | 'P-384';

/** The little of cryptography that verification needs; node:crypto in the command, WebCrypto in the offline page. */
export interface CryptoPort {
  createSha256(): Hasher;
  sha512(bytes: Uint8Array): Promise<Uint8Array>;
  /** SHA-1 only where an old form names a certificate by it; no signature over it is accepted. */
  digest(hash: HashName | 'SHA-1', bytes: Uint8Array): Promise<Uint8Array>;
  /** ECDSA P-256 with SHA-256. `point` is uncompressed (65 bytes), `signature` is r || s (64 bytes). */
  verifyEcdsaP256(point: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
  /** ECDSA of certificates and timestamps. `point` is uncompressed, `signature` is r || s at the curve's size. */
  verifyEcdsa(
    curve: EcCurve,
    hash: HashName,
    point: Uint8Array,
    message: Uint8Array,
    signature: Uint8Array,
  ): Promise<boolean>;
  /** RSASSA-PKCS1-v1_5. The signature is as long as the modulus. */
  verifyRsa(key: RsaKey, hash: HashName, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
  /** `unsupported` where the platform has no Ed25519. */
  verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean | 'unsupported'>;
}

export function sha256(crypto: CryptoPort, ...parts: readonly Uint8Array[]): Uint8Array {
  const hasher = crypto.createSha256();
  for (const part of parts) hasher.update(part);
  return hasher.digest();
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The text, or undefined where the bytes are not UTF-8. A byte order mark stays in the text. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
