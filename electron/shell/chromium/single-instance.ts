import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { errorCode } from '../../platform/files.ts';
import { isProcessAlive, processStart } from '../../platform/process-identity.ts';

/** Who runs Hotwash here, and how to ask it to come to the front. Readable by its owner only. */
export type InstanceNote = {
  readonly pid: number;
  readonly started: string;
  readonly host: string;
  readonly controlPort: number;
  readonly secret: string;
};

export type InstanceHeld =
  | { readonly code: 'already-open'; readonly holder: InstanceNote }
  | { readonly code: 'open-elsewhere'; readonly host: string };

export interface InstanceLock {
  release(): Promise<void>;
}

const LOCK = 'lock.json';

/** A note about this very process. */
export const noteOfThisProcess = (controlPort: number, secret: string): InstanceNote => ({
  pid: process.pid,
  started: processStart(process.pid),
  host: hostname(),
  controlPort,
  secret,
});

/**
 * Takes the lock in `folder`, or says who holds it. A lock left by a process that is gone, or whose id now belongs to
 * another process, is taken over. A lock from another computer (a shared folder) cannot be judged from here and holds,
 * unless `takeOver` says that the person knows better.
 */
export async function takeInstanceLock(
  folder: string,
  note: InstanceNote,
  takeOver = false,
): Promise<Result<InstanceLock, InstanceHeld>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, LOCK);
  const draft = join(folder, `${LOCK}.${randomBytes(6).toString('hex')}`);
  await writeFile(draft, JSON.stringify(note), { mode: 0o600, flag: 'wx' });
  try {
    for (;;) {
      if (await linkIfFree(draft, path)) return ok({ release: () => release(path, note) });
      const holder = await readNote(path);
      if (holder !== undefined) {
        if (holder.host !== note.host) {
          if (!takeOver) return err({ code: 'open-elsewhere', host: holder.host });
        } else if (isHolderAlive(holder)) return err({ code: 'already-open', holder });
      }
      await removeStale(path, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** A link appears whole or not at all, so nobody ever reads half a note. */
async function linkIfFree(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function readNote(path: string): Promise<InstanceNote | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as InstanceNote;
  } catch {
    return undefined;
  }
}

const isHolderAlive = (holder: InstanceNote) =>
  isProcessAlive(holder.pid) && (holder.started === '' || processStart(holder.pid) === holder.started);

/** Moves the lock away and looks again: between reading and moving, another start may have taken it. */
async function removeStale(path: string, stale: InstanceNote | undefined): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readNote(aside);
  if (moved?.secret !== stale?.secret) await linkIfFree(aside, path);
  await rm(aside, { force: true });
}

async function release(path: string, note: InstanceNote): Promise<void> {
  const current = await readNote(path);
  if (current?.secret === note.secret) await rm(path, { force: true });
}
