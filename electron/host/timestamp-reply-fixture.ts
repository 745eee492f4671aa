import { createHash, sign, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { der, integer, nothing, octets, oid, sequence, setOf, smallInteger, tagged } from '../../shared/record/der.ts';
import { readCertificate } from '../verifier/core/x509.ts';
import { readTimestampRequest } from '../verifier/core/timestamps-read.ts';

/** What openssl does not do as an authority, for tests: a reply by any certificate, with any status. */
export async function replyByHand(
  by: { readonly key: string; readonly certificate: string },
  request: Uint8Array,
  { status = 0, at = new Date(Date.UTC(2026, 5, 1)) }: { readonly status?: number; readonly at?: Date } = {},
): Promise<Buffer> {
  const asked = readTimestampRequest(request);
  const certificate = new X509Certificate(await readFile(by.certificate)).raw;
  const read = readCertificate(certificate);
  if (!asked.ok || !read.ok) throw new Error('no request or no certificate');
  const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'), nothing);
  const written = `${at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  const info = sequence(
    smallInteger(1),
    oid('1.2.3.4.1'),
    sequence(sha256, octets(asked.value.imprint)),
    smallInteger(7),
    der(0x18, Buffer.from(written)),
    integer(asked.value.nonce),
  );
  const hashOf = (bytes: Uint8Array): Uint8Array => octets(createHash('sha256').update(bytes).digest());
  const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(oid(type), setOf(value));
  const tstInfo = '1.2.840.113549.1.9.16.1.4';
  const attributes = setOf(
    attribute('1.2.840.113549.1.9.3', oid(tstInfo)),
    attribute('1.2.840.113549.1.9.4', hashOf(info)),
    attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(hashOf(certificate))))),
  );
  const signature = sign('sha256', attributes, await readFile(by.key));
  const signer = sequence(
    smallInteger(1),
    sequence(read.value.issuer.der, integer(read.value.serial)),
    sha256,
    Uint8Array.from(attributes, (byte, index) => (index === 0 ? 0xa0 : byte)),
    sequence(oid('1.2.840.10045.4.3.2')),
    octets(signature),
  );
  const enclosed = sequence(oid(tstInfo), tagged(0, octets(info)));
  const signed = sequence(smallInteger(3), setOf(sha256), enclosed, tagged(0, certificate), setOf(signer));
  const token = sequence(oid('1.2.840.113549.1.7.2'), tagged(0, signed));
  return Buffer.from(sequence(sequence(smallInteger(status)), token));
}
