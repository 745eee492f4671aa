import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64ToBytes, bytesToBase64 } from '../journal/checkpoint-base64.ts';
import { invariant } from '../lib/invariant.ts';
import { rsaNumbersOf } from './rsa-numbers.ts';
import { reviewNamespace } from './statement.ts';

export const personKeyType = 'ecdsa-sha2-nistp256';
/** Of an enterprise's own PKI; the app makes P-256 keys only. */
export const rsaKeyType = 'ssh-rsa';

export type AllowedSigner = {
  /** The member id: who the key speaks for. */
  readonly principal: string;
  /** SPKI PEM of an ECDSA P-256 or RSA key. */
  readonly publicPem: string;
  /** Epoch ms; the key speaks for the member from here, until there. */
  readonly validAfter?: number;
  readonly validBefore?: number;
};

/** One line of an OpenSSH allowed_signers file, bound to reviews by its namespace. Ends with a newline. */
export function allowedSignersLine({ principal, publicPem, validAfter, validBefore }: AllowedSigner): string {
  const options = [`namespaces="${reviewNamespace}"`];
  if (validAfter !== undefined) options.push(`valid-after="${toSshTime(validAfter)}"`);
  if (validBefore !== undefined) options.push(`valid-before="${toSshTime(validBefore)}"`);
  const blob = sshPublicBlob(publicPem);
  const type = blob[3] === rsaKeyType.length ? rsaKeyType : personKeyType;
  return `${principal} ${options.join(',')} ${type} ${bytesToBase64(blob)}\n`;
}

/** The OpenSSH public key blob (RFC 5656, section 3.1; RFC 4253, section 6.6) of a P-256 or RSA key's SPKI PEM. */
export function sshPublicBlob(publicPem: string): Uint8Array {
  const spki = base64ToBytes(publicPem.replaceAll(/-----[A-Z ]+-----|\s/g, ''));
  const rsa = spki === undefined ? undefined : rsaNumbersOf(spki);
  if (rsa !== undefined)
    return concatBytes(sshString(utf8ToBytes(rsaKeyType)), sshString(rsa.exponent), sshString(rsa.modulus));
  invariant(spki?.length === 91 && spki[26] === 4, 'a person signs with an uncompressed P-256 key or an RSA key');
  return concatBytes(
    sshString(utf8ToBytes(personKeyType)),
    sshString(utf8ToBytes('nistp256')),
    sshString(spki.subarray(26)),
  );
}

/** A length-prefixed string of the SSH wire format (RFC 4251, section 5). */
export function sshString(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return concatBytes(length, bytes);
}

/** `20260316101500Z`: with the Z, so that it does not mean another moment in another time zone. */
function toSshTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
}
