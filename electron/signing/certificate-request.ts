import { sign } from 'node:crypto';
import {
  bits,
  ia5String,
  octets,
  oid,
  sequence,
  setOf,
  smallInteger,
  tagged,
  utf8String,
  der,
} from '../../shared/record/der.ts';
import type { PersonKey } from './person-key.ts';

/** Whom the certificate shall name; `mail` becomes a SubjectAltName. */
export type RequestedName = {
  readonly member: string;
  readonly organisation: string | null;
  readonly mail: string | null;
};

const oids = {
  commonName: '2.5.4.3',
  organisation: '2.5.4.10',
  extensionRequest: '1.2.840.113549.1.9.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

/**
 * A PKCS #10 request (RFC 2986) for a member's key, in PEM, by which an enterprise's PKI issues a certificate: CN is the
 * member id, so that the certificate names the person the record names. Asks for keyUsage digitalSignature.
 */
export function certificateRequest(key: PersonKey, { member, organisation, mail }: RequestedName): string {
  const relative = (type: string, text: string): Uint8Array => setOf(sequence(oid(type), utf8String(text)));
  const subject = sequence(
    ...(organisation === null ? [] : [relative(oids.organisation, organisation)]),
    relative(oids.commonName, member),
  );
  // Named bits 0 and 1, digitalSignature and contentCommitment: six bits of the octet are not used.
  const usage = sequence(oid(oids.keyUsage), octets(der(0x03, Uint8Array.of(6, 0xc0))));
  const rfc822Name = (address: string): Uint8Array =>
    Uint8Array.from(ia5String(address), (byte, at) => (at === 0 ? 0x81 : byte));
  const extensions = [
    usage,
    ...(mail === null ? [] : [sequence(oid(oids.subjectAltName), octets(sequence(rfc822Name(mail))))]),
  ];
  const attributes = tagged(0, sequence(oid(oids.extensionRequest), setOf(sequence(...extensions))));
  const spki = Buffer.from(key.publicPem.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64');
  const info = sequence(smallInteger(0), subject, spki, attributes);
  const request = sequence(info, sequence(oid(oids.ecdsaWithSha256)), bits(sign('sha256', info, key.privateKey)));
  return pemText('CERTIFICATE REQUEST', request);
}

/** PEM as openssl writes it. */
export function pemText(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
