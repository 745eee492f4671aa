import type { CryptoPort } from './crypto-port.ts';
import { fromUtf8 } from './crypto-port.ts';
import { findPath, longestChain } from './certificates-path.ts';
import type { PublicKey } from './ssh-wire.ts';
import { strictBase64 } from './strict-base64.ts';
import { keyUsages, personalUses } from './x509-extensions.ts';
import { readCertificate, type Certificate } from './x509.ts';

export type CertificatesRead =
  { readonly ok: true; readonly value: readonly Certificate[] } | { readonly ok: false; readonly why: string };

const block = /-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=\n]+)-----END CERTIFICATE-----\n/gy;

/** Reads a chain as a record carries it: PEM blocks of lines of 64 and nothing else, at most five certificates. */
export function readChain(bytes: Uint8Array): CertificatesRead {
  const text = (fromUtf8(bytes) ?? '').replaceAll('\r\n', '\n');
  const blocks = [...text.matchAll(block)];
  if (blocks.length === 0 || blocks.map(([whole]) => whole).join('') !== text)
    return { ok: false, why: 'it is not a chain of certificates in PEM and nothing else' };
  if (blocks.length > longestChain) return { ok: false, why: `it holds more than ${longestChain} certificates` };
  return readPemBodies(blocks.map(([, body = '']) => body));
}

/** Reads the bodies of `CERTIFICATE` blocks. */
export function readPemBodies(bodies: readonly string[]): CertificatesRead {
  const certificates: Certificate[] = [];
  for (const body of bodies) {
    const der = strictBase64(body.replaceAll(/\s/g, ''));
    const read = der === undefined ? undefined : readCertificate(der);
    if (read === undefined) return { ok: false, why: 'a certificate is not base64' };
    if (!read.ok) return { ok: false, why: `a certificate is malformed: ${read.why}` };
    certificates.push(read.value);
  }
  return { ok: true, value: certificates };
}

/** The key of a certificate as sign-offs know it; undefined for one that cannot sign off. */
export function signOffKey({ key }: Certificate): Exclude<PublicKey, { kind: 'weak' }> | undefined {
  if (key.kind === 'rsa') return key;
  return key.kind === 'ec' && key.curve === 'P-256' ? { kind: 'p256', point: key.point } : undefined;
}

/** Why a person may not sign with this certificate, in words; undefined where it may. */
export function faultOfPersonal(certificate: Certificate): string | undefined {
  const { keyUsage, extendedKeyUsage, unknownCritical, isAuthority } = certificate;
  if (isAuthority) return "it is an authority's, not a person's";
  if (signOffKey(certificate) === undefined)
    return certificate.key.kind === 'weak' ? certificate.key.why : 'its key is neither ECDSA P-256 nor RSA';
  if (unknownCritical[0] !== undefined)
    return `it has a critical extension that is not known here, ${unknownCritical[0]}`;
  if (keyUsage !== null && !keyUsage.has(keyUsages.digitalSignature) && !keyUsage.has(keyUsages.contentCommitment))
    return 'its key may not sign (keyUsage without digitalSignature)';
  if (extendedKeyUsage !== null && !extendedKeyUsage.oids.some((oid) => personalUses.has(oid)))
    return 'it is for another use than signing (extendedKeyUsage)';
  return undefined;
}

const memberLike = /^[A-Za-z0-9._@-]{1,120}$/;

/** The member ids a certificate speaks for: CN, UID, and each mail address whole and up to its `@`. */
export function membersOf({ subject, emails }: Certificate): readonly string[] {
  const names = [
    ...subject.commonNames,
    ...subject.userIds,
    ...emails,
    ...emails.map((mail) => mail.replace(/@.*$/, '')),
  ];
  return [...new Set(names.filter((name) => memberLike.test(name)))];
}

/** As an OpenSSH pattern list; a certificate that names nobody matches nobody. */
export const principalsOf = (certificate: Certificate): string => membersOf(certificate).join(',') || '!*';

export type Certified =
  | {
      readonly ok: true;
      readonly principals: string;
      readonly validAfter: number;
      readonly validBefore: number;
      readonly subject: string;
    }
  | { readonly ok: false; readonly why: string };

/** Whether a carried chain makes its leaf's key known by an authority of the user's trust file, for whom and when. */
export async function certify(
  [leaf, ...intermediates]: readonly Certificate[],
  authorities: readonly Certificate[],
  crypto: CryptoPort,
): Promise<Certified> {
  if (leaf === undefined) return { ok: false, why: 'there is no certificate' };
  const fault = faultOfPersonal(leaf);
  if (fault !== undefined) return { ok: false, why: fault };
  const path = await findPath(leaf, intermediates, authorities, crypto);
  if (!path.ok) return path;
  const { validAfter, validBefore } = path.value;
  return { ok: true, principals: principalsOf(leaf), validAfter, validBefore, subject: leaf.subject.text };
}
