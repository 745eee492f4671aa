import { createHash, sign } from 'node:crypto';
import { personKeyType, sshPublicBlob, sshString } from '../../shared/record/allowed-signers.ts';
import { reviewNamespace } from '../../shared/record/statement.ts';
import type { PersonKey } from './person-key.ts';

const magic = Buffer.from('SSHSIG');
const armorWidth = 70;

/** An armored SSHSIG (OpenSSH PROTOCOL.sshsig) over a message, as `ssh-keygen -Y sign` writes it. */
export function signSsh(key: PersonKey, message: Uint8Array, namespace: string = reviewNamespace): string {
  const hash = createHash('sha512').update(message).digest();
  const purpose = Buffer.concat([text(namespace), text(''), text('sha512')]);
  const toSign = Buffer.concat([magic, purpose, sshString(hash)]);
  const raw = sign('sha256', toSign, { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  const numbers = Buffer.concat([sshMpint(raw.subarray(0, 32)), sshMpint(raw.subarray(32))]);
  const version = Buffer.of(0, 0, 0, 1);
  const publicBlob = sshString(sshPublicBlob(key.publicPem));
  const signature = sshString(Buffer.concat([text(personKeyType), sshString(numbers)]));
  return armor(Buffer.concat([magic, version, publicBlob, purpose, signature]));
}

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
