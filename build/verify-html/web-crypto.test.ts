import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, it } from 'vitest';
import { nodeCrypto } from '../../electron/verifier/node-crypto.ts';
import { readRsaSpki } from '../../electron/verifier/core/rsa.ts';
import { webCrypto } from './web-crypto.ts';

it('[R5] the page and the command judge RSA signatures alike', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const key = readRsaSpki(publicKey.export({ format: 'der', type: 'spki' }));
  if (key?.kind !== 'rsa') throw new Error('no key');
  const message = Buffer.from('the statement');
  for (const hash of ['SHA-256', 'SHA-512'] as const) {
    const good = sign(hash.replace('-', ''), message, privateKey);
    const bad = Buffer.from(good);
    bad[10] = (bad[10] ?? 0) ^ 1;
    const other = hash === 'SHA-256' ? 'SHA-512' : 'SHA-256';
    for (const crypto of [webCrypto, nodeCrypto]) {
      expect(await crypto.verifyRsa(key, hash, message, good)).toBe(true);
      expect(await crypto.verifyRsa(key, hash, message, bad)).toBe(false);
      expect(await crypto.verifyRsa(key, other, message, good)).toBe(false);
      expect(await crypto.verifyRsa(key, hash, Buffer.from('another'), good)).toBe(false);
    }
  }
});
