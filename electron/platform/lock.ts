import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { errorCode } from './files.ts';
import { isProcessAlive, processStart } from './process-identity.ts';

export type WriterLock = { readonly release: () => Promise<void> };
export type WriterHeld = { readonly code: 'held'; readonly message: string };

type Note = { readonly pid: number; readonly started: string; readonly host: string; readonly id: string };

/**
 * One writer per workspace: the app, or a command that writes. A lock whose process is gone is taken over; a lock from
 * another computer (a shared folder) cannot be judged from here, so it holds.
 */
export async function takeWriterLock(path: string): Promise<Result<WriterLock, WriterHeld>> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const note: Note = {
    pid: process.pid,
    started: processStart(process.pid),
    host: hostname(),
    id: randomBytes(8).toString('hex'),
  };
  const draft = `${path}.${note.id}`;
  await writeFile(draft, JSON.stringify(note), { mode: 0o600, flag: 'wx' });
  try {
    for (;;) {
      if (await linkIfFree(draft, path)) return ok({ release: () => release(path, note) });
      const holder = await readNote(path);
      if (holder !== undefined && holds(holder)) return err({ code: 'held', message: heldMessage(holder) });
      await removeStale(path, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

const holds = (holder: Note): boolean =>
  holder.host !== hostname() ||
  (isProcessAlive(holder.pid) && (holder.started === '' || processStart(holder.pid) === holder.started));

const heldMessage = (holder: Note): string =>
  holder.host === hostname()
    ? `This workspace is open in another Hotwash (process ${holder.pid}). Close it, or use its window.`
    : `This workspace is open on the computer ${holder.host}. Close it there first.`;

async function linkIfFree(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function readNote(path: string): Promise<Note | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Note;
  } catch {
    return undefined;
  }
}

/** Between reading and moving, another start may have taken the lock: then it is put back. */
async function removeStale(path: string, stale: Note | undefined): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readNote(aside);
  if (moved?.id !== stale?.id) await linkIfFree(aside, path);
  await rm(aside, { force: true });
}

async function release(path: string, note: Note): Promise<void> {
  const current = await readNote(path);
  if (current?.id === note.id) await rm(path, { force: true });
}
