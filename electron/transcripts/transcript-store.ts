import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { JournalLine, NewEvent } from '../../shared/journal/line.ts';
import { openErasedBodies } from '../journal/erased-bodies.ts';
import {
  openJournal,
  type AppendFault,
  type Journal,
  type JournalOptions,
  type OpeningNote,
} from '../journal/journal.ts';
import { fsyncDirectory, onDisk, type DiskFault } from '../platform/files.ts';
import { findHeads, writeHeads } from './head-index.ts';
import { headAfter, noHead, type TranscriptHead } from './transcript-head.ts';

export type TranscriptListener = (stream: string, lines: readonly JournalLine[]) => void;

/**
 * The transcripts of a workspace, `transcripts/t-ID.jsonl`: journals that are opened when somebody asks for them and
 * closed again, since there may be ten thousand. Heads are known without opening any.
 */
export interface TranscriptStore {
  streams(): readonly string[];
  head(stream: string): TranscriptHead | undefined;
  /** What was found at opening that a person should hear of. */
  notes(): readonly OpeningNote[];
  /** Works on an open journal, which stays open until the work is done and a while longer. Makes one that is not there. */
  use<T>(stream: string, work: (journal: Journal) => Promise<T> | T): Promise<Result<T, DiskFault>>;
  /** Makes a stream with these events: after a kill at any instant it is there whole or not at all. */
  found(stream: string, actor: string, events: readonly NewEvent[]): Promise<Result<null, AppendFault>>;
  subscribe(listener: TranscriptListener): () => void;
  close(): Promise<void>;
}

/** How long a journal that nobody uses stays open, and how many do at once. */
export type Idling = { readonly ms: number; readonly most: number };
const usualIdling: Idling = { ms: 60_000, most: 8 };

type Opened = { readonly journal: Promise<Journal>; users: number; idleSince: number };

/** Opens a folder of transcripts. Throws the file system's error. */
export async function openTranscriptStore(
  directory: string,
  options: Pick<JournalOptions, 'clock' | 'device'>,
  idling: Idling = usualIdling,
): Promise<TranscriptStore> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const incoming = join(directory, 'incoming');
  await rm(incoming, { recursive: true, force: true });
  const erased = await openErasedBodies(directory);
  const { heads, torn } = await findHeads(directory);
  const listeners = new Set<TranscriptListener>();
  const notes: OpeningNote[] = [];
  const opened = new Map<string, Opened>();
  let isChanged = torn.length > 0;

  const tell = (stream: string, lines: readonly JournalLine[]): void => {
    heads.set(stream, lines.reduce(headAfter, heads.get(stream) ?? noHead));
    isChanged = true;
    listeners.forEach((listener) => listener(stream, lines));
  };

  const openOne = async (stream: string): Promise<Journal> => {
    const onNote = (note: OpeningNote): void => void notes.push(note);
    const journal = await openJournal(directory, stream, { ...options, erased, onNote, onAppend: tell });
    const known = heads.get(stream);
    const { seq, hash } = journal.head();
    // Only a file that is not what its last line promised has another head than was read from it.
    if (known?.seq !== seq || known.hash !== hash) {
      heads.set(stream, journal.read(0).reduce(headAfter, noHead));
      isChanged = true;
    }
    return journal;
  };

  const closeIdle = async (before: number, keep: number): Promise<void> => {
    const idle = [...opened]
      .filter(([, each]) => each.users === 0)
      .toSorted(([, a], [, b]) => a.idleSince - b.idleSince);
    const surplus = Math.max(0, idle.length - keep);
    for (const [index, [stream, each]] of idle.entries()) {
      if (each.users > 0 || (index >= surplus && each.idleSince > before)) continue;
      opened.delete(stream);
      await (await each.journal).close();
    }
  };

  const timer = setInterval(
    () => void closeIdle(options.clock.monotonic() - idling.ms, idling.most),
    Math.max(50, idling.ms / 2),
  );
  timer.unref();

  const take = (stream: string): Opened => {
    const known = opened.get(stream);
    if (known !== undefined) return known;
    const fresh: Opened = { journal: openOne(stream), users: 0, idleSince: 0 };
    opened.set(stream, fresh);
    return fresh;
  };

  const use = async <T>(stream: string, work: (journal: Journal) => Promise<T> | T): Promise<Result<T, DiskFault>> => {
    const lease = take(stream);
    lease.users += 1;
    try {
      const journal = await onDisk(() => lease.journal);
      if (journal.ok) return ok(await work(journal.value));
      if (opened.get(stream) === lease) opened.delete(stream);
      return journal;
    } finally {
      lease.users -= 1;
      lease.idleSince = options.clock.monotonic();
      if (opened.size > idling.most) await closeIdle(Number.NEGATIVE_INFINITY, idling.most);
    }
  };

  // What a crash cut short is set aside now, so that the heads are those of what was acknowledged.
  for (const stream of torn) {
    const recovered = await use(stream, () => null);
    if (!recovered.ok) notes.push({ code: 'torn-line', stream, bytes: 0, message: recovered.error.message });
  }

  return {
    streams: () => [...heads.keys()],
    head: (stream) => heads.get(stream),
    notes: () => notes,
    use,
    found: async (stream, actor, events) => {
      const made = await onDisk(async () => {
        const written: JournalLine[] = [];
        const onAppend = (_: string, lines: readonly JournalLine[]): void => void written.push(...lines);
        const journal = await openJournal(incoming, stream, { ...options, onNote: () => undefined, onAppend });
        const appended = await journal.append(0, actor, events);
        await journal.close();
        if (!appended.ok) {
          await rm(join(incoming, `${stream}.jsonl`), { force: true });
          return appended;
        }
        await rename(join(incoming, `${stream}.jsonl`), join(directory, `${stream}.jsonl`));
        await fsyncDirectory(directory);
        tell(stream, written);
        return ok(null);
      });
      return made.ok ? made.value : err(made.error);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      clearInterval(timer);
      for (const { journal } of opened.values()) await journal.then((each) => each.close()).catch(() => undefined);
      // Without it the next start reads two lines of each; nothing is lost.
      if (isChanged) await writeHeads(directory, heads).catch(() => undefined);
    },
  };
}
