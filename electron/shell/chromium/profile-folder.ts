import { lstat, mkdir, readlink, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { isProcessAlive, processArguments } from '../../platform/process-identity.ts';

export type ProfileInUse = { readonly code: 'profile-in-use'; readonly message: string };

const SINGLETONS = ['SingletonLock', 'SingletonSocket', 'SingletonCookie'];

/** A browser whose Node was killed takes a moment to notice. */
const LEAVING_MS = 6000;

/**
 * Makes the browser's own folder ready. Called only by the holder of our lock, so a left-over `Singleton*` belongs to no
 * Hotwash that runs; it is removed, or the browser would ask about it in a dialog. A browser that does run on this folder
 * is never disturbed: the start is refused.
 */
export async function prepareProfile(profile: string, leavingMs = LEAVING_MS): Promise<Result<void, ProfileInUse>> {
  await mkdir(profile, { recursive: true, mode: 0o700 });
  for (let waited = 0; await isInUse(profile); waited += 200) {
    if (waited >= leavingMs) {
      return err({
        code: 'profile-in-use',
        message:
          "Another browser is using Hotwash's own browser folder, so Hotwash was not started and nothing was changed. " +
          'Close that browser and start again.',
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  for (const name of SINGLETONS) await rm(join(profile, name), { force: true });
  return ok(undefined);
}

/** The lock is a symbolic link that points at `<host>-<pid>`; nothing is at its end. */
async function isInUse(profile: string): Promise<boolean> {
  const lock = join(profile, 'SingletonLock');
  const stats = await lstat(lock).catch(() => undefined);
  if (!stats?.isSymbolicLink()) return false;
  const [, host, pid] = /^(.*)-(\d+)$/.exec(await readlink(lock)) ?? [];
  if (host !== hostname() || !isProcessAlive(Number(pid))) return false;
  const args = processArguments(Number(pid));
  // An id can have been given to some other program since; where the platform tells, only a browser on this folder counts.
  return args === undefined || args.some((argument) => argument.includes(profile));
}
