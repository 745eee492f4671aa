import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { readRsaNumbers, readRsaSpki, rsaSpki } from './rsa.ts';

const spkiOf = (modulusLength: number, publicExponent = 65_537): Uint8Array =>
  new Uint8Array(
    generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey.export({ format: 'der', type: 'spki' }),
  );

it('[R5] an RSA key in its one DER form is read back as openssl writes it', () => {
  const spki = spkiOf(3072);
  const key = readRsaSpki(spki);
  expect(key?.kind).toBe('rsa');
  expect(key?.kind === 'rsa' && Buffer.from(rsaSpki(key)).equals(spki)).toBe(true);
  for (let at = 0; at < 33; at += 1) {
    const other = spki.slice();
    other[at] = (other[at] ?? 0) ^ 0x80;
    expect([at, readRsaSpki(other)?.kind]).not.toEqual([at, 'rsa']);
  }
  expect(readRsaSpki(Buffer.concat([spki, Buffer.of(0)]))).toBeUndefined();
  expect(readRsaSpki(spki.subarray(0, -1))).toBeUndefined();
});

it('[R5] too short a key, a small exponent and numbers that are no keys are weak or unreadable', () => {
  expect(readRsaSpki(spkiOf(2048))).toEqual({ kind: 'weak', why: 'RSA of 2048 bits' });
  expect(readRsaSpki(spkiOf(3072, 3))).toEqual({ kind: 'weak', why: 'RSA with an unusual exponent' });
  const modulus = Uint8Array.of(0, 0x80, ...new Uint8Array(382), 1);
  const exponent = Uint8Array.of(1, 0, 1);
  expect(readRsaNumbers(modulus, exponent)?.kind).toBe('rsa');
  expect(readRsaNumbers(Uint8Array.of(0, 0x7f, ...new Uint8Array(382), 1), exponent)).toBeUndefined();
  expect(readRsaNumbers(Uint8Array.of(0x7f, ...new Uint8Array(382), 1), exponent)).toEqual({
    kind: 'weak',
    why: 'RSA of 3071 bits',
  });
  expect(
    readRsaNumbers(
      modulus.map((byte, index) => (index === 384 ? 2 : byte)),
      exponent,
    )?.kind,
  ).toBe('weak');
  for (const wrong of [Uint8Array.of(1), Uint8Array.of(1, 0, 2), Uint8Array.of(1, 0, 0, 0, 1)])
    expect(readRsaNumbers(modulus, wrong)?.kind).toBe('weak');
  expect(readRsaNumbers(modulus, Uint8Array.of(0, 1, 0, 1))).toBeUndefined();
});
