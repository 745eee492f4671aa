import { randomBytes } from 'node:crypto';
import { link, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { errorCode, makeFolder, onDisk } from './files.ts';
import { isProcessAlive, processStart } from './process-identity.ts';

/** Which process holds a lock. A note may carry more for those who find the lock held. */
export type LockNote = { readonly pid: number; readonly started: string; readonly host: string };

export type LockHeld<N extends LockNote> =
  { readonly code: 'already-open'; readonly holder: N } | { readonly code: 'open-elsewhere'; readonly host: string };

/** Releasing never fails for a fault of the disk. */
export type Lock = { readonly release: () => Promise<void> };

/** A note about this very process. */
export const noteOfProcess = (): LockNote => ({
  pid: process.pid,
  started: processStart(process.pid),
  host: hostname(),
});

/**
 * Takes the lock in `folder`, or says who holds it. A lock left by a process that is gone, or whose id now belongs to
 * another process, is taken over. A lock from another computer (a shared folder) cannot be judged from here and holds,
 * unless `takeOver` says that the person knows better.
 *
 * Locks are numbered and the highest counts. A takeover makes the next number, which only one of many can, and the highest
 * file is never removed, so no number is used twice and no two starts both believe they won.
 */
export async function takeLock<N extends LockNote>(
  folder: string,
  note: N,
  takeOver = false,
): Promise<Result<Lock, LockHeld<N>>> {
  await makeFolder(folder);
  const draft = join(folder, `draft.${randomBytes(6).toString('hex')}`);
  try {
    await writeFile(draft, JSON.stringify(note), { mode: 0o600, flag: 'wx' });
    for (;;) {
      const highest = Math.max(0, ...(await lockNumbers(folder)));
      const held = await judge<N>(folder, highest, note.host, takeOver);
      if (held !== undefined) return err(held);
      if (await claim(folder, draft, highest + 1)) return ok({ release: () => release(folder, highest + 1) });
    }
  } finally {
    await rm(draft, { force: true });
  }
}

const lockPath = (folder: string, number: number) => join(folder, `lock.${number}.json`);

async function lockNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => /^lock\.(\d+)\.json$/.exec(name)?.[1] ?? []).map(Number);
}

async function judge<N extends LockNote>(
  folder: string,
  number: number,
  host: string,
  takeOver: boolean,
): Promise<LockHeld<N> | undefined> {
  const holder = await readNote<N>(lockPath(folder, number));
  if (holder === undefined) return undefined;
  if (holder.host !== host) return takeOver ? undefined : { code: 'open-elsewhere', host: holder.host };
  return isHolderAlive(holder) ? { code: 'already-open', holder } : undefined;
}

/** True when `number` is ours. A link appears whole or not at all, so nobody reads half a note. */
async function claim(folder: string, draft: string, number: number): Promise<boolean> {
  try {
    await link(draft, lockPath(folder, number));
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
  const numbers = await lockNumbers(folder);
  // Slow enough that others came and cleared this number away: theirs counts.
  const isOurs = numbers.every((other) => other <= number);
  const idle = isOurs ? numbers.filter((other) => other < number) : [number];
  for (const other of idle) await rm(lockPath(folder, other), { force: true });
  return isOurs;
}

/** A released lock, or one that cannot be read, is nobody's. */
async function readNote<N extends LockNote>(path: string): Promise<N | undefined> {
  try {
    const note = JSON.parse(await readFile(path, 'utf8')) as Partial<N>;
    return typeof note.pid === 'number' && typeof note.host === 'string' ? (note as N) : undefined;
  } catch {
    return undefined;
  }
}

const isHolderAlive = (holder: LockNote) =>
  isProcessAlive(holder.pid) && (holder.started === '' || processStart(holder.pid) === holder.started);

/**
 * Lets go of a lock. A disk that says no is no reason to fail: it would hide what the work itself had to say, and the
 * next start takes over the lock of a process that is gone.
 */
async function release(folder: string, number: number): Promise<void> {
  await onDisk(async () => {
    // The file stays, so that its number is never given again. Emptying it needs no space on a full disk.
    if (Math.max(...(await lockNumbers(folder))) === number) await truncate(lockPath(folder, number));
  });
}
