import { createHash, sign } from 'node:crypto';
import { detachedSignature, signedAttributes, type CmsSigner } from '../../shared/record/cms.ts';
import type { PersonKey } from './person-key.ts';

/** Signs content as detached CMS (CAdES-B): DER of a SignedData. `signedAt` is epoch ms, null for a PDF. */
export function signCms(
  { privateKey }: PersonKey,
  signer: CmsSigner,
  content: Iterable<Uint8Array>,
  signedAt: number | null,
): Uint8Array {
  const hash = createHash('sha256');
  for (const piece of content) hash.update(piece);
  const attributes = signedAttributes(signer, { digest: hash.digest(), signedAt });
  return detachedSignature(signer, attributes, sign('sha256', attributes, privateKey));
}
