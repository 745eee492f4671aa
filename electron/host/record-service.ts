import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/lib/result.ts';
import { recordFolder, type RecordServiceParts } from './record-parts.ts';
import { readRecordStatus } from './record-status.ts';
import { writeRecord } from './record-write.ts';
import { answerRequest, lookAtRequest, type AnsweredRequest, type AnsweringKey, type LookedAt } from './sign-answer.ts';
import type { Returned } from './sign-brought.ts';
import type { Signing } from './sign-claim.ts';
import { signInRoom } from './sign-in-room.ts';
import { makeRequest, type SigningRequest } from './sign-request.ts';
import { takeAnswer, type Taken } from './sign-take.ts';

/** Makes records of closed reviews, has them signed, and says whether they verify. */
export interface RecordService {
  readonly folder: (review: ReviewId) => string;
  write(review: ReviewId): Promise<Result<Output<'record.export'>, CallFault>>;
  /** Signs here, as a required role or as one of the signer's own. */
  sign(
    review: ReviewId,
    role: string,
    member: MemberId,
    passphrase: string,
  ): Promise<Result<{ fingerprint: string }, CallFault>>;
  /** Takes a signing request away. */
  request(review: ReviewId, signing: Signing): Promise<Result<SigningRequest, CallFault>>;
  /** Reads a request of another machine, with the record that came along (folder or zip) where one did. */
  look(text: string, record: string | null): Promise<Result<LookedAt, CallFault>>;
  /** Signs a request of another machine. */
  answer(text: string, passphrase: string, from: AnsweringKey): Promise<Result<AnsweredRequest, CallFault>>;
  /** Takes an answer back; `compared` are the eight words of a key that was not known here. */
  take(review: ReviewId, returned: Returned, compared: string | null): Promise<Result<Taken, CallFault>>;
  status(review: ReviewId): Promise<Result<Output<'record.status'>, CallFault>>;
  /** Runs work on the record's folder while nobody else signs or writes there. */
  alone<T>(review: ReviewId, work: () => Promise<T>): Promise<T>;
}

export function createRecordService(parts: RecordServiceParts): RecordService {
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
    sign: (id, role, member, passphrase) => serially(id, () => signInRoom(parts, id, { role, member }, passphrase)),
    request: (id, signing) => serially(id, () => makeRequest(parts, id, signing)),
    look: (text, record) => lookAtRequest(parts, text, record),
    answer: (text, passphrase, from) => answerRequest(parts, text, passphrase, from),
    take: (id, returned, compared) => serially(id, () => takeAnswer(parts, id, returned, compared)),
    status: (id) => readRecordStatus(parts, id),
  };
}
