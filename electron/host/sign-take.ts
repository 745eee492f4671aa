import type { CallFault } from '../../shared/contract/procedures.ts';
import { memberIdSchema, type ReviewId } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { actOf, decideAnySigner } from '../../shared/domain/review/signing.ts';
import { findMember } from '../../shared/domain/workspace/workspace.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { statementText, type PreparedSignOff } from '../../shared/record/statement.ts';
import { addSignOff, prepareSignOff } from '../export/sign-off-files.ts';
import { refusalToFault } from './fault.ts';
import { failSigning, readClosed, recordFolder, type RecordServiceParts } from './record-parts.ts';
import { sha256Of } from './sha256-of.ts';
import { readBrought, refusedBy, staleAnswer, type Brought, type Returned } from './sign-brought.ts';
import { noteSignOff } from './sign-claim.ts';
import { faultInSignOff } from './sign-judge.ts';
import { judgeKey, type KeyWords } from './sign-key.ts';

/** What became of an answer. A key that is not known here is compared by voice first; nothing was written then. */
export type Taken =
  | { readonly state: 'taken'; readonly role: string; readonly member: string; readonly fingerprint: string }
  | ({ readonly state: 'unknown-key'; readonly role: string; readonly member: string } & KeyWords);

/**
 * Takes an answer back. Everything is checked before anything is written. `compared`: the eight words that were compared
 * by voice where the key was not known yet; it is registered then.
 */
export async function takeAnswer(
  parts: RecordServiceParts,
  id: ReviewId,
  returned: Returned,
  compared: string | null,
): Promise<Result<Taken, CallFault>> {
  const { reviews, workspace, keys, rosters } = parts;
  const source = readClosed(reviews, id);
  if (!source.ok) return source;
  const { review } = source.value;
  const folder = recordFolder(parts.workspaceDir, id);
  const prepared = await prepareSignOff(folder);
  if (!prepared.ok) return failSigning(prepared.error);
  const brought = readBrought(returned, review, prepared.value);
  if (!brought.ok) return brought;
  const { signOff, statement } = brought.value;
  const { role } = statement.claim;
  const member = memberIdSchema.parse(statement.claim.signer);
  const place = judgePlace(review, brought.value);
  if (!place.ok) return place;
  const signer = decideAnySigner(review, role, findMember(workspace.current(), member));
  if (!signer.ok) return err(refusalToFault(signer.error));
  const same = judgeStatement(prepared.value, brought.value, workspace.current().rosterVersion);
  if (!same.ok) return same;
  const fault = await faultInSignOff(signOff, prepared.value.manifest);
  if (fault !== undefined) return refusedBy('K25', `${fault}.`, 'Ask for the answer again, as it was signed.');
  const at = Date.parse(statement.claim.claimedAt);
  const key = judgeKey(workspace.current().keys, signOff.publicPem, member, at);
  if (!key.ok) return key;
  const { fingerprint, words } = key.value;
  const roster = await rosters.forSigning(role, member, fingerprint, at);
  if (!roster.ok) return roster;
  if (!key.value.isKnown) {
    if (compared === null) return ok({ state: 'unknown-key', role, member, fingerprint, words });
    if (compared.trim().toLowerCase() !== words.join(' '))
      return refusedBy('K26', 'These are not the eight words of the key that signed.', `Call ${signer.value.display}.`);
    const trusted = await keys.trust(member, signOff.publicPem, at);
    if (!trusted.ok) return trusted;
  }
  const added = await addSignOff(folder, { ...signOff, rosters: roster.value.files });
  if (!added.ok) return failSigning(added.error);
  const noted = await noteSignOff(reviews, id, { role, member, fingerprint, envelope: sha256Of(signOff.envelope) });
  return noted.ok ? ok({ state: 'taken', role, member, fingerprint }) : noted;
}

/** [K23] [K24] Whether the answer is of this review, and not here already. */
function judgePlace(review: Review, { statement, signOff }: Brought): Result<void, CallFault> {
  const { reviewId } = statement.prepared;
  if (reviewId !== review.id)
    return refusedBy(
      'K23',
      `This answer is of another review, ${reviewId}.`,
      `Take it there, or bring the one of ${review.id}.`,
    );
  const envelope = sha256Of(signOff.envelope);
  return [...review.signOffs, ...review.countersigns].some((signed) => signed.envelope === envelope)
    ? refusedBy('K24', 'This answer was taken already; it counts once.', 'Nothing needs doing.')
    : ok(undefined);
}

/** [K23] [K24] Whether what was signed is what this record would ask to be signed now, byte for byte. */
function judgeStatement(now: PreparedSignOff, brought: Brought, rosterVersion: number): Result<void, CallFault> {
  const { statement, payload } = brought;
  const { subjects, covers } = statement.prepared;
  const signed = new Map(subjects.map(({ name, sha256 }) => [name, sha256]));
  const other = now.subjects.find(({ name, sha256 }) => signed.get(name) !== sha256);
  if (other !== undefined || subjects.length !== now.subjects.length)
    return refusedBy(
      'K23',
      `What was signed is not this record: ${other?.name ?? 'a file that is not here'} differs.`,
      'Look whether the record here still verifies, and take a fresh request away.',
    );
  if (covers.join() !== now.covers.join() || statement.claim.act !== actOf(statement.claim.role, now.covers.length))
    return staleAnswer('Another sign-off came into the record after this request was taken.');
  if (statement.claim.rosterVersion !== rosterVersion)
    return staleAnswer('The roster was published anew after this request was taken.');
  return statementText(now, statement.claim) === payload
    ? ok(undefined)
    : refusedBy('K23', 'What was signed is not a sign-off of this record.', 'Take a fresh request away.');
}
