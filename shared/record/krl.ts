import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { sshString } from './allowed-signers.ts';

/** "SSHKRL\n\0" and the format's version (OpenSSH PROTOCOL.krl). */
const magic = Uint8Array.from([0x53, 0x53, 0x48, 0x4b, 0x52, 0x4c, 0x0a, 0x00]);
const formatVersion = 1;
const explicitKeySection = 2;

export type Krl = {
  /** SSH public key blobs of what is revoked. */
  readonly blobs: readonly Uint8Array[];
  /** Grows with each list: the roster's version. */
  readonly version: number;
  /** Epoch ms. */
  readonly generatedAt: number;
  readonly comment: string;
};

/** An OpenSSH key revocation list that names keys as they are: `ssh-keygen -Q -f` and `-Y verify -r` read it. */
export function krlBytes({ blobs, version, generatedAt, comment }: Krl): Uint8Array {
  const header = concatBytes(
    magic,
    number(formatVersion, 4),
    number(version, 8),
    number(Math.floor(generatedAt / 1000), 8),
    number(0, 8), // flags
    sshString(new Uint8Array()), // reserved
    sshString(utf8ToBytes(comment)),
  );
  if (blobs.length === 0) return header;
  const sorted = blobs.map((blob) => sshString(blob)).toSorted(compareBytes);
  return concatBytes(header, Uint8Array.of(explicitKeySection), sshString(concatBytes(...sorted)));
}

/** Big-endian, as SSH writes numbers. */
function number(value: number, length: 4 | 8): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  if (length === 4) view.setUint32(0, value);
  else view.setBigUint64(0, BigInt(value));
  return bytes;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
