import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { listBundle, recordFolder, type RecordServiceParts } from './record-parts.ts';

/** Asks the verifier that strangers use, with the trust folder that this workspace would hand out. */
export async function readRecordStatus(
  { workspaceDir, keys }: Pick<RecordServiceParts, 'workspaceDir' | 'keys'>,
  id: ReviewId,
): Promise<Result<Output<'record.status'>, CallFault>> {
  const folder = recordFolder(workspaceDir, id);
  const exported = (await listBundle(folder)).length > 0;
  if (!exported) return ok({ exported, report: null });
  const trust = await keys.trustFolder();
  if (!trust.ok) return trust;
  const { exit, verdict, findings, signers } = await verifyBundle(folder, { trust: [trust.value] });
  return ok({
    exported,
    report: {
      exit,
      verdict,
      findings: findings.map(({ case: number, message, path }) => ({ case: number, message, path })),
      signers: signers.map(({ role, act, member, fingerprint, trusted, validAt }) => ({
        role,
        act,
        member,
        fingerprint,
        trusted,
        validAt,
      })),
    },
  });
}
