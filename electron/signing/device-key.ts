import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
  deviceKeyName,
  formatCheckpoint,
  formatNote,
  noteKeyId,
  type Checkpoint,
} from '../../shared/journal/checkpoint.ts';
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

/** A C2SP checkpoint signed by the device: the text of checkpoint.txt. */
export function signCheckpoint(key: DeviceKey, checkpoint: Checkpoint): string {
  const text = formatCheckpoint(checkpoint);
  const name = deviceKeyName(key.id);
  const raw = Buffer.from(createPublicKey(key.privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
  const signature = sign(null, Buffer.from(text, 'utf8'), key.privateKey);
  return formatNote({ text, signatures: [{ name, keyId: noteKeyId(name, raw), signature }] });
}

/** The device id is the first 16 hex digits of SHA-256 over the public key's SPKI. */
function deviceKeyOf(privateKey: KeyObject): DeviceKey {
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return {
    id: createHash('sha256').update(spki).digest('hex').slice(0, 16),
    privateKey,
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  };
}
