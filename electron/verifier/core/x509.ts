import { context, DerCursor, DerFault, readDer, tags, type DerRead } from './der-reader.ts';
import { takeBytes, takePositive, takeTime } from './der-reader-values.ts';
import { noExtensions, readExtensions, type Extensions } from './x509-extensions.ts';
import { readCertifiedKey, readSignatureAlgorithm, type CertifiedKey, type SignatureAlgorithm } from './x509-keys.ts';
import { readName, type Name } from './x509-names.ts';

/** An X.509 certificate of version 3 (RFC 5280) as far as this verifier uses it. Reading it proves nothing. */
export type Certificate = Extensions & {
  readonly der: Uint8Array;
  /** What the issuer signed. */
  readonly tbs: Uint8Array;
  /** Magnitude, big endian. */
  readonly serial: Uint8Array;
  readonly issuer: Name;
  readonly subject: Name;
  /** Epoch ms, both inclusive to the second. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly spki: Uint8Array;
  readonly key: CertifiedKey;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
};

/** Larger than any certificate of a person. */
const largest = 64 * 1024;

/** Reads one certificate in its one DER form. */
export function readCertificate(der: Uint8Array): DerRead<Certificate> {
  if (der.length > largest) return { ok: false, why: 'over 64 KiB' };
  return readDer(der, tags.sequence, (inside) => {
    const tbs = inside.take(tags.sequence);
    const outer = inside.take(tags.sequence);
    const signature = takeBytes(inside);
    return { der, tbs: tbs.whole, signature, ...readTbs(new DerCursor(tbs.content), outer.whole) };
  });
}

function readTbs(cursor: DerCursor, outerAlgorithm: Uint8Array): Omit<Certificate, 'der' | 'tbs' | 'signature'> {
  const version = cursor.intoOptional(context(0));
  const number = version?.take(tags.integer).content;
  version?.end();
  if (number?.length !== 1 || number[0] !== 2) throw new DerFault('not version 3');
  const serial = takePositive(cursor);
  if (serial.length > 20) throw new DerFault('a serial number that is too long');
  const innerAlgorithm = cursor.take(tags.sequence).whole;
  const isSame =
    innerAlgorithm.length === outerAlgorithm.length && innerAlgorithm.every((byte, at) => byte === outerAlgorithm[at]);
  if (!isSame) throw new DerFault('two different signature algorithms');
  const algorithm = readSignatureAlgorithm(new DerCursor(innerAlgorithm));
  const issuer = readName(cursor);
  const validity = cursor.into(tags.sequence);
  const notBefore = takeTime(validity);
  const notAfter = takeTime(validity);
  validity.end();
  const subject = readName(cursor);
  const spki = cursor.take(tags.sequence).whole;
  const key = readCertifiedKey(spki);
  const wrapped = cursor.intoOptional(context(3));
  const extensions = wrapped === undefined ? noExtensions : readExtensions(wrapped);
  wrapped?.end();
  cursor.end();
  if (issuer.isEmpty) throw new DerFault('an issuer without a name');
  return { serial, algorithm, issuer, notBefore, notAfter, subject, spki, key, ...extensions };
}
