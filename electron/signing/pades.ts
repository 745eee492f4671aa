import type { Result } from '../../shared/lib/result.ts';
import { ok } from '../../shared/lib/result.ts';
import type { CmsSigner } from '../../shared/record/cms.ts';
import { fillSeal, prepareSeal, type SealWords } from '../../shared/record/pades.ts';
import type { PdfFault } from '../../shared/record/pades-reader.ts';
import { signCms } from './cms.ts';
import type { PersonKey } from './person-key.ts';

/** What a CMS takes beside its certificates, with room to spare. */
const roomBeside = 4096;

/** A signed copy of a PDF (PAdES-B by a person's key and certificate). The PDF itself is left as it is. */
export function sealPdf(
  key: PersonKey,
  signer: CmsSigner,
  pdf: Uint8Array,
  words: SealWords,
): Result<Uint8Array, PdfFault> {
  const certificates = [signer.certificate, ...signer.intermediates].reduce((sum, { length }) => sum + length, 0);
  const prepared = prepareSeal(pdf, words, certificates + roomBeside);
  if (!prepared.ok) return prepared;
  const { before, after } = prepared.value;
  // PAdES keeps the claimed time in the PDF; a signing-time attribute beside it is forbidden.
  return ok(fillSeal(prepared.value, signCms(key, signer, [before, after], null)));
}
