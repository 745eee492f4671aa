import { randomBytes } from 'node:crypto';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { Enclosure, EnclosureContext } from '../../shared/domain/transcript/enclosure.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import type { Transcript } from '../../shared/domain/transcript/transcript.ts';
import { withBlind } from '../../shared/record/blind.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { transcriptFile, transcriptToVtt } from '../../shared/projections/transcript-vtt.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { fail } from './fault.ts';
import { listBundle, recordFolder } from './record-parts.ts';
import { sha256Of } from './sha256-of.ts';
import type { TranscriptService } from './transcript-service.ts';

type Reader = Pick<TranscriptService, 'read'>;

/** What there is to know of a transcript that a person wants in the record of a review. */
export async function findEnclosure(
  transcripts: Reader,
  workspaceDir: string,
  { id, enclosed }: Pick<Review, 'id' | 'enclosed'>,
  transcript: string,
): Promise<EnclosureContext> {
  const isRecordMade = (await listBundle(recordFolder(workspaceDir, id as ReviewId))).length > 0;
  const read = await transcripts.read(transcript);
  if (!read.ok) return { isRecordMade, file: { missing: missingWords(read.error.message) } };
  const found = read.value.folded.transcript;
  if (!found.isFilled) return { isRecordMade, file: { missing: 'its source is still bringing words' } };
  const known = enclosed.find((each) => each.transcript === transcript);
  const blind = known?.blind ?? randomBytes(16).toString('hex');
  return { isRecordMade, file: { review: found.review, sha256: sha256Of(vttFile(found, blind)), blind } };
}

const vttFile = (transcript: Transcript, blind: string): Uint8Array =>
  Buffer.from(withBlind('transcript.vtt', transcriptToVtt(transcript), blind), 'utf8');

const missingWords = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');

/**
 * The files of the transcripts that go into a record, byte for byte what was chosen. Refuses where one reads otherwise by
 * now or is gone: nobody chose that.
 */
export async function enclosedFiles(
  transcripts: Reader,
  enclosed: readonly Enclosure[],
): Promise<Result<readonly { readonly name: string; readonly bytes: Uint8Array }[], CallFault>> {
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const [index, { transcript, sha256, blind }] of enclosed.entries()) {
    const read = await transcripts.read(transcript);
    if (!read.ok)
      return err({
        ...read.error,
        message: `A transcript that was to go into the record cannot be read: ${missingWords(read.error.message)}. Nothing was written; leave it out, then put the record together.`,
      });
    const bytes = vttFile(read.value.folded.transcript, blind);
    if (sha256Of(bytes) !== sha256)
      return fail(
        'transcript-changed',
        'A transcript was edited after it was put into the record. Nothing was written; put it in as it reads now, or leave it out, then put the record together.',
      );
    files.push({ name: transcriptFile(index + 1), bytes });
  }
  return ok(files);
}
