import type { CallFault } from '../../shared/contract/procedures.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { decideAnySigner } from '../../shared/domain/review/signing.ts';
import { findMember } from '../../shared/domain/workspace/workspace.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { addSignOff, prepareSignOff } from '../export/sign-off-files.ts';
import { signOffWith } from '../signing/sign-off.ts';
import { refusalToFault } from './fault.ts';
import { failSigning, readClosed, recordFolder, type RecordServiceParts } from './record-parts.ts';
import { sha256Of } from './sha256-of.ts';
import { claimNow, noteSignOff, type Signing } from './sign-claim.ts';

/** Signs on this machine with a key that it keeps: into the record first, then into the journal. */
export async function signInRoom(
  { workspaceDir, reviews, workspace, keys, rosters, clock }: RecordServiceParts,
  id: ReviewId,
  signing: Signing,
  passphrase: string,
): Promise<Result<{ fingerprint: string }, CallFault>> {
  const { role, member } = signing;
  const source = readClosed(reviews, id);
  if (!source.ok) return source;
  const signer = decideAnySigner(source.value.review, role, findMember(workspace.current(), member));
  if (!signer.ok) return err(refusalToFault(signer.error));
  const key = await keys.unlock(member, passphrase);
  if (!key.ok) return key;
  const roster = await rosters.forSigning(role, member, key.value.fingerprint, clock.wall());
  if (!roster.ok) return roster;
  const folder = recordFolder(workspaceDir, id);
  const prepared = await prepareSignOff(folder);
  if (!prepared.ok) return failSigning(prepared.error);
  // The roster that was asked, for another may have been published while the record was hashed.
  const claim = claimNow(signing, prepared.value, roster.value, clock.wall());
  const signOff = signOffWith(key.value, prepared.value, claim);
  const added = await addSignOff(folder, { ...signOff, rosters: roster.value.files });
  if (!added.ok) return failSigning(added.error);
  const { fingerprint } = key.value;
  const noted = await noteSignOff(reviews, id, { ...signing, fingerprint, envelope: sha256Of(signOff.envelope) });
  return noted.ok ? ok({ fingerprint }) : noted;
}
