import type { CallFault } from '../../shared/contract/procedures.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { numberEvidence, type Withheld } from '../../shared/projections/review-record.ts';
import type { EvidenceDesk } from './evidence-desk.ts';
import { fail } from './fault.ts';
import { sha256Of } from './sha256-of.ts';

export type GatheredExhibits = {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Exhibits that were deleted under retention, by their hash: the record names them and does not carry them. */
  readonly withheld: ReadonlyMap<string, Withheld>;
};

/**
 * The bytes of every exhibit as they were when it was attached. What is missing is looked up once more where it came
 * from; what was changed or is gone without a reason ends the export, which writes nothing then.
 */
export async function gatherExhibits(
  evidence: Pick<EvidenceDesk, 'look' | 'fetch'>,
  review: Review,
): Promise<Result<GatheredExhibits, CallFault>> {
  const files: { name: string; bytes: Uint8Array }[] = [];
  const withheld = new Map<string, Withheld>();
  for (const { file, piece, label } of numberEvidence(review)) {
    const kept = await evidence.look(piece.hash);
    if (kept.state === 'kept') {
      files.push({ name: file, bytes: kept.bytes });
      continue;
    }
    if (kept.state === 'deleted') {
      withheld.set(piece.hash, { at: kept.at, why: kept.why });
      continue;
    }
    const found = await evidence.fetch(piece.locator, review);
    if ('missing' in found || sha256Of(found.bytes) !== piece.hash)
      return fail(
        'evidence-gone',
        `“${label}” ${kept.state === 'changed' ? 'was changed in the workspace since it was attached' : 'is no longer in the workspace'}, and its source does not say the same any more. Nothing was written; bring the workspace's evidence folder back from a copy.`,
      );
    files.push({ name: file, bytes: found.bytes });
  }
  return ok({ files, withheld });
}
