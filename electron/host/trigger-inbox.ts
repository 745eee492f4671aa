import { watch, type FSWatcher } from 'node:fs';
import { mkdir, readdir, lstat, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Journals } from '../journal/journals.ts';
import type { Intake } from '../intake/intake.ts';
import { baseName } from '../intake/carried-file.ts';
import type { Clock } from '../platform/clock.ts';
import { onDisk, writeFileAtomic } from '../platform/files.ts';
import {
  noEvents,
  readEventFile,
  takeOtherFile,
  takeOwnEvents,
  type FileFault,
  type ReadFile,
  type TakenEvents,
} from './trigger-files.ts';
import type { JudgeReport, TriggerService } from './trigger-service.ts';
import { workspaceStream, type WorkspaceService } from './workspace-service.ts';

const tickMs = 2000;
/** A file is complete when nothing changed about it for so long; one that cannot be read is given longer. */
const quietMs = 1500;
const patienceMs = 20_000;
/** Files of one round; what is left is for the next. */
const mostFiles = 500;
const mostShown = 50;

export type RefusedFile = { readonly name: string; readonly reason: string; readonly at: number };

/** How the watch folder stands. `fault` is why it cannot be read or emptied. */
export type InboxState = {
  readonly isWatching: boolean;
  readonly waiting: number;
  readonly refused: readonly RefusedFile[];
  readonly fault: string | null;
};

/**
 * The watch folder WORKSPACE/inbox (M7.4) and the rounds of judging that follow what comes in by any door. A file is taken
 * in, then judged, then moved to `done/<sha256>`; each step is safe to do twice, so a crash between two loses nothing and
 * opens nothing twice.
 */
export interface TriggerInbox {
  /** Watches until it is stopped. */
  start(): void;
  /** Looks once: takes what is complete, and judges if anything changed since the last time. */
  look(): Promise<JudgeReport | undefined>;
  /** Leaves what came in for the next opening: a command that judged by itself, or was stopped, judges no more at its end. */
  leave(): void;
  state(): InboxState;
  stop(): Promise<void>;
}

export type TriggerInboxParts = {
  readonly workspaceDir: string;
  readonly clock: Clock;
  readonly intake: Intake;
  readonly journals: Journals;
  readonly triggers: TriggerService;
  readonly workspace: WorkspaceService;
};

type Seen = { readonly size: number; readonly mtime: number; readonly since: number };

export function createTriggerInbox(parts: TriggerInboxParts): TriggerInbox {
  const { clock, intake, journals, triggers, workspace } = parts;
  const folder = join(parts.workspaceDir, 'inbox');
  const seen = new Map<string, Seen>();
  const refused: RefusedFile[] = [];
  /** Files that are taken and judged but could not be moved away, by what they were then. */
  const stuck = new Map<string, string>();
  let isDirty = true;
  let isLeft = false;
  let fault: string | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  let watcher: FSWatcher | undefined;
  let working: Promise<unknown> = Promise.resolve();
  const stopping = new AbortController();
  const unsubscribe = [
    intake.subscribe(() => (isDirty = true)),
    journals.subscribe((stream, lines) => {
      // What it writes itself is no news to it.
      if (stream === workspaceStream && lines.some(({ type }) => type !== 'triggers.judged.v1')) isDirty = true;
    }),
  ];
  const isOn = (): boolean => workspace.current().automatic.from !== null;

  async function complete(): Promise<readonly { name: string; path: string; size: number; isPatient: boolean }[]> {
    const made = await onDisk(() => mkdir(folder, { recursive: true, mode: 0o700 }));
    const listed = made.ok ? await onDisk(() => readdir(folder)) : made;
    if (!listed.ok) {
      fault = `The inbox cannot be read: ${listed.error.message}`;
      return [];
    }
    const found = [];
    for (const name of listed.value) {
      if (name.startsWith('.') || /\.(tmp|part|partial|crdownload)$/i.test(name)) continue;
      const path = join(folder, name);
      const about = await lstat(path).catch(() => undefined);
      if (about?.isFile() !== true) continue;
      const before = seen.get(name);
      const now = clock.monotonic();
      const isSame = before?.size === about.size && before.mtime === about.mtimeMs;
      const since = isSame ? before.since : now;
      seen.set(name, { size: about.size, mtime: about.mtimeMs, since });
      if (stuck.get(name) === `${about.size} ${about.mtimeMs}`) continue;
      if (now - since >= quietMs) found.push({ name, path, size: about.size, isPatient: now - since < patienceMs });
    }
    for (const name of seen.keys()) if (!listed.value.includes(name)) seen.delete(name);
    return found.slice(0, mostFiles);
  }

  async function look(): Promise<JudgeReport | undefined> {
    if (!isOn()) return undefined;
    fault = null;
    const files = await complete();
    const taken = noEvents();
    const done: ReadFile[] = [];
    const own: ReadFile[] = [];
    for (const { name, path, size, isPatient } of files) {
      if (stopping.signal.aborted) return undefined;
      const read = await readEventFile(path, size, clock.wall());
      const fate = read.ok ? await take(read.value, taken, own) : read;
      if (fate.ok && read.ok) done.push(read.value);
      else if (!fate.ok) await refuse({ name, path, isPatient }, fate.error);
    }
    const kept = await takeOwnEvents(
      intake,
      own.flatMap((file) => (file.kind === 'own' ? file.events : [])),
      taken,
    );
    if (!kept.ok) {
      fault = kept.error.message;
      return undefined;
    }
    if (done.length === 0 && !isDirty) return undefined;
    isDirty = false;
    const { sent, failed } = taken;
    const report = await triggers.judge(done.length > 0 ? 'inbox' : 'sync', { sent, failed, signal: stopping.signal });
    if (report.stopped !== null) {
      fault = report.stopped;
      isDirty = true;
      // Broken off, a file stays: what its sender said is nowhere else until it is judged.
    } else if (!stopping.signal.aborted) for (const file of done) await putAway(file);
    return report;
  }

  async function take(file: ReadFile, taken: TakenEvents, own: ReadFile[]) {
    if (file.kind === 'other') return takeOtherFile(intake, file, taken, stopping.signal);
    own.push(file);
    taken.failed.push(...file.failed);
    return { ok: true, value: null } as const;
  }

  async function putAway({ path, sha256 }: ReadFile): Promise<void> {
    const name = baseName(path);
    const moved = await onDisk(async () => {
      await mkdir(join(folder, 'done'), { recursive: true, mode: 0o700 });
      await rename(path, join(folder, 'done', sha256));
    });
    if (moved.ok) return;
    const last = seen.get(name);
    stuck.set(name, `${last?.size} ${last?.mtime}`);
    fault = `What was taken in cannot be moved out of the inbox, and is not taken twice: ${moved.error.message}`;
  }

  async function refuse(
    { name, path, isPatient }: { readonly name: string; readonly path: string; readonly isPatient: boolean },
    { code, message }: FileFault,
  ): Promise<void> {
    if (code === 'unfinished' && isPatient) return;
    if (code === 'disk') {
      fault = message;
      return;
    }
    const clean = baseName(name).slice(0, 120);
    const at = clock.wall();
    const target = `${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}-${clean}`;
    const moved = await onDisk(async () => {
      await writeFileAtomic(join(folder, 'refused', `${target}.txt`), `${clean}\n${message}\n`);
      await rename(path, join(folder, 'refused', target));
    });
    if (!moved.ok) fault = `A file was refused (${message}) and cannot be moved: ${moved.error.message}`;
    refused.unshift({ name: clean, reason: message, at });
    refused.splice(mostShown);
  }

  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const run = working.then(work, work);
    working = run.catch(() => undefined);
    return run;
  };
  const tick = (): void => {
    void serially(look).catch((error: unknown) => {
      fault = error instanceof Error ? 'The inbox met an error and goes on with the next file.' : null;
    });
  };
  return {
    start: () => {
      if (timer !== undefined) return;
      timer = setInterval(tick, tickMs);
      timer.unref();
      void onDisk(() => mkdir(folder, { recursive: true, mode: 0o700 })).then((made) => {
        if (!made.ok || stopping.signal.aborted) return;
        // Polling alone would do; this only makes it quicker. Not every file system tells.
        watcher = watch(folder, () => setTimeout(tick, quietMs + 50).unref());
        watcher.on('error', () => watcher?.close());
        watcher.unref();
      });
      tick();
    },
    look: () => serially(look),
    leave: () => {
      isLeft = true;
    },
    state: () => ({
      isWatching: timer !== undefined && isOn(),
      waiting: seen.size,
      refused: [...refused],
      fault,
    }),
    stop: async () => {
      clearInterval(timer);
      watcher?.close();
      for (const end of unsubscribe) end();
      if (timer !== undefined) stopping.abort();
      else await serially(async () => (isDirty && !isLeft && isOn() ? triggers.judge('intake') : undefined));
      await working;
    },
  };
}
