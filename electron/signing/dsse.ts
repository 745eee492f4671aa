import { sign } from 'node:crypto';
import { canonicalJson } from '../../shared/journal/canonical-json.ts';
import { statementPayloadType } from '../../shared/record/statement.ts';
import type { PersonKey } from './person-key.ts';

/** DSSE's pre-authentication encoding of a statement: the bytes that are signed, and what an external signer is given. */
export function preAuthEncoding(statement: string): Buffer {
  const payload = Buffer.from(statement, 'utf8');
  const header = `DSSEv1 ${statementPayloadType.length} ${statementPayloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(header, 'utf8'), payload]);
}

/** The envelope around a statement and one DER signature; its canonical bytes are the file's whole content. */
export function envelopeText(statement: string, keyid: string, derSignature: Uint8Array): string {
  return canonicalJson({
    payload: Buffer.from(statement, 'utf8').toString('base64'),
    payloadType: statementPayloadType,
    signatures: [{ keyid, sig: Buffer.from(derSignature).toString('base64') }],
  });
}

/** Signs a statement with ECDSA P-256 and SHA-256. */
export function signEnvelope(key: PersonKey, statement: string): string {
  return envelopeText(statement, key.fingerprint, sign('sha256', preAuthEncoding(statement), key.privateKey));
}
