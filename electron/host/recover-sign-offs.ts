import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { memberIdSchema, type ReviewId } from '../../shared/domain/ids.ts';
import { roleNameSchema } from '../../shared/domain/review/sign-events.ts';
import { recoverSignOffs } from '../export/sign-off-files.ts';
import { sha256Of } from './sha256-of.ts';
import type { ReviewService } from './review-service.ts';
import { noteSignOff, type Signing } from './sign-claim.ts';

const envelopeSchema = z.object({
  payload: z.base64(),
  signatures: z.array(z.object({ keyid: z.string().max(120) })).length(1),
});
const statementSchema = z.object({ predicate: z.object({ role: roleNameSchema, signer: memberIdSchema }) });

/**
 * A sign-off is first a file in the record and then a line in the journal. A crash between the two leaves the file; this
 * brings the journal after it, so that nobody is asked to sign twice.
 */
export async function recoverSignOffEvents(
  folderOf: (review: ReviewId) => string,
  reviews: ReviewService,
): Promise<void> {
  for (const id of reviews.ids()) {
    const read = reviews.read(id);
    if (!read.ok || read.value.review.closedAt === null) continue;
    const { signOffs, countersigns } = read.value.review;
    const folder = folderOf(id);
    const names = await readdir(join(folder, 'signatures')).catch(() => []);
    if (names.length > 0) await recoverSignOffs(folder);
    for (const name of names.filter((each) => each.endsWith('.dsse.json')).toSorted()) {
      const bytes = await readFile(join(folder, 'signatures', name));
      const envelope = sha256Of(bytes);
      if ([...signOffs, ...countersigns].some((signed) => signed.envelope === envelope)) continue;
      const signOff = readSignOff(bytes);
      if (signOff !== undefined) await noteSignOff(reviews, id, { ...signOff, envelope });
    }
  }
}

function readSignOff(bytes: Buffer): (Signing & { readonly fingerprint: string }) | undefined {
  try {
    const { payload, signatures } = envelopeSchema.parse(JSON.parse(bytes.toString('utf8')));
    const { predicate } = statementSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
    return { role: predicate.role, member: predicate.signer, fingerprint: signatures[0]?.keyid ?? '' };
  } catch {
    return undefined;
  }
}
