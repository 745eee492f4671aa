import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { InterviewNotes } from '../../shared/contract/notes-procedures.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readFileIfAny, toDiskFault, writeFileAtomic } from '../platform/files.ts';
import { fail, toCallFault } from './fault.ts';

/**
 * What the facilitator heard in interviews before a meeting. It is a file of its own that only this machine's user can
 * read: no journal, no sync, no courier, no record knows of it, so that people talk openly before it.
 */
export interface InterviewDesk {
  read(review: ReviewId): Promise<Result<InterviewNotes, CallFault>>;
  /** `base` is the state the writer began with: what another window kept since is not written over. */
  save(review: ReviewId, text: string, base: string): Promise<Result<InterviewNotes, CallFault>>;
}

const stateOf = (text: string): string => createHash('sha256').update(text).digest('hex');

export function createInterviewDesk(workspaceDir: string): InterviewDesk {
  const pathOf = (review: ReviewId): string => join(workspaceDir, 'private', `${review}.md`);
  const queues = new Map<string, Promise<unknown>>();
  const serially = <T>(review: string, work: () => Promise<T>): Promise<T> => {
    const run = (queues.get(review) ?? Promise.resolve()).then(work, work);
    queues.set(review, run);
    return run;
  };
  const read = async (review: ReviewId): Promise<Result<InterviewNotes, CallFault>> => {
    try {
      const text = (await readFileIfAny(pathOf(review)))?.toString('utf8') ?? '';
      return ok({ text, state: stateOf(text) });
    } catch (error) {
      return err(toCallFault(toDiskFault(error)));
    }
  };
  const save = async (review: ReviewId, text: string, base: string): Promise<Result<InterviewNotes, CallFault>> => {
    const kept = await read(review);
    if (!kept.ok) return kept;
    if (kept.value.state !== base)
      return fail(
        'changed',
        'These notes were changed in another window. Nothing was written; copy what you typed, then read them anew.',
      );
    try {
      await writeFileAtomic(pathOf(review), text, 0o600);
    } catch (error) {
      return err(toCallFault(toDiskFault(error)));
    }
    return ok({ text, state: stateOf(text) });
  };
  return { read, save: (review, text, base) => serially(review, () => save(review, text, base)) };
}
