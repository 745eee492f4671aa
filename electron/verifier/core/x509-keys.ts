import type { CryptoPort, EcCurve, HashName } from './crypto-port.ts';
import { DerCursor, DerFault, readDer, tags } from './der-reader.ts';
import { oidOf, takeBytes, takeOid } from './der-reader-values.ts';
import { readRsaSpki, type RsaKey, type WeakKey } from './rsa.ts';
import { positiveDigits } from './strict-der.ts';

/** A key of a certificate: two curves, RSA that is strong enough, or what no signature is accepted of. */
export type CertifiedKey =
  { readonly kind: 'ec'; readonly curve: EcCurve; readonly point: Uint8Array } | RsaKey | WeakKey;

export type SignatureAlgorithm =
  | { readonly kind: 'ecdsa' | 'rsa'; readonly hash: HashName }
  /** By a name that no hash goes with, as in CMS: the hash is named elsewhere. */
  | { readonly kind: 'plain-rsa' }
  | WeakKey;

const curves: { readonly [oid: string]: EcCurve } = { '1.2.840.10045.3.1.7': 'P-256', '1.3.132.0.34': 'P-384' };
const sizes = { 'P-256': 32, 'P-384': 48 } as const;
const orders = {
  'P-256': 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  'P-384': 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
} as const;

/** Reads a SubjectPublicKeyInfo (RFC 5280, 4.1.2.7). Throws `DerFault`. */
export function readCertifiedKey(spki: Uint8Array): CertifiedKey {
  const rsa = readRsaSpki(spki);
  if (rsa !== undefined) return rsa;
  const inside = new DerCursor(spki).into(tags.sequence);
  const algorithm = inside.into(tags.sequence);
  const oid = takeOid(algorithm);
  const point = takeBytes(inside);
  inside.end();
  if (oid !== '1.2.840.10045.2.1') return { kind: 'weak', why: `a key of kind ${oid}` };
  const name = oidOf(algorithm.take(tags.oid).content);
  algorithm.end();
  const curve = curves[name];
  if (curve === undefined) return { kind: 'weak', why: `a key on curve ${name}` };
  if (point.length !== 1 + 2 * sizes[curve] || point[0] !== 4) throw new DerFault('a point that is not uncompressed');
  return { kind: 'ec', curve, point };
}

const algorithms: { readonly [oid: string]: SignatureAlgorithm } = {
  '1.2.840.10045.4.3.2': { kind: 'ecdsa', hash: 'SHA-256' },
  '1.2.840.10045.4.3.3': { kind: 'ecdsa', hash: 'SHA-384' },
  '1.2.840.10045.4.3.4': { kind: 'ecdsa', hash: 'SHA-512' },
  '1.2.840.113549.1.1.11': { kind: 'rsa', hash: 'SHA-256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', hash: 'SHA-384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', hash: 'SHA-512' },
  '1.2.840.113549.1.1.1': { kind: 'plain-rsa' },
  '1.2.840.113549.1.1.5': { kind: 'weak', why: 'signed with SHA-1' },
  '1.2.840.10045.4.1': { kind: 'weak', why: 'signed with SHA-1' },
};

/** Reads an AlgorithmIdentifier of a signature; RSA carries NULL, ECDSA carries nothing. Throws `DerFault`. */
export function readSignatureAlgorithm(cursor: DerCursor): SignatureAlgorithm {
  const inside = cursor.into(tags.sequence);
  const oid = takeOid(inside);
  const algorithm = algorithms[oid] ?? { kind: 'weak', why: `signed by algorithm ${oid}` };
  if (algorithm.kind === 'weak') return algorithm;
  if (algorithm.kind !== 'ecdsa' && inside.take(tags.null).content.length > 0) throw new DerFault('a filled NULL');
  inside.end();
  return algorithm;
}

const hashes: { readonly [oid: string]: HashName } = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

/** Reads an AlgorithmIdentifier of a hash, with NULL or nothing; undefined for SHA-1 and others. Throws `DerFault`. */
export function readHash(cursor: DerCursor): HashName | undefined {
  const inside = cursor.into(tags.sequence);
  const oid = takeOid(inside);
  const empty = inside.optional(tags.null);
  if ((empty?.content.length ?? 0) > 0) throw new DerFault('a filled NULL');
  inside.end();
  return hashes[oid];
}

/** Whether the signature over the message holds by this key and algorithm; false for what is weak or not strict. */
export async function holdsBy(
  key: CertifiedKey,
  algorithm: SignatureAlgorithm,
  message: Uint8Array,
  signature: Uint8Array,
  crypto: CryptoPort,
): Promise<boolean> {
  if (key.kind === 'ec' && algorithm.kind === 'ecdsa') {
    const raw = rawEcdsa(key.curve, signature);
    return raw !== undefined && crypto.verifyEcdsa(key.curve, algorithm.hash, key.point, message, raw);
  }
  if (key.kind === 'rsa' && algorithm.kind === 'rsa' && signature.length === key.modulus.length)
    return crypto.verifyRsa(key, algorithm.hash, message, signature);
  return false;
}

/** r || s of a strict DER signature with both numbers from 1 to n - 1. */
function rawEcdsa(curve: EcCurve, der: Uint8Array): Uint8Array | undefined {
  const size = sizes[curve];
  const raw = new Uint8Array(2 * size);
  const read = readDer(der, tags.sequence, (inside) => {
    for (const end of [size, 2 * size]) {
      const digits = positiveDigits(inside.take(tags.integer).content);
      if (digits === undefined || digits.length > size) throw new DerFault('a number outside the group');
      const value = digits.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
      if (value === 0n || value >= orders[curve]) throw new DerFault('a number outside the group');
      raw.set(digits, end - digits.length);
    }
  });
  return read.ok ? raw : undefined;
}
