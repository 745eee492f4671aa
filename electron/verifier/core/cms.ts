import { equalBytes, type CryptoPort, type HashName } from './crypto-port.ts';
import { context, DerCursor, DerFault, readDer, tags, type DerValue } from './der-reader.ts';
import { oidOf, smallOf, takeOid, takePositive } from './der-reader-values.ts';
import { holdsBy, readHash, readSignatureAlgorithm, type SignatureAlgorithm } from './x509-keys.ts';
import { readCertificate, type Certificate } from './x509.ts';

/** A CMS SignedData (RFC 5652) of one signer with signed attributes. Reading it proves nothing. */
export type SignedMessage = {
  readonly contentType: string;
  readonly content: Uint8Array;
  readonly certificates: readonly Certificate[];
  readonly signer: SignerInfo;
};

type SignerInfo = {
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  readonly hash: HashName | undefined;
  /** The attributes as they were signed: as a SET. */
  readonly signedBytes: Uint8Array;
  readonly contentType: string | undefined;
  /** The one value of each attribute, by its type. */
  readonly attributes: ReadonlyMap<string, DerValue>;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
};

const signedData = '1.2.840.113549.1.7.2';
const attributeOids = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** Reads a ContentInfo with a SignedData that encloses what it signs. Throws `DerFault`. */
export function readSignedMessage(outer: DerCursor): SignedMessage {
  const info = outer.into(tags.sequence);
  if (takeOid(info) !== signedData) throw new DerFault('no signed message');
  const wrapped = info.into(context(0));
  info.end();
  const data = wrapped.into(tags.sequence);
  wrapped.end();
  smallOf(data.take(tags.integer).content);
  data.take(tags.set);
  const enclosed = data.into(tags.sequence);
  const contentType = takeOid(enclosed);
  const octets = enclosed.into(context(0));
  enclosed.end();
  const { content } = octets.take(tags.octetString);
  octets.end();
  const certificates = (data.intoOptional(context(0))?.rest() ?? []).map(certificateOf);
  // Revocation lists that an authority encloses are not read.
  data.optional(context(1));
  const signers = data.into(tags.set);
  data.end();
  const signer = readSigner(signers.into(tags.sequence));
  signers.end();
  return { contentType, content, certificates, signer };
}

function certificateOf({ whole }: DerValue): Certificate {
  const read = readCertificate(whole);
  if (!read.ok) throw new DerFault(`a certificate: ${read.why}`);
  return read.value;
}

function readSigner(info: DerCursor): SignerInfo {
  const version = smallOf(info.take(tags.integer).content);
  if (version !== 1) throw new DerFault('a signer that is not named by issuer and serial number');
  const id = info.into(tags.sequence);
  const issuer = id.take(tags.sequence).whole;
  const serial = takePositive(id);
  id.end();
  const hash = readHash(info);
  const signed = info.take(context(0));
  const attributes = readAttributes(new DerCursor(signed.content));
  const algorithm = readSignatureAlgorithm(info);
  const signature = info.take(tags.octetString).content;
  info.end();
  // A copy: slice() of Node's Buffer would change what was read.
  const signedBytes = Uint8Array.from(signed.whole);
  signedBytes[0] = tags.set;
  const type = attributes.get(attributeOids.contentType);
  const contentType = type?.tag === tags.oid ? oidOf(type.content) : undefined;
  return { issuer, serial, hash, signedBytes, contentType, attributes, algorithm, signature };
}

function readAttributes(list: DerCursor): ReadonlyMap<string, DerValue> {
  const attributes = new Map<string, DerValue>();
  while (!list.atEnd) {
    const one = list.into(tags.sequence);
    const type = takeOid(one);
    const values = one.into(tags.set);
    one.end();
    const value = values.any();
    values.end();
    if (attributes.has(type)) throw new DerFault('an attribute that is there twice');
    attributes.set(type, value);
  }
  return attributes;
}

export type CheckedMessage =
  { readonly ok: true; readonly signer: Certificate } | { readonly ok: false; readonly why: string };

/**
 * Whether the message is signed by one of the certificates it encloses: content type and digest among the signed
 * attributes, the certificate named by ESSCertID (RFC 5035, or RFC 2634 with SHA-1 as a name only), the signature.
 */
export async function checkSignedMessage(message: SignedMessage, crypto: CryptoPort): Promise<CheckedMessage> {
  const no = (why: string): CheckedMessage => ({ ok: false, why });
  const { signer, certificates, content, contentType } = message;
  const { attributes, hash } = signer;
  if (hash === undefined) return no('it is signed over a weak or unknown hash');
  const certificate = certificates.find(
    (one) => equalBytes(one.serial, signer.serial) && equalBytes(one.issuer.der, signer.issuer),
  );
  if (certificate === undefined) return no("its signer's certificate is not in it");
  if (signer.contentType !== contentType) return no('its signed content type is another');
  const digest = attributes.get(attributeOids.messageDigest);
  if (digest?.tag !== tags.octetString || !equalBytes(digest.content, await crypto.digest(hash, content)))
    return no('its content is not what was signed');
  const named = await namesCertificate(attributes, certificate, crypto);
  if (!named) return no('it does not name the certificate it was signed with');
  const { key } = certificate;
  const algorithm: SignatureAlgorithm =
    signer.algorithm.kind === 'plain-rsa' ? { kind: 'rsa', hash } : signer.algorithm;
  if (key.kind === 'weak') return no(key.why);
  if (algorithm.kind === 'weak') return no(algorithm.why);
  const holds = await holdsBy(key, algorithm, signer.signedBytes, signer.signature, crypto);
  return holds ? { ok: true, signer: certificate } : no('its signature does not hold');
}

async function namesCertificate(
  attributes: ReadonlyMap<string, DerValue>,
  { der }: Certificate,
  crypto: CryptoPort,
): Promise<boolean> {
  const v2 = attributes.get(attributeOids.signingCertificateV2);
  const value = v2 ?? attributes.get(attributeOids.signingCertificate);
  if (value === undefined) return false;
  const read = readDer(value.whole, tags.sequence, (inside) => {
    const list = inside.into(tags.sequence);
    const first = list.into(tags.sequence);
    list.rest();
    inside.rest();
    // ESSCertIDv2 names its hash, SHA-256 where it does not; ESSCertID is always of SHA-1.
    const hash = v2 === undefined ? ('SHA-1' as const) : first.isAt(tags.sequence) ? readHash(first) : 'SHA-256';
    return { hash, digest: first.take(tags.octetString).content };
  });
  if (!read.ok || read.value.hash === undefined) return false;
  return equalBytes(await crypto.digest(read.value.hash, der), read.value.digest);
}
