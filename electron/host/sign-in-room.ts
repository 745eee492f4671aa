import type { CallFault } from '../../shared/contract/procedures.ts';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import type { SignOffRole } from '../../shared/domain/review/seats.ts';
import { decideSigner } from '../../shared/domain/review/signing.ts';
import { findMember } from '../../shared/domain/workspace/workspace.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { addSignOff, prepareSignOff } from '../export/sign-off-files.ts';
import { signOffWith } from '../signing/sign-off.ts';
import { refusalToFault } from './fault.ts';
import { failWriting, readClosed, recordFolder, type RecordServiceParts } from './record-parts.ts';
import { sha256Of } from './sha256-of.ts';

/** Who signs here, as what, with the passphrase that opens their key. */
export type SignHere = { readonly role: SignOffRole; readonly member: MemberId; readonly passphrase: string };

/** Signs on this machine with a key that it keeps: into the record first, then into the journal. */
export async function signInRoom(
  { workspaceDir, reviews, workspace, keys, rosters, clock }: RecordServiceParts,
  id: ReviewId,
  { role, member, passphrase }: SignHere,
): Promise<Result<{ fingerprint: string }, CallFault>> {
  const source = readClosed(reviews, id);
  if (!source.ok) return source;
  const signer = decideSigner(source.value.review, role, findMember(workspace.current(), member));
  if (!signer.ok) return err(refusalToFault(signer.error));
  const key = await keys.unlock(member, passphrase);
  if (!key.ok) return key;
  const roster = await rosters.forSigning(role, member, key.value.fingerprint);
  if (!roster.ok) return roster;
  const folder = recordFolder(workspaceDir, id);
  const prepared = await prepareSignOff(folder);
  if (!prepared.ok) return failWriting(prepared.error);
  const act = role === 'facilitator' ? 'facilitated' : prepared.value.covers.length > 0 ? 'countersigned' : 'accepted';
  const signed = signOffWith(key.value, prepared.value, {
    role,
    act,
    signer: member,
    claimedAt: new Date(clock.wall()).toISOString(),
    rosterVersion: roster.value.version,
    rosterSha256: roster.value.sha256,
  });
  const signOff = { ...signed, rosters: roster.value.files };
  const added = await addSignOff(folder, signOff);
  if (!added.ok) return failWriting(added.error);
  const { fingerprint } = key.value;
  const noted = await reviews.note(id, {
    type: 'signoff.recorded.v1',
    body: { role, member, fingerprint, envelope: sha256Of(signOff.envelope) },
  });
  return noted.ok ? ok({ fingerprint }) : noted;
}
