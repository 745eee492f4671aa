import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { noteOfProcess, takeLock, type Lock } from '../platform/lock.ts';

/** One writer per workspace: the app, or a command that writes. The message is for the person who came second. */
export async function takeWriterLock(workspaceDir: string): Promise<Result<Lock, { readonly message: string }>> {
  const taken = await takeLock(join(workspaceDir, 'lock'), noteOfProcess());
  if (taken.ok) return ok(taken.value);
  return err({
    message:
      taken.error.code === 'already-open'
        ? `This workspace is open in another Hotwash (process ${taken.error.holder.pid}). Close it, or use its window.`
        : `This workspace is open on the computer ${taken.error.host}. Close it there first.`,
  });
}
