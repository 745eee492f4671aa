import { fromUtf8 } from './crypto-port.ts';
import { readRsaNumbers, type RsaKey, type WeakKey } from './rsa.ts';
import { positiveDigits, rawSignature } from './strict-der.ts';

/** Reads length-prefixed strings of the SSH wire format; undefined past the end. */
export class SshReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get atEnd(): boolean {
    return this.at === this.bytes.length;
  }

  take(length: number): Uint8Array | undefined {
    if (this.at + length > this.bytes.length) return undefined;
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  string(): Uint8Array | undefined {
    const prefix = this.take(4);
    if (prefix === undefined) return undefined;
    return this.take(new DataView(prefix.buffer, prefix.byteOffset, 4).getUint32(0));
  }

  text(): string | undefined {
    const bytes = this.string();
    return bytes === undefined ? undefined : fromUtf8(bytes);
  }
}

/** A public key as SSH writes it, classified by what this verifier accepts. */
export type PublicKey =
  | { readonly kind: 'p256'; readonly point: Uint8Array }
  | { readonly kind: 'ed25519'; readonly key: Uint8Array }
  | RsaKey
  | WeakKey;

/** Reads a public key blob; undefined where it is no key at all. */
export function readPublicBlob(blob: Uint8Array): PublicKey | undefined {
  const reader = new SshReader(blob);
  const type = reader.text();
  if (type === undefined) return undefined;
  if (type === 'ssh-ed25519') {
    const key = reader.string();
    return key?.length === 32 && reader.atEnd ? { kind: 'ed25519', key } : undefined;
  }
  if (type === 'ecdsa-sha2-nistp256') {
    const curve = reader.text();
    const point = reader.string();
    return curve === 'nistp256' && point?.length === 65 && point[0] === 4 && reader.atEnd
      ? { kind: 'p256', point }
      : undefined;
  }
  if (type === 'ssh-rsa') {
    const exponent = reader.string();
    const modulus = reader.string();
    return exponent === undefined || modulus === undefined || !reader.atEnd
      ? undefined
      : readRsaNumbers(modulus, exponent);
  }
  return { kind: 'weak', why: `${type.slice(0, 40)} is neither ECDSA P-256 nor RSA` };
}

/** The name SSH gives a key's type. */
export const sshTypeOf = (key: PublicKey): string =>
  key.kind === 'rsa' ? 'ssh-rsa' : key.kind === 'ed25519' ? 'ssh-ed25519' : 'ecdsa-sha2-nistp256';

/** The signature's bytes as this key's algorithm takes them; undefined where they are not strict. */
export function readSignatureBlob(key: PublicKey, blob: Uint8Array): Uint8Array | undefined {
  if (key.kind !== 'rsa') return readEcdsaSignature(blob);
  const reader = new SshReader(blob);
  if (reader.text() !== 'rsa-sha2-512') return undefined;
  const signature = reader.string();
  return signature?.length === key.modulus.length && reader.atEnd ? signature : undefined;
}

/** r || s of an SSH ECDSA signature blob, as strict as the DER reader. */
function readEcdsaSignature(blob: Uint8Array): Uint8Array | undefined {
  const outer = new SshReader(blob);
  if (outer.text() !== 'ecdsa-sha2-nistp256') return undefined;
  const numbers = outer.string();
  if (numbers === undefined || !outer.atEnd) return undefined;
  const reader = new SshReader(numbers);
  const r = positiveDigits(reader.string() ?? new Uint8Array());
  const s = positiveDigits(reader.string() ?? new Uint8Array());
  return r === undefined || s === undefined || !reader.atEnd ? undefined : rawSignature(r, s);
}
