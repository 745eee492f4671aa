import { createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { expect, it } from 'vitest';
import { strictDerSignature } from '../verifier/core/strict-der.ts';
import { nodeCrypto } from '../verifier/node-crypto.ts';
import { forgedSignatures, mirrored, order, readNumbers, trueForm } from './forged-signatures.ts';

const message = Buffer.from('the statement that was signed');

function pointOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = createPublicKey(key).export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
}

/** A parser as textbooks have it: believes every length, looks at no tag but the first, takes numbers as unsigned. */
function naiveNumbers(der: Buffer): Buffer | undefined {
  if (der[0] !== 0x30) return undefined;
  const skipLength = (at: number): { length: number; next: number } => {
    const first = der[at] ?? 0;
    if (first < 0x80) return { length: first, next: at + 1 };
    const bytes = [...der.subarray(at + 1, at + 1 + (first & 0x7f))];
    return { length: bytes.reduce((sum, byte) => sum * 256 + byte, 0), next: at + 1 + (first & 0x7f) };
  };
  let at = skipLength(1).next;
  const numbers: Buffer[] = [];
  for (let index = 0; index < 2; index += 1) {
    const { length, next } = skipLength(at + 1);
    const hex = der
      .subarray(next, next + length)
      .toString('hex')
      .replace(/^(?:00)+/, '');
    if (hex.length > 64) return undefined;
    numbers.push(Buffer.from(hex.padStart(64, '0'), 'hex'));
    at = next + length;
  }
  return Buffer.concat(numbers);
}

/** openssl's verdict; an error of its parser is a no. */
function opensslTakes(key: KeyObject, der: Buffer): boolean {
  try {
    return verify('sha256', message, key, der);
  } catch {
    return false;
  }
}

it('[R5] of every signature that is not in its one form, none is taken', async () => {
  const seen = { forged: 0, byNaiveParser: 0, byOpenssl: 0, byUs: 0 };
  const laxer = new Set<string>();
  for (let keys = 0; keys < 4; keys += 1) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const point = pointOf(privateKey);
    const holds = async (raw: Uint8Array | undefined): Promise<boolean> =>
      raw !== undefined && (await nodeCrypto.verifyEcdsaP256(point, message, raw));
    const der = sign('sha256', message, privateKey);
    const { r, s } = readNumbers(der);
    expect(trueForm(r, s).equals(der)).toBe(true);
    expect(await holds(strictDerSignature(der))).toBe(true);
    // ECDSA's own: (r, n - s) holds wherever (r, s) does, in openssl as here. It says the same statement by the same key.
    expect([await holds(strictDerSignature(mirrored(der))), opensslTakes(publicKey, mirrored(der))]).toEqual([
      true,
      true,
    ]);
    for (const { name, der: forged } of forgedSignatures(der)) {
      if (forged.equals(der)) continue;
      seen.forged += 1;
      const naive = await holds(naiveNumbers(forged));
      const openssl = opensslTakes(publicKey, forged);
      const ours = await holds(strictDerSignature(forged));
      if (naive) seen.byNaiveParser += 1;
      if (openssl) seen.byOpenssl += 1;
      if (naive && !openssl) laxer.add(name);
      if (ours) seen.byUs += 1;
      expect({ name, ours }).toEqual({ name, ours: false });
      expect({ name, openssl }).toEqual({ name, openssl: false });
    }
  }
  console.log(`record-der: ${JSON.stringify(seen)}; ${laxer.size} shapes hold for a naive parser`);
  expect(seen.forged).toBeGreaterThan(1000);
  expect(seen.byNaiveParser).toBeGreaterThan(100);
});

it('[R5] numbers outside 1..n-1 are refused whatever stands beside them', () => {
  const odd = [0n, -1n, order, order + 1n, 2n * order, 1n << 256n, (1n << 256n) - 1n, -order, 1n << 384n];
  const good = [1n, order - 1n, 1n << 255n];
  for (const one of [...odd, ...good])
    for (const other of odd) {
      expect(strictDerSignature(trueForm(one, other))).toBeUndefined();
      expect(strictDerSignature(trueForm(other, one))).toBeUndefined();
    }
  for (const one of good) for (const other of good) expect(strictDerSignature(trueForm(one, other))).toHaveLength(64);
});
