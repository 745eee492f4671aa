import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
  deviceKeyName,
  formatCheckpoint,
  formatNote,
  noteKeyId,
  type Checkpoint,
} from '../../shared/journal/checkpoint.ts';
import { hashToWords } from '../../shared/journal/words.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';

/** The Ed25519 key with which one device signs checkpoints of its histories. `id` is 16 hex digits. */
export type DeviceKey = { readonly id: string; readonly privateKey: KeyObject; readonly publicPem: string };

/** Makes a device key; `pkcs8` is the PEM to keep, in a file of mode 0600. */
export function createDeviceKey(): { readonly key: DeviceKey; readonly pkcs8: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { key: deviceKeyOf(privateKey), pkcs8: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() };
}

export function readDeviceKey(
  pkcs8: string,
): Result<DeviceKey, { readonly code: 'unreadable-key'; readonly message: string }> {
  try {
    const privateKey = createPrivateKey(pkcs8);
    if (privateKey.asymmetricKeyType === 'ed25519') return ok(deviceKeyOf(privateKey));
  } catch {
    // Falls through: not a private key at all.
  }
  return err({ code: 'unreadable-key', message: "This device's key is damaged. Earlier checkpoints stay valid." });
}

/** A device's key in eight words to read aloud: of the SHA-256 over its SPKI, whose beginning is its id. */
export function deviceWords(publicPem: string): readonly string[] {
  const spki = createPublicKey(publicPem).export({ format: 'der', type: 'spki' });
  return hashToWords(createHash('sha256').update(spki).digest());
}

/** A C2SP checkpoint signed by the device: the text of checkpoint.txt. */
export function signCheckpoint(key: DeviceKey, checkpoint: Checkpoint): string {
  const text = formatCheckpoint(checkpoint);
  const name = deviceKeyName(key.id);
  const raw = Buffer.from(createPublicKey(key.privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
  const signature = sign(null, Buffer.from(text, 'utf8'), key.privateKey);
  return formatNote({ text, signatures: [{ name, keyId: noteKeyId(name, raw), signature }] });
}

/** A device's id by its public key (SPKI PEM, as openssl writes it); undefined where it is none. */
export function readDevicePublic(publicPem: string): { readonly id: string } | undefined {
  try {
    const key = createPublicKey(publicPem);
    const isOwnForm = key.export({ format: 'pem', type: 'spki' }).toString() === publicPem;
    return key.asymmetricKeyType === 'ed25519' && isOwnForm ? { id: deviceIdOf(key) } : undefined;
  } catch {
    return undefined;
  }
}

function deviceKeyOf(privateKey: KeyObject): DeviceKey {
  const publicKey = createPublicKey(privateKey);
  return {
    id: deviceIdOf(publicKey),
    privateKey,
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  };
}

/** The device id is the first 16 hex digits of SHA-256 over the public key's SPKI. */
const deviceIdOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);
