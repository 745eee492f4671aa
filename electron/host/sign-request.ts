import type { CallFault } from '../../shared/contract/procedures.ts';
import { memberIdSchema, type ReviewId } from '../../shared/domain/ids.ts';
import { decideAnySigner } from '../../shared/domain/review/signing.ts';
import { findMember } from '../../shared/domain/workspace/workspace.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readStatementText, requestText, type SignWords } from '../../shared/record/sign-request.ts';
import { statementText } from '../../shared/record/statement.ts';
import { prepareSignOff } from '../export/sign-off-files.ts';
import { externalBytes } from '../signing/external.ts';
import { externalReadme } from '../signing/external-readme.ts';
import { fail, refusalToFault } from './fault.ts';
import { failSigning, readClosed, recordFolder, type RecordServiceParts } from './record-parts.ts';
import { sha256Of } from './sha256-of.ts';
import { claimNow, type Signing } from './sign-claim.ts';

/** A signing request to take away: one file for another Hotwash, and the same as a folder for a smart card's tools. */
export type SigningRequest = {
  readonly name: string;
  readonly text: string;
  readonly words: SignWords;
  readonly folder: { readonly name: string; readonly files: readonly FileOfRequest[] };
};
export type FileOfRequest = { readonly name: string; readonly bytes: Uint8Array };

/** Makes a request for one role and person and says in the review that it is away; a newer one takes an older's place. */
export async function makeRequest(
  { workspaceDir, reviews, workspace, clock }: RecordServiceParts,
  id: ReviewId,
  signing: Signing,
): Promise<Result<SigningRequest, CallFault>> {
  const { role, member } = signing;
  const source = readClosed(reviews, id);
  if (!source.ok) return source;
  const { review } = source.value;
  const signer = decideAnySigner(review, role, findMember(workspace.current(), member));
  if (!signer.ok) return err(refusalToFault(signer.error));
  const prepared = await prepareSignOff(recordFolder(workspaceDir, id));
  if (!prepared.ok) return failSigning(prepared.error);
  const { rosterVersion: version, rosters } = workspace.current();
  const roster = { version, sha256: rosters.at(-1)?.sha256 ?? null };
  const claim = claimNow(signing, prepared.value, roster, clock.wall());
  const statement = statementText(prepared.value, claim);
  const manifest = Buffer.from(prepared.value.manifest).toString('utf8');
  const about = { title: review.title, display: signer.value.display };
  const text = requestText(about, statement, manifest);
  const read = readStatementText(statement);
  if (!text.ok || !read.ok) return fail('wrong-parts', 'The record cannot be asked to be signed. Nothing was written.');
  const { act, claimedAt, rosterVersion, rosterSha256 = null } = claim;
  const by = memberIdSchema.nullable().parse(workspace.current().me);
  const asked = { ...signing, by, statement: sha256Of(statement), act, claimedAt, rosterVersion, rosterSha256 };
  const noted = await reviews.note(id, { type: 'signoff.requested.v1', body: asked });
  if (!noted.ok) return noted;
  const { words } = read.value;
  const name = `sign-request-${id}-${role}`;
  const files = folderOf({ ...about, words }, text.value, externalBytes(statement, manifest));
  return ok({ name: `${name}.json`, text: text.value, words, folder: { name, files } });
}

function folderOf(
  about: Parameters<typeof externalReadme>[0],
  request: string,
  bytes: ReturnType<typeof externalBytes>,
): readonly FileOfRequest[] {
  const { pae, manifest, paeSha256, manifestSha256 } = bytes;
  const sums = `${paeSha256}  to-sign.bin\n${manifestSha256}  to-sign-manifest.bin\n`;
  return [
    { name: 'README.txt', bytes: Buffer.from(externalReadme(about, bytes), 'utf8') },
    { name: 'SHA256SUMS', bytes: Buffer.from(sums, 'utf8') },
    { name: 'request.json', bytes: Buffer.from(request, 'utf8') },
    { name: 'to-sign-manifest.bin', bytes: manifest },
    { name: 'to-sign.bin', bytes: pae },
  ];
}
