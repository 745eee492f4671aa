import { createHash } from 'node:crypto';
import type { ReadStatement } from '../../shared/record/sign-request.ts';
import type { SignOff } from '../../shared/record/statement.ts';
import { envelopeText, preAuthEncoding } from './dsse.ts';
import type { PersonPublicKey } from './person-key.ts';
import { armorSsh, sshBytesToSign, type SshSigned } from './sshsig.ts';

/** What a smart card signs: the two byte strings, each with its SHA-256 in hex. */
export type ExternalBytes = {
  readonly pae: Buffer;
  readonly manifest: Buffer;
  readonly paeSha256: string;
  readonly manifestSha256: string;
};

/** The bytes that a signer outside of Hotwash signs for a statement and the record's manifest. */
export function externalBytes(statement: string, manifest: string): ExternalBytes {
  const pae = preAuthEncoding(statement);
  const toSign = sshBytesToSign(Buffer.from(manifest, 'utf8'));
  return { pae, manifest: toSign, paeSha256: sha256(pae), manifestSha256: sha256(toSign) };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Two signatures as they came back: DER over the encoding by ECDSA, plain numbers by RSA; the manifest's in SSH's parts. */
export type ExternalSignatures = { readonly pae: Uint8Array; readonly manifest: SshSigned };

/** Puts what an external signer returned into the form of a sign-off. Whether it holds is another question. */
export function signOffFromExternal(
  statement: string,
  { claim }: Pick<ReadStatement, 'claim'>,
  key: PersonPublicKey,
  signatures: ExternalSignatures,
): SignOff {
  return {
    role: claim.role,
    envelope: envelopeText(statement, key.fingerprint, signatures.pae),
    manifestSignature: armorSsh(key.publicPem, signatures.manifest),
    publicPem: key.publicPem,
  };
}
