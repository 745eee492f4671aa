/// <reference lib="dom" />
import { sha256 } from '@noble/hashes/sha2.js';
import type { CryptoPort } from '../../electron/verifier/core/crypto-port.ts';
import { toBase64 } from '../../electron/verifier/core/strict-base64.ts';

/** Verification by WebCrypto; SHA-256 in pieces, which WebCrypto does not have, by the same library as the app's page. */
export const webCrypto: CryptoPort = {
  createSha256: () => {
    const hash = sha256.create();
    return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
  },
  sha512: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-512', bytes.slice())),
  digest: async (hash, bytes) => new Uint8Array(await crypto.subtle.digest(hash, bytes.slice())),
  verifyEcdsaP256: async (point, message, signature) => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle
      .importKey('raw', point.slice(), algorithm, false, ['verify'])
      .catch(() => undefined);
    if (key === undefined) return false;
    return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature.slice(), message.slice());
  },
  verifyEcdsa: async (curve, hash, point, message, signature) => {
    const key = await crypto.subtle
      .importKey('raw', point.slice(), { name: 'ECDSA', namedCurve: curve }, false, ['verify'])
      .catch(() => undefined);
    return key !== undefined && crypto.subtle.verify({ name: 'ECDSA', hash }, key, signature.slice(), message.slice());
  },
  verifyRsa: async ({ modulus, exponent }, hash, message, signature) => {
    const jwk = { kty: 'RSA', n: base64url(modulus), e: base64url(exponent) };
    const key = await crypto.subtle
      .importKey('jwk', jwk, { name: 'RSASSA-PKCS1-v1_5', hash }, false, ['verify'])
      .catch(() => undefined);
    return key !== undefined && crypto.subtle.verify('RSASSA-PKCS1-v1_5', key, signature.slice(), message.slice());
  },
  verifyEd25519: async (publicKey, message, signature) => {
    try {
      const key = await crypto.subtle.importKey('raw', publicKey.slice(), 'Ed25519', false, ['verify']);
      return await crypto.subtle.verify('Ed25519', key, signature.slice(), message.slice());
    } catch (error) {
      return error instanceof DOMException && error.name === 'NotSupportedError' ? 'unsupported' : false;
    }
  },
};

const base64url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
