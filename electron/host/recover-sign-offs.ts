import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { memberIdSchema, type ReviewId } from '../../shared/domain/ids.ts';
import { signOffRoles } from '../../shared/domain/review/seats.ts';
import type { Workspace } from '../../shared/domain/workspace/workspace.ts';
import { recoverSignOffs } from '../export/sign-off-files.ts';
import { sha256Of } from './sha256-of.ts';
import type { ReviewService } from './review-service.ts';

const envelopeSchema = z.object({ payload: z.base64() });
const statementSchema = z.object({ predicate: z.object({ role: z.enum(signOffRoles), signer: memberIdSchema }) });

/**
 * A sign-off is first a file in the record and then a line in the journal. A crash between the two leaves the file; this
 * brings the journal after it, so that nobody is asked to sign twice.
 */
export async function recoverSignOffEvents(
  folderOf: (review: ReviewId) => string,
  reviews: ReviewService,
  workspace: Workspace,
): Promise<void> {
  for (const id of reviews.ids()) {
    const read = reviews.read(id);
    if (!read.ok || read.value.review.phase !== 'closed') continue;
    const folder = folderOf(id);
    const names = await readdir(join(folder, 'signatures')).catch(() => []);
    if (names.length > 0) await recoverSignOffs(folder);
    for (const name of names.filter((each) => each.endsWith('.dsse.json')).toSorted()) {
      const bytes = await readFile(join(folder, 'signatures', name));
      const envelope = sha256Of(bytes);
      if (read.value.review.signOffs.some((signOff) => signOff.envelope === envelope)) continue;
      const signOff = readSignOff(bytes);
      const key = workspace.keys.find((each) => each.member === signOff?.signer);
      if (signOff === undefined || key === undefined) continue;
      await reviews.note(id, {
        type: 'signoff.recorded.v1',
        body: { role: signOff.role, member: signOff.signer, fingerprint: key.fingerprint, envelope },
      });
    }
  }
}

function readSignOff(bytes: Buffer): z.infer<typeof statementSchema>['predicate'] | undefined {
  try {
    const { payload } = envelopeSchema.parse(JSON.parse(bytes.toString('utf8')));
    return statementSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8'))).predicate;
  } catch {
    return undefined;
  }
}
