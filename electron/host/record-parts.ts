import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { bundleName } from '../../shared/record/names.ts';
import type { WriteFault } from '../export/bag-files.ts';
import type { Clock } from '../platform/clock.ts';
import type { DeviceKey } from '../signing/device-key.ts';
import type { EvidenceDesk } from './evidence-desk.ts';
import { fail } from './fault.ts';
import type { HistoryService } from './history-service.ts';
import type { KeyStore } from './key-store.ts';
import type { ReviewService } from './review-service.ts';
import type { RosterService } from './roster-service.ts';
import type { ShellPort } from './shell-port.ts';
import type { TranscriptService } from './transcript-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

/** What everything that is done with a record works on. */
export type RecordServiceParts = {
  readonly workspaceDir: string;
  readonly clock: Clock;
  readonly device: DeviceKey;
  readonly port: ShellPort;
  readonly reviews: ReviewService;
  readonly workspace: WorkspaceService;
  readonly evidence: EvidenceDesk;
  readonly keys: KeyStore;
  readonly rosters: RosterService;
  readonly history: HistoryService;
  readonly transcripts: Pick<TranscriptService, 'read'>;
  /** Puts beside the sign-offs what belongs there and is missing, such as certificates; run before a record is listed. */
  readonly complete?: (folder: string) => Promise<unknown>;
};

/** Where a review's record lies in a workspace; there may be none yet. */
export const recordFolder = (workspaceDir: string, review: ReviewId): string =>
  join(workspaceDir, 'records', bundleName(review));

/** A closed review with the lines of its journal that become the record: those up to the closing. */
export type ClosedReview = { readonly review: Review; readonly lines: readonly JournalLine[] };

/**
 * What ends a record's history: the closing, and what came after it and still belongs in. An erasure says who decided
 * it; a recording may be made one file, or a range of it be taken out, and a transcript be put in, until the record is
 * put together.
 */
const belongsToRecord: ReadonlySet<string> = new Set([
  'review.closed.v1',
  'bodies.erased.v1',
  'recording.kept.v1',
  'recording.cut.v1',
  'transcript.enclosed.v1',
  'transcript.left-out.v1',
]);

/** Only a closed review becomes a record, and only a closed one is signed. */
export function readClosed(reviews: ReviewService, id: ReviewId): Result<ClosedReview, CallFault> {
  const read = reviews.read(id);
  if (!read.ok) return read;
  const { review } = read.value;
  if (review.closedAt === null)
    return fail('not-closed', 'The review is not closed; only a closed review becomes a record.');
  const lines = reviews.lines(id);
  const last = lines.findLastIndex(({ type }) => belongsToRecord.has(type));
  return ok({ review, lines: lines.slice(0, last + 1) });
}

/** Every file of a record with its size, sorted by name; empty where the record is not there. */
export async function listBundle(folder: string): Promise<{ name: string; bytes: number }[]> {
  const names: string[] = await readdir(folder, { recursive: true }).catch(() => []);
  const files: { name: string; bytes: number }[] = [];
  for (const name of names.toSorted()) {
    const about = await stat(join(folder, name));
    if (about.isFile()) files.push({ name: name.replaceAll('\\', '/'), bytes: about.size });
  }
  return files;
}

/** What a record's disk said, for the page: what was wrong and what was kept. */
export const failWriting = ({ code, message, kept }: WriteFault): Result<never, CallFault> =>
  fail(code, `${message} ${kept}`);

/** Why nothing could be signed or taken in; a record that nobody put together yet is the usual reason. */
export const failSigning = (fault: WriteFault): Result<never, CallFault> =>
  fault.code === 'not-found'
    ? fail(
        'no-record',
        'The record of this review was not put together yet, so nothing was signed. Put it together, then try again.',
      )
    : failWriting(fault);
