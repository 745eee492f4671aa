import type { Result } from '../../../shared/lib/result.ts';
import { noteOfProcess, takeLock, type Lock, type LockHeld, type LockNote } from '../../platform/lock.ts';

/** Who runs Hotwash here, and how to ask it to come to the front. Readable by its owner only. */
export type InstanceNote = LockNote & { readonly controlPort: number; readonly secret: string };
export type InstanceHeld = LockHeld<InstanceNote>;

/** A note about this very process. */
export const noteOfThisProcess = (controlPort: number, secret: string): InstanceNote => ({
  ...noteOfProcess(),
  controlPort,
  secret,
});

/** Takes the lock of one workspace's shell in `folder`, so that a later start can bring the first to the front. */
export const takeInstanceLock = (
  folder: string,
  note: InstanceNote,
  takeOver = false,
): Promise<Result<Lock, InstanceHeld>> => takeLock(folder, note, takeOver);
