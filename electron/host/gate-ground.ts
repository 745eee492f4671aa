import type { RecordRead } from '../../shared/domain/gate/decide-gate.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import type { RecordBinding } from '../../shared/record/gate-token.ts';
import { readRecordFolder } from '../gate/record-folder.ts';
import { exists } from '../export/bag-files.ts';
import { join } from 'node:path';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import type { KeyStore } from './key-store.ts';
import type { RecordService } from './record-service.ts';

/** The record that a token would rest on, and what the verifier says of it by the workspace's own trust. */
export type GateGround = { readonly record: RecordRead; readonly binding: RecordBinding | null };

/**
 * Looks at a review's record on the disk. The binding is read before and after the verifier ran, so that what is bound is
 * what was verified even where somebody signs meanwhile.
 */
export async function readGround(
  review: ReviewId,
  { records, keys }: { readonly records: RecordService; readonly keys: KeyStore },
): Promise<Result<GateGround, CallFault>> {
  const folder = records.folder(review);
  if (!(await exists(join(folder, 'bagit.txt')))) return ok({ record: { kind: 'none' }, binding: null });
  const trust = await keys.trustFolder();
  if (!trust.ok) return trust;
  const before = await readRecordFolder(folder);
  if (!before.ok) return ok({ record: { kind: 'broken', why: before.message }, binding: null });
  const { exit, findings, signers } = await verifyBundle(folder, { trust: [trust.value] });
  const after = await readRecordFolder(folder);
  const { binding } = before;
  if (!after.ok || JSON.stringify(after.binding) !== JSON.stringify(binding))
    return ok({ record: { kind: 'lacking', why: 'It was signed just now; look again.' }, binding: null });
  const why = findings[0]?.message ?? '';
  if (exit === 1 || exit === 2) return ok({ record: { kind: 'broken', why }, binding });
  if (exit !== 0) return ok({ record: { kind: 'lacking', why }, binding });
  const signed = signers
    .filter(({ trusted, validAt }) => trusted && validAt !== null)
    .map(({ role, member }) => ({ role, member }));
  return ok({ record: { kind: 'verified', signed }, binding });
}
