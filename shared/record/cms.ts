import { sha256 } from '@noble/hashes/sha2.js';
import { integer, octets, oid, sequence, setOf, smallInteger, tagged, time } from './der.ts';
import { sha256Algorithm } from './tsq.ts';

/** Who signs, as a CMS names them: the certificate, and the issuer's name (DER) and serial number (magnitude) in it. */
export type CmsSigner = {
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  /** Further certificates of the chain, DER. */
  readonly intermediates: readonly Uint8Array[];
};

export type CmsContent = {
  /** SHA-256 of what is signed; it stays outside (detached). */
  readonly digest: Uint8Array;
  /** Epoch ms the signer claims; null for PAdES, which has it in the PDF. */
  readonly signedAt: number | null;
};

const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

/** The signed attributes (RFC 5652, 5.3; RFC 5035) as a SET: the bytes that the key signs. */
export function signedAttributes({ certificate, issuer, serial }: CmsSigner, content: CmsContent): Uint8Array {
  const directoryName = sequence(tagged(4, issuer));
  // ESSCertIDv2 with its default hash, SHA-256.
  const certId = sequence(octets(sha256(certificate)), sequence(directoryName, integer(serial)));
  const attributes = [
    attribute(oids.contentType, oid(oids.data)),
    attribute(oids.messageDigest, octets(content.digest)),
    attribute(oids.signingCertificateV2, sequence(sequence(certId))),
  ];
  if (content.signedAt !== null) attributes.push(attribute(oids.signingTime, time(content.signedAt)));
  return setOf(...attributes);
}

const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(oid(type), setOf(value));

/** A SET in place of which `[0]` stands. */
const implicitSet = (set: Uint8Array): Uint8Array => Uint8Array.from(set, (byte, at) => (at === 0 ? 0xa0 : byte));

/** A detached CAdES signature: SignedData of one signer by ECDSA with SHA-256, its chain enclosed. */
export function detachedSignature(signer: CmsSigner, attributes: Uint8Array, signature: Uint8Array): Uint8Array {
  const digestAlgorithm = sequence(oid(sha256Algorithm));
  const signerInfo = sequence(
    smallInteger(1),
    sequence(signer.issuer, integer(signer.serial)),
    digestAlgorithm,
    implicitSet(attributes),
    sequence(oid(oids.ecdsaWithSha256)),
    octets(signature),
  );
  const certificates = implicitSet(setOf(signer.certificate, ...signer.intermediates));
  const signedData = sequence(
    smallInteger(1),
    setOf(digestAlgorithm),
    sequence(oid(oids.data)),
    certificates,
    setOf(signerInfo),
  );
  return sequence(oid(oids.signedData), tagged(0, signedData));
}
