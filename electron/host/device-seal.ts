import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { DeviceKey } from '../signing/device-key.ts';

const magic = Buffer.from('HWC1');
const saltBytes = 16;
const ivBytes = 12;
const tagBytes = 16;
const headBytes = magic.length + saltBytes + ivBytes + tagBytes;

/**
 * Seals a secret for this device: `HWC1 | salt | iv | tag | AES-256-GCM`, under HKDF-SHA-256 (RFC 5869) of the
 * device's private key and a salt of its own. `bound` is what it is good for, a source and its address or a prediction;
 * it opens for nothing else.
 */
export function sealForDevice(device: DeviceKey, bound: string, secret: string): Uint8Array {
  const salt = randomBytes(saltBytes);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(device, salt), iv).setAAD(Buffer.from(bound));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([magic, salt, iv, cipher.getAuthTag(), sealed]);
}

/** The secret, or null where it was sealed elsewhere, for something else, or is damaged. */
export function openForDevice(device: DeviceKey, bound: string, sealed: Uint8Array): string | null {
  const bytes = Buffer.from(sealed);
  if (bytes.length < headBytes || !bytes.subarray(0, magic.length).equals(magic)) return null;
  const salt = bytes.subarray(magic.length, magic.length + saltBytes);
  const iv = bytes.subarray(magic.length + saltBytes, headBytes - tagBytes);
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(device, salt), iv, { authTagLength: tagBytes })
      .setAAD(Buffer.from(bound))
      .setAuthTag(bytes.subarray(headBytes - tagBytes, headBytes));
    return Buffer.concat([decipher.update(bytes.subarray(headBytes)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function keyOf({ privateKey }: DeviceKey, salt: Uint8Array): Uint8Array {
  const secret = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
  return new Uint8Array(hkdfSync('sha256', secret, salt, 'hotwash credential v1', 32));
}
