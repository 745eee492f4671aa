import { createHash } from 'node:crypto';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { intakeGenesis, intakeLineSchema, type IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { fsyncDirectory, toDiskFault, writeFileAtomic, type DiskFault } from '../platform/files.ts';

export type IntakeHead = { readonly seq: number; readonly hash: string };

/** What was found at opening that a person should hear of. */
export type IntakeNote =
  | { readonly code: 'torn-line'; readonly message: string; readonly bytes: number }
  | { readonly code: 'broken-history'; readonly message: string; readonly seq: number }
  | { readonly code: 'no-raw-copies'; readonly message: string; readonly files: number }
  | { readonly code: 'lost-rows'; readonly message: string; readonly chunks: number };

export type LogFault = DiskFault | { readonly code: 'sealed-by-fault' | 'wrong-lines'; readonly message: string };

export type NewIntakeLine = Omit<IntakeLine, 'seq' | 'prev'>;

export type IntakeLog = {
  readonly notes: readonly IntakeNote[];
  readonly head: () => IntakeHead;
  /** Appends one line; when it returns the line is on the disk. */
  readonly append: (line: NewIntakeLine) => Promise<Result<IntakeLine, LogFault>>;
  /** The log's lines with a sequence above `after`, as they stand on the disk, without their line ends. */
  readonly lines: (after: number) => AsyncIterable<string>;
  /** The text of one line; undefined where there is none. */
  readonly line: (seq: number) => Promise<string | undefined>;
  /** Appends lines that were acknowledged once and lost here; each must continue the chain. */
  readonly restore: (texts: readonly string[]) => Promise<Result<readonly IntakeLine[], LogFault>>;
  readonly close: () => Promise<void>;
};

function hashText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/**
 * Opens the log and calls `onLine` for each of its lines, the next when it is done with the last. A last line without its line end was cut short by a crash and
 * never acknowledged: it is moved to `torn/`. A line that does not follow its predecessor seals the log: what stands
 * before it can be read, and nothing more is appended.
 */
export async function openIntakeLog(
  directory: string,
  onLine: (line: IntakeLine) => Promise<void>,
): Promise<IntakeLog> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'log.jsonl');
  const handle = await open(path, 'a+', 0o600);
  const notes: IntakeNote[] = [];
  let head: IntakeHead = { seq: 0, hash: intakeGenesis };
  /** Byte offset of each line's start by sequence - 1, and one more for the end. */
  const offsets: number[] = [0];
  let size = 0;
  let sealed: string | null = null;

  const take = async (text: string, bytes: number): Promise<void> => {
    const line = readLine(text);
    if (line === undefined || line.seq !== head.seq + 1 || line.prev !== head.hash) {
      sealed = `The intake log is broken after line ${head.seq}; what stands before can be used, and nothing is added.`;
      notes.push({ code: 'broken-history', message: sealed, seq: head.seq });
      return;
    }
    size += bytes;
    offsets.push(size);
    head = { seq: line.seq, hash: hashText(text) };
    await onLine(line);
  };

  let rest: Buffer[] = [];
  for await (const chunk of handle.createReadStream({ start: 0, autoClose: false, highWaterMark: 1 << 20 })) {
    let from = 0;
    const bytes = chunk as Buffer;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      if (sealed !== null) break;
      const line = Buffer.concat([...rest, bytes.subarray(from, end)]);
      rest = [];
      from = end + 1;
      await take(line.toString('utf8'), line.length + 1);
    }
    if (sealed !== null) break;
    rest.push(bytes.subarray(from));
  }
  const torn = Buffer.concat(rest);
  if (sealed === null && torn.length > 0) await setAside(directory, handle, torn, size, notes);
  if (size === 0) await fsyncDirectory(directory);

  const write = async (texts: readonly string[]): Promise<Result<null, DiskFault>> => {
    const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''), 'utf8');
    try {
      await writeAll(handle, bytes);
      await handle.datasync();
    } catch (error) {
      // What reached the disk was never acknowledged, so it goes; if this fails too, the next opening finds a torn line.
      await handle.truncate(size).catch(() => undefined);
      return err(toDiskFault(error));
    }
    for (const text of texts) {
      size += Buffer.byteLength(text, 'utf8') + 1;
      offsets.push(size);
      head = { seq: head.seq + 1, hash: hashText(text) };
    }
    return ok(null);
  };
  const sealFault = (): LogFault | null => (sealed === null ? null : { code: 'sealed-by-fault', message: sealed });

  return {
    notes,
    head: () => head,
    append: async (fresh) => {
      const fault = sealFault();
      if (fault !== null) return err(fault);
      const text = canonicalJson({ ...fresh, seq: head.seq + 1, prev: head.hash } as unknown as Json);
      const written = await write([text]);
      // Read back from its own text: rows cut out of a file's text would keep whole pieces of the file in memory.
      return written.ok ? ok(JSON.parse(text) as IntakeLine) : written;
    },
    lines: (after) => readLines(handle, offsets, after),
    line: async (seq) => {
      const [start, end] = [offsets[seq - 1], offsets[seq]];
      return start === undefined || end === undefined ? undefined : readText(handle, start, end - start - 1);
    },
    restore: async (texts) => {
      const fault = sealFault();
      if (fault !== null) return err(fault);
      const lines = checkReturned(texts, head);
      if (!lines.ok) return lines;
      if (texts.length === 0) return lines;
      const written = await write(texts);
      return written.ok ? lines : written;
    },
    close: () => handle.close(),
  };
}

async function setAside(
  directory: string,
  handle: FileHandle,
  torn: Buffer,
  size: number,
  notes: IntakeNote[],
): Promise<void> {
  await writeFileAtomic(join(directory, 'torn', `log.${size}`), torn);
  await handle.truncate(size);
  await handle.datasync();
  notes.push({
    code: 'torn-line',
    bytes: torn.length,
    message:
      'The last batch of the intake was cut short by a crash. It had not been acknowledged and was set aside; bring its file in again.',
  });
}

function readLine(text: string): IntakeLine | undefined {
  try {
    return JSON.parse(text) as IntakeLine;
  } catch {
    return undefined;
  }
}

function checkReturned(texts: readonly string[], head: IntakeHead): Result<readonly IntakeLine[], LogFault> {
  const lines: IntakeLine[] = [];
  let { seq, hash } = head;
  for (const text of texts) {
    const parsed = intakeLineSchema.safeParse(readLine(text));
    if (!parsed.success || canonicalJson(parsed.data as unknown as Json) !== text)
      return err({ code: 'wrong-lines', message: `The returned line after ${seq} is not a line of an intake log.` });
    if (parsed.data.seq !== seq + 1 || parsed.data.prev !== hash)
      return err({ code: 'wrong-lines', message: `The returned line after ${seq} does not follow it.` });
    lines.push(parsed.data);
    seq += 1;
    hash = hashText(text);
  }
  return ok(lines);
}

async function* readLines(handle: FileHandle, offsets: readonly number[], after: number): AsyncIterable<string> {
  for (let index = Math.max(0, after); index + 1 < offsets.length; index += 1) {
    const start = offsets[index] ?? 0;
    yield await readText(handle, start, (offsets[index + 1] ?? start + 1) - start - 1);
  }
}

async function readText(handle: FileHandle, start: number, length: number): Promise<string> {
  const buffer = Buffer.alloc(length);
  let offset = 0;
  while (offset < length) {
    const { bytesRead } = await handle.read(buffer, offset, length - offset, start + offset);
    if (bytesRead === 0) break;
    offset += bytesRead;
  }
  return buffer.toString('utf8', 0, offset);
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let offset = 0;
  while (offset < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, offset, bytes.length - offset);
    offset += bytesWritten;
  }
}
