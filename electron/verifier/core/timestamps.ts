import { findPath } from './certificates-path.ts';
import { checkSignedMessage } from './cms.ts';
import { equalBytes, type CryptoPort } from './crypto-port.ts';
import { readTimestampReply, readTimestampRequest } from './timestamps-read.ts';
import { extendedUses, keyUsages } from './x509-extensions.ts';
import type { Certificate } from './x509.ts';

/** A time that an authority put its signature to, and whether the verifier's user trusts that authority. */
export type ProvenTime = {
  /** Epoch ms. */
  readonly at: number;
  /** The authority's name as its certificate states it. */
  readonly by: string;
  readonly isTrusted: boolean;
  /** Why it is not trusted, in words. */
  readonly why: string | null;
};

export type TimestampFault = { readonly kind: 'malformed' | 'other-data' | 'does-not-hold'; readonly why: string };

export type TimestampOutcome =
  { readonly ok: true; readonly value: ProvenTime } | ({ readonly ok: false } & TimestampFault);

export type TimestampFiles = {
  /** SHA-256 of the envelope that was stamped. */
  readonly imprint: Uint8Array;
  readonly request: Uint8Array | undefined;
  readonly reply: Uint8Array;
};

/**
 * Judges a reply of RFC 3161: over this imprint, with the request's nonce, signed as CMS by the certificate it names, which
 * is one for timestamps only and was valid then. Trusted where that certificate leads to one of the authorities.
 */
export async function checkTimestamp(
  { imprint, request, reply }: TimestampFiles,
  authorities: readonly Certificate[],
  crypto: CryptoPort,
): Promise<TimestampOutcome> {
  const no = (kind: TimestampFault['kind'], why: string): TimestampOutcome => ({ ok: false, kind, why });
  const read = readTimestampReply(reply);
  if (!read.ok) return no('malformed', read.why);
  const { time, nonce, message } = read.value;
  if (!equalBytes(read.value.imprint, imprint)) return no('other-data', 'it is over other data');
  if (request !== undefined) {
    const fault = faultOfRequest(request, imprint, nonce ?? new Uint8Array());
    if (fault !== undefined) return fault;
  }
  const checked = await checkSignedMessage(message, crypto);
  if (!checked.ok) return no('does-not-hold', checked.why);
  const fault = faultOfAuthority(checked.signer, time);
  if (fault !== undefined) return no('does-not-hold', fault);
  const others = message.certificates.filter((one) => one !== checked.signer);
  const path = await findPath(checked.signer, others, authorities, crypto);
  const by = checked.signer.subject.text || 'an authority without a name';
  const known = { at: time, by };
  if (!path.ok) return { ok: true, value: { ...known, isTrusted: false, why: path.why } };
  const isValid = time >= path.value.validAfter && time < path.value.validBefore;
  return {
    ok: true,
    value: { ...known, isTrusted: isValid, why: isValid ? null : 'a certificate of its chain was not valid then' },
  };
}

/** Whether a request is over the imprint; the nonce must be the reply's where there is one. */
export function faultOfRequest(
  request: Uint8Array,
  imprint: Uint8Array,
  nonce?: Uint8Array,
): (TimestampOutcome & { readonly ok: false }) | undefined {
  const asked = readTimestampRequest(request);
  if (!asked.ok) return { ok: false, kind: 'malformed', why: asked.why };
  if (!equalBytes(asked.value.imprint, imprint)) return { ok: false, kind: 'other-data', why: 'it is over other data' };
  if (nonce !== undefined && !equalBytes(asked.value.nonce, nonce))
    return { ok: false, kind: 'other-data', why: 'the reply answers another request (nonce)' };
  return undefined;
}

function faultOfAuthority(certificate: Certificate, at: number): string | undefined {
  const { extendedKeyUsage, keyUsage, isAuthority, notBefore, notAfter } = certificate;
  const [use, ...more] = extendedKeyUsage?.oids ?? [];
  if (use !== extendedUses.timeStamping || more.length > 0 || extendedKeyUsage?.isCritical !== true)
    return 'its certificate is not one for timestamps only';
  if (keyUsage !== null && !keyUsage.has(keyUsages.digitalSignature) && !keyUsage.has(keyUsages.contentCommitment))
    return 'its key may not sign';
  if (isAuthority) return 'its certificate is one of a certificate authority';
  return at < notBefore || at >= notAfter + 1000 ? 'its certificate was not valid at that time' : undefined;
}
