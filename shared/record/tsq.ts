import { integer, nothing, octets, oid, sequence, smallInteger, yes } from './der.ts';

export const sha256Algorithm = '2.16.840.1.101.3.4.2.1';

/**
 * A timestamp request (RFC 3161, 2.4.1) for a SHA-256 imprint: version 1, a nonce, the authority's certificate asked for.
 * The nonce is random; it ties the reply to this request.
 */
export function timestampRequest(imprint: Uint8Array, nonce: Uint8Array): Uint8Array {
  const messageImprint = sequence(sequence(oid(sha256Algorithm), nothing), octets(imprint));
  return sequence(smallInteger(1), messageImprint, integer(nonce), yes);
}
