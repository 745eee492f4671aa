import { createHash } from 'node:crypto';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { entryCheckpoint, parseLogEntry, serializeLogEntry, type LogEntry } from '../../shared/journal/log-entry.ts';
import { logLeaf, readSignedCheckpoint } from '../../shared/journal/review-log.ts';
import { createMerkleTree } from '../../shared/journal/merkle.ts';
import { leafHash, rootOfHashes } from '../../shared/journal/merkle-proofs.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { fsyncDirectory, readFileIfAny, toDiskFault, writeFileAtomic, type DiskFault } from '../platform/files.ts';

/** SHA-256 of the platform, some thirty times as fast as the portable one. */
export const nodeSha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** What the folder `log/` holds: the entries in order, their leaf hashes, and the newest checkpoint over them. */
export type ReadLog = {
  readonly entries: readonly LogEntry[];
  readonly hashes: readonly Uint8Array[];
  /** The log's own signed checkpoint, verbatim; undefined where there is none yet. */
  readonly checkpoint: string | undefined;
  /** Why the log is not what it was, in words; then nothing more is written to it. */
  readonly fault: LogFault | undefined;
};

export type LogFault = { readonly code: 'log-broken' | 'log-shortened'; readonly message: string };

const entriesName = 'entries.jsonl';
const checkpointName = 'checkpoint.txt';

/** Reads the log and writes nothing. A last line without its end is one that is being written, and is passed over. */
export async function readLog(directory: string, origin?: string): Promise<ReadLog> {
  const { entries, fault } = readEntries((await readFileIfAny(join(directory, entriesName))) ?? Buffer.alloc(0));
  const hashes = entries.map((entry) => leafHash(logLeaf(entryCheckpoint(entry)), nodeSha256));
  const checkpoint = (await readFileIfAny(join(directory, checkpointName)))?.toString('utf8');
  return { entries, hashes, checkpoint, fault: fault ?? checkpointFault(checkpoint, hashes, origin) };
}

function readEntries(bytes: Buffer): { entries: LogEntry[]; fault: LogFault | undefined } {
  const entries: LogEntry[] = [];
  const texts = bytes.toString('utf8').split('\n').slice(0, -1);
  for (const [index, text] of texts.entries()) {
    const entry = parseLogEntry(text, index + 1);
    if (!entry.ok) return { entries, fault: { code: 'log-broken', message: `${entry.error.message}.` } };
    entries.push(entry.value);
  }
  return { entries, fault: undefined };
}

function checkpointFault(
  text: string | undefined,
  hashes: readonly Uint8Array[],
  origin: string | undefined,
): LogFault | undefined {
  if (text === undefined) return undefined;
  const read = readSignedCheckpoint(text)?.checkpoint;
  if (read === undefined) return { code: 'log-broken', message: "the log's own checkpoint cannot be read." };
  if (origin !== undefined && read.origin !== origin)
    return { code: 'log-broken', message: 'the log is of another workspace.' };
  if (read.size > hashes.length)
    return {
      code: 'log-shortened',
      message: `its newest checkpoint is over ${read.size} entries, and ${hashes.length} are there.`,
    };
  return Buffer.from(rootOfHashes(hashes, 0, read.size, nodeSha256)).equals(read.root)
    ? undefined
    : { code: 'log-broken', message: 'its entries are not those of its newest checkpoint.' };
}

/** The log of a workspace, opened to be continued. An entry is on the disk before it is acknowledged. */
export interface LogFile {
  readonly fault: LogFault | undefined;
  entries(): readonly LogEntry[];
  hashes(): readonly Uint8Array[];
  /** Appends entries and then seals the log anew. */
  append(fresh: readonly LogEntry[]): Promise<Result<null, DiskFault | LogFault>>;
  /** The newest signed checkpoint; undefined while the log is empty or broken. */
  checkpoint(): string | undefined;
  close(): Promise<void>;
}

export type LogFileOptions = {
  /** The log's name, which its checkpoints begin with. */
  readonly origin: string;
  /** Signs the log's own checkpoint; answers with the note. */
  readonly sign: (checkpoint: { origin: string; size: number; root: Uint8Array }) => string;
};

/** Opens `<directory>/entries.jsonl`. A last line that a kill cut short was never acknowledged and is cut off. */
export async function openLogFile(directory: string, { origin, sign }: LogFileOptions): Promise<LogFile> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const read = await readLog(directory, origin);
  const entries = [...read.entries];
  const hashes = [...read.hashes];
  const tree = createMerkleTree(nodeSha256);
  const grow = (entry: LogEntry): void => tree.append(logLeaf(entryCheckpoint(entry)));
  entries.forEach(grow);
  let { fault, checkpoint } = read;
  const path = join(directory, entriesName);
  const handle = await open(path, 'a+', 0o600);
  let length = await wholeLength(handle, fault === undefined);
  if (length === 0) await fsyncDirectory(directory);

  const seal = async (): Promise<void> => {
    checkpoint = sign({ origin, size: tree.size(), root: tree.root() });
    await writeFileAtomic(join(directory, checkpointName), checkpoint);
  };
  const sealedSize = checkpoint === undefined ? 0 : (readSignedCheckpoint(checkpoint)?.checkpoint.size ?? 0);
  if (fault === undefined && sealedSize < entries.length) await seal();

  return {
    get fault() {
      return fault;
    },
    entries: () => entries,
    hashes: () => hashes,
    checkpoint: () => (fault === undefined ? checkpoint : undefined),
    append: async (fresh) => {
      if (fault !== undefined) return err(fault);
      const bytes = Buffer.from(fresh.map((entry) => `${serializeLogEntry(entry)}\n`).join(''), 'utf8');
      try {
        await handle.appendFile(bytes);
        await handle.datasync();
      } catch (error) {
        // What reached the disk was never acknowledged; where it cannot be cut off, nothing may follow it.
        await handle.truncate(length).catch(() => {
          fault = { code: 'log-broken', message: 'the disk failed in the middle of an entry.' };
        });
        return err(toDiskFault(error));
      }
      length += bytes.length;
      entries.push(...fresh);
      fresh.forEach(grow);
      hashes.push(...fresh.map((entry) => leafHash(logLeaf(entryCheckpoint(entry)), nodeSha256)));
      try {
        await seal();
      } catch (error) {
        return err(toDiskFault(error));
      }
      return ok(null);
    },
    close: () => handle.close(),
  };
}

/** Cuts a torn last line off, where the log may be written, and answers how long it is. */
async function wholeLength(handle: FileHandle, mayCut: boolean): Promise<number> {
  const bytes = await handle.readFile();
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (mayCut && end < bytes.length) {
    await handle.truncate(end);
    await handle.datasync();
  }
  return end;
}
