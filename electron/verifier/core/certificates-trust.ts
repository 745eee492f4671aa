import { faultOfPersonal, principalsOf, readPemBodies, signOffKey } from './certificates.ts';
import { windowOf } from './certificates-path.ts';
import type { PublicKey } from './ssh-wire.ts';
import type { Certificate } from './x509.ts';

/** What one `CERTIFICATE` block of a trust file adds: an authority, or a person's key for as long as it is valid. */
export type TrustedCertificate =
  | { readonly kind: 'authority'; readonly certificate: Certificate }
  | {
      readonly kind: 'person';
      readonly key: Exclude<PublicKey, { kind: 'weak' }>;
      readonly principals: string;
      readonly validAfter: number;
      readonly validBefore: number;
    };

/** Reads the base64 of a block; a text says why it cannot be trusted. */
export function readTrustedCertificate(body: string): TrustedCertificate | string {
  const read = readPemBodies([body]);
  if (!read.ok) return read.why;
  const [certificate] = read.value;
  if (certificate === undefined) return 'a certificate is empty';
  if (certificate.isAuthority) return { kind: 'authority', certificate };
  const fault = faultOfPersonal(certificate);
  const key = signOffKey(certificate);
  if (fault !== undefined || key === undefined) return `a certificate cannot be trusted to sign: ${fault ?? ''}`;
  return { kind: 'person', key, principals: principalsOf(certificate), ...windowOf([certificate]) };
}
