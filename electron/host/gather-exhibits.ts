import type { CallFault } from '../../shared/contract/procedures.ts';
import type { Evidence } from '../../shared/domain/claim/claim.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { numberEvidence, type Withheld } from '../../shared/projections/review-record.ts';
import type { Content } from '../export/bag-files.ts';
import type { EvidenceDesk } from './evidence-desk.ts';
import { fail } from './fault.ts';
import { sha256Of } from './sha256-of.ts';

export type GatheredExhibits = {
  readonly files: readonly { readonly name: string; readonly bytes: Content }[];
  /** Exhibits that were deleted under retention, by their hash: the record names them and does not carry them. */
  readonly withheld: ReadonlyMap<string, Withheld>;
};

/**
 * Every exhibit as it was when it was attached. Files of the workspace are named, not read: the writer copies them and
 * checks their hash on the way. What is missing or was changed is looked up once more where it came from; what is gone
 * without a reason ends the export, which writes nothing then.
 */
export async function gatherExhibits(
  evidence: Pick<EvidenceDesk, 'place' | 'fetch'>,
  review: Review,
): Promise<Result<GatheredExhibits, CallFault>> {
  const files: { name: string; bytes: Content }[] = [];
  const withheld = new Map<string, Withheld>();
  const foundAgain = async (piece: Evidence): Promise<Uint8Array | undefined> => {
    const found = await evidence.fetch(piece.locator, review);
    return 'missing' in found || sha256Of(found.bytes) !== piece.hash ? undefined : found.bytes;
  };
  for (const { file, piece, label } of numberEvidence(review)) {
    const kept = await evidence.place(piece.hash);
    if (kept.state === 'deleted') {
      withheld.set(piece.hash, { at: kept.at, why: kept.why });
      continue;
    }
    if (kept.state === 'there') {
      const again = async () =>
        (await foundAgain(piece)) ?? { gone: goneWords(label, 'was changed in the workspace since it was attached') };
      files.push({ name: file, bytes: { file: kept.file, sha256: piece.hash, again } });
      continue;
    }
    const bytes = await foundAgain(piece);
    if (bytes === undefined) return fail('evidence-gone', goneWords(label, 'is no longer in the workspace'));
    files.push({ name: file, bytes });
  }
  return ok({ files, withheld });
}

const goneWords = (label: string, what: string): string =>
  `“${label}” ${what}, and its source does not say the same any more. Nothing was written; bring the workspace's evidence folder back from a copy.`;
