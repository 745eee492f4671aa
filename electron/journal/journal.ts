import { open, mkdir, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { invariant } from '../../shared/lib/invariant.ts';
import {
  checkLine,
  genesis,
  hashBody,
  hashLine,
  journalLineSchema,
  parseLine,
  serializeLine,
  type JournalLine,
  type LineFault,
  type NewEvent,
} from '../../shared/journal/line.ts';
import { erasedSeqs, withoutBody } from '../../shared/journal/erased-lines.ts';
import type { Clock } from '../platform/clock.ts';
import { removeLeftovers, type ErasedBodies } from './erased-bodies.ts';
import { replaceJournal } from './replace-journal.ts';
import { fsyncDirectory, readFileIfAny, toDiskFault, writeFileAtomic, type DiskFault } from '../platform/files.ts';

export type Head = { readonly seq: number; readonly hash: string };

export type AppendFault =
  | DiskFault
  | { readonly code: 'moved-on'; readonly message: string; readonly head: Head }
  | { readonly code: 'sealed-by-fault'; readonly message: string; readonly fault: LineFault };

/** What was found at opening that a person should hear of. */
export type OpeningNote =
  | { readonly code: 'torn-line'; readonly stream: string; readonly message: string; readonly bytes: number }
  | { readonly code: 'broken-history'; readonly stream: string; readonly message: string; readonly fault: LineFault };

/** One hash-chained, append-only log on disk. An append is on the disk before it is acknowledged. */
export interface Journal {
  readonly stream: string;
  head(): Head;
  /** Lines with seq > `after`, from memory. */
  read(after: number): readonly JournalLine[];
  /** Appends under an expected sequence: fails with `moved-on` when another append came first. */
  append(
    expectedSeq: number,
    actor: string,
    events: readonly NewEvent[],
  ): Promise<Result<readonly JournalLine[], AppendFault>>;
  /**
   * Appends the one event that tells of an erasure and takes salt and body from the lines it names, in one step: after a
   * kill at any instant the file is the one before or the one after.
   */
  erase(expectedSeq: number, actor: string, event: NewEvent): Promise<Result<readonly JournalLine[], AppendFault>>;
  /** Takes lines back that were acknowledged once and lost here; each must continue the chain. */
  restore(lines: readonly JournalLine[]): Promise<Result<Head, AppendFault | LineFault>>;
  close(): Promise<void>;
}

export type JournalOptions = {
  readonly clock: Clock;
  readonly device: string;
  readonly onNote: (note: OpeningNote) => void;
  /** Bodies that were erased in this folder, by their hash: they do not come back, whoever gives them. */
  readonly erased?: ErasedBodies;
  readonly onAppend: (stream: string, lines: readonly JournalLine[]) => void;
};

/**
 * Opens `<directory>/<stream>.jsonl`. A torn last line (a write cut short by a crash was never acknowledged) is moved
 * aside to `torn/`; any other fault seals the journal: it can be read up to the fault and takes no more appends.
 */
export async function openJournal(directory: string, stream: string, options: JournalOptions): Promise<Journal> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, `${stream}.jsonl`);
  const bytes = (await readFileIfAny(path)) ?? Buffer.alloc(0);
  const { text, torn } = splitTorn(bytes);
  if (torn.length > 0) {
    await writeFileAtomic(join(directory, 'torn', `${stream}.${bytes.length}`), torn);
    options.onNote({
      code: 'torn-line',
      stream,
      bytes: torn.length,
      message: `The last line of ${stream} was cut short by a crash. It had not been acknowledged; it was set aside.`,
    });
  }
  const { lines, fault } = readLines(text);
  if (fault !== undefined)
    options.onNote({
      code: 'broken-history',
      stream,
      fault,
      message: `History of ${stream} is broken: ${fault.message}.`,
    });
  const handle = await open(path, 'a+', 0o600);
  if (torn.length > 0) {
    await handle.truncate(bytes.length - torn.length);
    await handle.datasync();
  }
  if (bytes.length === 0) await fsyncDirectory(directory);
  const journal = createJournal({ directory, stream, handle, fault }, lines, bytes.length - torn.length, options);
  await journal.scrub();
  return journal;
}

type OnDisk = {
  readonly directory: string;
  readonly stream: string;
  readonly handle: FileHandle;
  readonly fault: LineFault | undefined;
};

function createJournal(
  { directory, stream, handle: opened, fault }: OnDisk,
  lines: JournalLine[],
  length: number,
  options: JournalOptions,
): Journal & { scrub(): Promise<void> } {
  let handle = opened;
  const last = lines.at(-1);
  let head: Head = last === undefined ? { seq: 0, hash: genesis } : { seq: last.seq, hash: hashLine(last) };
  let size = length;
  let queue: Promise<unknown> = Promise.resolve();

  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const run = queue.then(work, work);
    queue = run.catch(() => undefined);
    return run;
  };

  const write = async (fresh: readonly JournalLine[], next: Head): Promise<Result<Head, DiskFault>> => {
    const bytes = Buffer.from(fresh.map((line) => `${serializeLine(line)}\n`).join(''), 'utf8');
    try {
      await writeAll(handle, bytes);
      await handle.datasync();
    } catch (error) {
      // What reached the disk was never acknowledged, so it goes; a failing truncate leaves a torn tail for the next opening.
      await handle.truncate(size).catch(() => undefined);
      return err(toDiskFault(error));
    }
    size += bytes.length;
    lines.push(...fresh);
    head = next;
    options.onAppend(stream, fresh);
    return ok(next);
  };

  /** Replaces the file by other lines with the same headers, and maybe more of them. */
  const replace = async (next: readonly JournalLine[]): Promise<void> => {
    const replaced = await replaceJournal(join(directory, `${stream}.jsonl`), next);
    await handle.close().catch(() => undefined);
    handle = replaced.handle;
    size = replaced.size;
    lines.length = 0;
    for (const line of next) lines.push(line);
    await fsyncDirectory(directory);
  };

  const isErased = ({ bodyHash }: JournalLine): boolean => options.erased?.has(bodyHash) === true;

  /** Takes bodies that were erased before, and stand here again, out of the file. */
  const scrub = async (): Promise<void> => {
    const named = erasedSeqs(lines);
    const gone = lines.filter((line) => named.has(line.seq));
    await options.erased?.add(gone.map(({ bodyHash }) => bodyHash));
    const isStale = (line: JournalLine): boolean => line.body !== undefined && (named.has(line.seq) || isErased(line));
    if (fault === undefined && lines.some(isStale))
      await replace(lines.map((line) => (isStale(line) ? withoutBody(line) : line)));
  };

  return {
    scrub: () => serially(scrub),
    stream,
    head: () => head,
    read: (after) => lines.slice(after),
    append: (expectedSeq, actor, events) =>
      serially(async () => {
        if (fault !== undefined) return err(sealedBy(fault));
        if (expectedSeq !== head.seq) return err(movedOn(head));
        const { fresh, next } = chain(head, actor, events, options);
        const written = await write(fresh, next);
        return written.ok ? ok(fresh) : written;
      }),
    erase: (expectedSeq, actor, event) =>
      serially(async () => {
        if (fault !== undefined) return err(sealedBy(fault));
        if (expectedSeq !== head.seq) return err(movedOn(head));
        const { fresh, next } = chain(head, actor, [event], options);
        const named = erasedSeqs(fresh);
        const gone = lines.filter(({ seq }) => named.has(seq));
        try {
          await replace([...lines.map((line) => (named.has(line.seq) ? withoutBody(line) : line)), ...fresh]);
        } catch (error) {
          // Where the new file stands, the folder's fsync alone failed, and it counts.
          if (lines.length === head.seq) return err(toDiskFault(error));
        }
        head = next;
        options.onAppend(stream, fresh);
        try {
          await options.erased?.add(gone.map(({ bodyHash }) => bodyHash));
          await removeLeftovers(directory, stream);
        } catch (error) {
          return err(toDiskFault(error));
        }
        return ok(fresh);
      }),
    restore: (given) =>
      serially(async () => {
        const returned = given.map((line) => (isErased(line) ? withoutBody(line) : line));
        let { seq, hash } = head;
        for (const line of returned) {
          const wrong = checkLine(line, seq + 1, hash);
          if (wrong !== undefined) return err(wrong);
          seq = line.seq;
          hash = hashLine(line);
        }
        if (returned.length === 0) return ok(head);
        const written = await write(returned, { seq, hash });
        if (written.ok && erasedSeqs(returned).size > 0) await scrub();
        return written;
      }),
    close: () => serially(() => handle.close()),
  };
}

const sealedBy = (fault: LineFault): AppendFault => ({
  code: 'sealed-by-fault',
  fault,
  message: `This review's history is broken (${fault.message}); it can be read but not continued.`,
});

const movedOn = (head: Head): AppendFault => ({
  code: 'moved-on',
  head,
  message: 'Something was added meanwhile. Look at it and try again.',
});

function chain(
  head: Head,
  actor: string,
  events: readonly NewEvent[],
  options: JournalOptions,
): { fresh: JournalLine[]; next: Head } {
  const at = new Date(options.clock.wall()).toISOString();
  const fresh: JournalLine[] = [];
  let { seq, hash } = head;
  for (const event of events) {
    const salt = randomBytes(16).toString('hex');
    const body = event.body as JournalLine['body'] & object;
    seq += 1;
    const line: JournalLine = {
      seq,
      prev: hash,
      at,
      device: options.device,
      actor,
      type: event.type,
      bodyHash: hashBody(salt, body),
      salt,
      body,
    };
    invariant(journalLineSchema.safeParse(line).success, `event ${event.type} makes a well-formed line`);
    hash = hashLine(line);
    fresh.push(line);
  }
  return { fresh, next: { seq, hash } };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let offset = 0;
  while (offset < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, offset, bytes.length - offset);
    offset += bytesWritten;
  }
}

/** Cuts off a last line without its line end. */
export function splitTorn(bytes: Buffer): { text: string; torn: Buffer } {
  const end = bytes.lastIndexOf(0x0a) + 1;
  return { text: bytes.subarray(0, end).toString('utf8'), torn: bytes.subarray(end) };
}

/** The lines up to the first that does not follow, and what is wrong there. */
export function readLines(text: string): { lines: JournalLine[]; fault: LineFault | undefined } {
  const lines: JournalLine[] = [];
  let hash = genesis;
  const texts = text.split('\n').slice(0, -1);
  for (const [index, lineText] of texts.entries()) {
    const parsed = parseLine(lineText, index + 1);
    const fault = parsed.ok ? checkLine(parsed.value, index + 1, hash) : parsed.error;
    if (fault !== undefined) return { lines, fault };
    if (!parsed.ok) break;
    lines.push(parsed.value);
    hash = hashLine(parsed.value);
  }
  return { lines, fault: undefined };
}

/** Names of the streams that have a journal in this folder. */
export async function listStreams(directory: string): Promise<string[]> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const names = await readdir(directory);
  return names.flatMap((name) => (name.endsWith('.jsonl') ? [name.slice(0, -'.jsonl'.length)] : [])).toSorted();
}
