import { constants, createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import type { CryptoPort } from './core/crypto-port.ts';

/** Verification by node:crypto. */
export const nodeCrypto: CryptoPort = {
  createSha256: () => {
    const hash = createHash('sha256');
    return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
  },
  sha512: async (bytes) => createHash('sha512').update(bytes).digest(),
  digest: async (hash, bytes) => createHash(hash.replace('-', '')).update(bytes).digest(),
  verifyEcdsaP256: async (point, message, signature) => {
    const key = importKey({
      kty: 'EC',
      crv: 'P-256',
      x: base64url(point.subarray(1, 33)),
      y: base64url(point.subarray(33)),
    });
    return key !== undefined && verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
  },
  verifyEcdsa: async (curve, hash, point, message, signature) => {
    const middle = (point.length + 1) / 2;
    const key = importKey({
      kty: 'EC',
      crv: curve,
      x: base64url(point.subarray(1, middle)),
      y: base64url(point.subarray(middle)),
    });
    const dsaEncoding = 'ieee-p1363';
    return key !== undefined && verify(hash.replace('-', ''), message, { key, dsaEncoding }, signature);
  },
  verifyRsa: async ({ modulus, exponent }, hash, message, signature) => {
    const key = importKey({ kty: 'RSA', n: base64url(modulus), e: base64url(exponent) });
    const padding = constants.RSA_PKCS1_PADDING;
    return key !== undefined && verify(hash.replace('-', ''), message, { key, padding }, signature);
  },
  verifyEd25519: async (publicKey, message, signature) => {
    const key = importKey({ kty: 'OKP', crv: 'Ed25519', x: base64url(publicKey) });
    return key !== undefined && verify(null, message, key, signature);
  },
};

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** Undefined where the numbers are no key. */
function importKey(jwk: JsonWebKey): ReturnType<typeof createPublicKey> | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined;
  }
}
