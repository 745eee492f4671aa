import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import type { SignOffRole } from '../../shared/domain/review/seats.ts';
import type { Result } from '../../shared/lib/result.ts';
import { recordFolder, type RecordServiceParts } from './record-parts.ts';
import { readRecordStatus } from './record-status.ts';
import { writeRecord } from './record-write.ts';
import { signInRoom } from './sign-in-room.ts';

/** Makes records of closed reviews, has them signed, and says whether they verify. */
export interface RecordService {
  readonly folder: (review: ReviewId) => string;
  write(review: ReviewId): Promise<Result<Output<'record.export'>, CallFault>>;
  sign(
    review: ReviewId,
    role: SignOffRole,
    member: MemberId,
    passphrase: string,
  ): Promise<Result<{ fingerprint: string }, CallFault>>;
  status(review: ReviewId): Promise<Result<Output<'record.status'>, CallFault>>;
}

export function createRecordService(parts: RecordServiceParts): RecordService {
  /** Runs work on the record's folder while nobody else signs or writes there. */
  alone<T>(review: ReviewId, work: () => Promise<T>): Promise<T>;
  const queues = new Map<ReviewId, Promise<unknown>>();
  const serially = <T>(id: ReviewId, work: () => Promise<T>): Promise<T> => {
    const run = (queues.get(id) ?? Promise.resolve()).then(work, work);
    queues.set(
      id,
      run.catch(() => undefined),
    );
    return run;
  };
  return {
    folder: (id) => recordFolder(parts.workspaceDir, id),
    write: (id) =>
      serially(id, async () => {
        await parts.complete?.(recordFolder(parts.workspaceDir, id));
        return writeRecord(parts, id);
      }),
    alone: serially,
    // One after the other: who comes second must hear that the role is signed, not meet half a sign-off.
    sign: (id, role, member, passphrase) => serially(id, () => signInRoom(parts, id, { role, member, passphrase })),
    status: (id) => readRecordStatus(parts, id),
  };
}
