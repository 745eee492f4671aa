import { concat } from './concat.ts';
import { equalBytes, utf8, type CryptoPort } from './crypto-port.ts';
import { readPublicBlob, readSignatureBlob, SshReader, type PublicKey } from './ssh-wire.ts';
import { strictBase64, toBase64 } from './strict-base64.ts';

export type SshSignature = {
  readonly blob: Uint8Array;
  readonly key: PublicKey;
  readonly namespace: string;
  readonly hash: string;
  /** r || s, or RSA's number at the modulus' length; undefined where it is not strict. */
  readonly signature: Uint8Array | undefined;
};

const begin = '-----BEGIN SSH SIGNATURE-----\n';
const end = '-----END SSH SIGNATURE-----\n';

/** Reads an armored SSHSIG in the one form OpenSSH writes (lines of 70); undefined for anything else. */
export function parseSshSignature(armored: string): SshSignature | undefined {
  if (armored.length > 8192 || !armored.startsWith(begin) || !armored.endsWith(end)) return undefined;
  const bytes = strictBase64(armored.slice(begin.length, -end.length).replaceAll('\n', ''));
  if (bytes === undefined || armor(bytes) !== armored) return undefined;
  const reader = new SshReader(bytes);
  if (!equalBytes(reader.take(10) ?? new Uint8Array(), utf8('SSHSIG\0\0\0\u0001'))) return undefined;
  const blob = reader.string();
  const namespace = reader.text();
  const reserved = reader.string();
  const hash = reader.text();
  const signature = reader.string();
  if (blob === undefined || namespace === undefined || hash === undefined || signature === undefined) return undefined;
  const key = readPublicBlob(blob);
  if (key === undefined || reserved?.length !== 0 || !reader.atEnd) return undefined;
  return { blob, key, namespace, hash, signature: readSignatureBlob(key, signature) };
}

function armor(bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,70}/g) ?? [];
  return `${begin}${lines.map((line) => `${line}\n`).join('')}${end}`;
}

/** Whether a signature by a P-256 or RSA key with SHA-512 is over this message, in its own namespace. */
export async function verifySshSignature(
  crypto: CryptoPort,
  parsed: SshSignature,
  message: Uint8Array,
): Promise<boolean> {
  if (parsed.signature === undefined || parsed.hash !== 'sha512') return false;
  const signed = concat([
    utf8('SSHSIG'),
    ...[utf8(parsed.namespace), new Uint8Array(), utf8(parsed.hash), await crypto.sha512(message)].map(withLength),
  ]);
  return verifyBy(crypto, parsed.key, 'SHA-512', signed, parsed.signature);
}

/** Verifies by whichever algorithm the key is of. `rsaHash` is for RSA; ECDSA P-256 is always with SHA-256. */
export async function verifyBy(
  crypto: CryptoPort,
  key: PublicKey,
  rsaHash: 'SHA-256' | 'SHA-512',
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (key.kind === 'p256') return crypto.verifyEcdsaP256(key.point, message, signature);
  return key.kind === 'rsa' && crypto.verifyRsa(key, rsaHash, message, signature);
}

function withLength(bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array(4 + bytes.length);
  new DataView(result.buffer).setUint32(0, bytes.length);
  result.set(bytes, 4);
  return result;
}
