import { createHash, sign } from 'node:crypto';
import { personKeyType, sshPublicBlob, sshString } from '../../shared/record/allowed-signers.ts';
import { reviewNamespace } from '../../shared/record/statement.ts';
import type { PersonKey } from './person-key.ts';

const magic = Buffer.from('SSHSIG');
const armorWidth = 70;
const rsaSignatureType = 'rsa-sha2-512';

/** An armored SSHSIG (OpenSSH PROTOCOL.sshsig) over a message, as `ssh-keygen -Y sign` writes it. */
export function signSsh(key: PersonKey, message: Uint8Array, namespace: string = reviewNamespace): string {
  const raw = sign('sha256', sshBytesToSign(message, namespace), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return armorSsh(key.publicPem, { kind: 'p256', raw }, namespace);
}

/** The bytes that an SSHSIG signs in place of the message: what an external signer is given. */
export function sshBytesToSign(message: Uint8Array, namespace: string = reviewNamespace): Buffer {
  const hash = createHash('sha512').update(message).digest();
  return Buffer.concat([magic, purposeOf(namespace), sshString(hash)]);
}

/** Signature bytes of either kind of key: r || s in 64 bytes by ECDSA with SHA-256, the number by RSA with SHA-512. */
export type SshSigned = { readonly kind: 'p256' | 'rsa'; readonly raw: Uint8Array };

/** Puts a signature over {@link sshBytesToSign} into the armored form. */
export function armorSsh(publicPem: string, { kind, raw }: SshSigned, namespace: string = reviewNamespace): string {
  const version = Buffer.of(0, 0, 0, 1);
  const publicBlob = sshString(sshPublicBlob(publicPem));
  const numbers =
    kind === 'rsa'
      ? [text(rsaSignatureType), sshString(raw)]
      : [text(personKeyType), sshString(Buffer.concat([sshMpint(raw.subarray(0, 32)), sshMpint(raw.subarray(32))]))];
  return armor(Buffer.concat([magic, version, publicBlob, purposeOf(namespace), sshString(Buffer.concat(numbers))]));
}

const purposeOf = (namespace: string): Buffer => Buffer.concat([text(namespace), text(''), text('sha512')]);

const text = (value: string): Uint8Array => sshString(Buffer.from(value, 'utf8'));

/** A positive multiple-precision integer of the SSH wire format from big-endian bytes. */
function sshMpint(bigEndian: Uint8Array): Uint8Array {
  let start = 0;
  while (start < bigEndian.length - 1 && bigEndian[start] === 0) start += 1;
  const digits = bigEndian.subarray(start);
  return sshString((digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits);
}

function armor(blob: Buffer): string {
  const lines = blob.toString('base64').match(new RegExp(`.{1,${armorWidth}}`, 'g')) ?? [];
  return ['-----BEGIN SSH SIGNATURE-----', ...lines, '-----END SSH SIGNATURE-----', ''].join('\n');
}
