import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { Stanza, type Identity, type Recipient } from 'age-encryption';

/**
 * The scrypt stanza of age (age-encryption.org/v1, "The scrypt recipient type") on Node's own scrypt, which runs off the
 * main thread and natively: a meeting must not stand still while somebody's key opens.
 */
const label = 'age-encryption.org/v1/scrypt';
const saltBytes = 16;
const fileKeyBytes = 16;
const tagBytes = 16;
/** The highest work factor that is tried: 2^20 takes 1 GiB of memory. */
const highestLogN = 20;
/** A file key is wrapped once under a key that is used once, so the nonce is zero. */
const nonce = Buffer.alloc(12);

const deriveKey = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
);

function wrappingKey(passphrase: string, salt: Uint8Array, logN: number): Promise<Buffer> {
  const N = 2 ** logN;
  return deriveKey(passphrase, Buffer.concat([Buffer.from(label), salt]), 32, { N, r: 8, p: 1, maxmem: 160 * 8 * N });
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** Seals a file key under a passphrase. `logN` is log2 of scrypt's N. */
export const passphraseRecipient = (passphrase: string, logN: number): Recipient => ({
  wrapFileKey: async (fileKey) => {
    const salt = randomBytes(saltBytes);
    const cipher = createCipheriv('chacha20-poly1305', await wrappingKey(passphrase, salt, logN), nonce, {
      authTagLength: tagBytes,
    });
    const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
    return [new Stanza(['scrypt', toBase64(salt), String(logN)], body)];
  },
});

/** Opens a file key with a passphrase; null when it opens nothing, which is all a wrong passphrase shows. */
export const passphraseIdentity = (passphrase: string): Identity => ({
  unwrapFileKey: async (stanzas) => {
    const [stanza] = stanzas;
    if (stanza === undefined || stanzas.length !== 1 || stanza.args[0] !== 'scrypt') return null;
    const [, salt, logN] = stanza.args;
    if (salt === undefined || logN === undefined || !/^[1-9]\d?$/.test(logN) || Number(logN) > highestLogN) return null;
    if (!/^[A-Za-z0-9+/]{22}$/.test(salt) || stanza.body.length !== fileKeyBytes + tagBytes) return null;
    const key = await wrappingKey(passphrase, Buffer.from(salt, 'base64'), Number(logN));
    const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(stanza.body.subarray(fileKeyBytes));
    try {
      return Buffer.concat([decipher.update(stanza.body.subarray(0, fileKeyBytes)), decipher.final()]);
    } catch {
      return null;
    }
  },
});
