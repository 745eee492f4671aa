import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../shared/journal/canonical-json.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { statementPayloadType } from '../../shared/record/statement.ts';

/** Who signs: a person's P-256 key or a device's Ed25519 key, and the name others know it by. */
export type EnvelopeKey = { readonly fingerprint: string; readonly privateKey: KeyObject };

/** DSSE's pre-authentication encoding: the bytes that are signed, and what an external signer is given. */
export function preAuthEncoding(payload: string, payloadType: string = statementPayloadType): Buffer {
  const bytes = Buffer.from(payload, 'utf8');
  const header = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${bytes.length} `;
  return Buffer.concat([Buffer.from(header, 'utf8'), bytes]);
}

/** The envelope around a payload and one signature; its canonical bytes are the file's whole content. */
export function envelopeText(
  payload: string,
  keyid: string,
  signature: Uint8Array,
  payloadType: string = statementPayloadType,
): string {
  return canonicalJson({
    payload: Buffer.from(payload, 'utf8').toString('base64'),
    payloadType,
    signatures: [{ keyid, sig: Buffer.from(signature).toString('base64') }],
  });
}

/** Signs a payload: ECDSA with SHA-256 in DER for a P-256 key, pure Ed25519 for a device's. */
export function signEnvelope(key: EnvelopeKey, payload: string, payloadType: string = statementPayloadType): string {
  const signature = sign(digestOf(key.privateKey), preAuthEncoding(payload, payloadType), key.privateKey);
  return envelopeText(payload, key.fingerprint, signature, payloadType);
}

const digestOf = (key: KeyObject): 'sha256' | null => (key.asymmetricKeyType === 'ed25519' ? null : 'sha256');

const base64Schema = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
const envelopeSchema = z.strictObject({
  payload: base64Schema,
  payloadType: z.string().max(200),
  signatures: z.array(z.strictObject({ keyid: z.string().max(200), sig: base64Schema })).length(1),
});

export type OpenedEnvelope = { readonly payload: string; readonly keyid: string; readonly signature: Buffer };

/** Reads an envelope of one signature and of the given type, without believing it: see {@link isSignedBy}. */
export function openEnvelope(text: string, payloadType: string): Result<OpenedEnvelope, { readonly message: string }> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ message: 'This is not a signed file of Hotwash: it is no JSON.' });
  }
  const read = envelopeSchema.safeParse(value);
  const [signature] = read.data?.signatures ?? [];
  if (!read.success || signature === undefined)
    return err({ message: 'This is not a signed file of Hotwash: it has no payload with one signature.' });
  if (read.data.payloadType !== payloadType)
    return err({ message: `This file is signed, but as something else: ${read.data.payloadType}.` });
  return ok({
    payload: Buffer.from(read.data.payload, 'base64').toString('utf8'),
    keyid: signature.keyid,
    signature: Buffer.from(signature.sig, 'base64'),
  });
}

/** Whether the key with this PEM (SPKI) signed the payload as a file of this type. False for a PEM that is none. */
export function isSignedBy({ payload, signature }: OpenedEnvelope, payloadType: string, publicPem: string): boolean {
  try {
    const key = createPublicKey(publicPem);
    return verify(digestOf(key), preAuthEncoding(payload, payloadType), key, signature);
  } catch {
    return false;
  }
}
