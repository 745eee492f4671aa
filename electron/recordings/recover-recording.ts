import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingEntry } from '../../shared/domain/recording/entry.ts';
import { recordingGenesis } from '../../shared/journal/recording-link.ts';
import { errorCode, fsyncDirectory, makeFolder } from '../platform/files.ts';
import { readList, type ReadList } from './read-list.ts';
import { linkAfter, partName, type RecordingFolder } from './recording-folder.ts';

/** What was found of a recording that was not ended. */
export type Recovered = {
  readonly read: ReadList;
  /** Bytes and lines that were never acknowledged and now lie in `torn`. */
  readonly tornBytes: number;
  readonly tornLines: number;
  /** Chunks whose bytes are not what was written, and those after them; they lie in `torn` too. */
  readonly lostChunks: number;
  /** The part that was running. */
  readonly part: number | null;
};

/**
 * Brings a recording that a kill or a power cut ended to where list and part agree: a line without its bytes, and bytes
 * without a line, were never acknowledged and are moved to `torn`. Every chunk of the running part is held against its
 * hash. Doing it twice changes nothing.
 */
export async function recoverRecording(files: RecordingFolder): Promise<Recovered> {
  const read = await readList(files.list);
  if (read.fault !== null) return { read, tornBytes: 0, tornLines: 0, lostChunks: 0, part: null };
  const part = runningPart(read.entries);
  const sound = part === null ? null : await whole(files.part(part), chunksOf(read.entries, part));
  const chunksKept = sound?.chunks ?? 0;
  const chunks = part === null ? 0 : chunksOf(read.entries, part).length;
  const kept = read.texts.length - (chunks - chunksKept);
  const keptBytes = read.texts.slice(0, kept).reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
  const tornBytes = part === null ? 0 : await setAside(files, files.part(part), sound?.bytes ?? 0);
  const tornList = await setAside(files, files.list, keptBytes);
  await setAsideUnlisted(files, read.entries);
  return {
    read: cutTo(read, kept, keptBytes),
    tornBytes,
    tornLines: tornList === 0 ? 0 : read.texts.length - kept + (read.torn.length > 0 ? 1 : 0),
    // A line without any of its bytes was on its way when the kill came; bytes that differ were changed later.
    lostChunks: sound?.changed === true ? chunks - chunksKept : 0,
    part,
  };
}

/** The part that was begun and not ended. */
export const runningPart = (entries: readonly RecordingEntry[]): number | null => {
  const last = entries.findLast((entry) => entry.kind === 'part');
  return last === undefined || entries.some((entry) => entry.kind === 'ended' && entry.part === last.part)
    ? null
    : last.part;
};

type Chunk = Extract<RecordingEntry, { kind: 'chunk' }>;

const chunksOf = (entries: readonly RecordingEntry[], part: number): readonly Chunk[] =>
  entries.filter((entry): entry is Chunk => entry.kind === 'chunk' && entry.part === part);

/** How many chunks of a part are whole, from its beginning. `changed`: the file goes on, with other bytes than the next's. */
async function whole(
  path: string,
  chunks: readonly Chunk[],
): Promise<{ readonly chunks: number; readonly bytes: number; readonly changed: boolean }> {
  let file;
  try {
    file = await open(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return { chunks: 0, bytes: 0, changed: chunks.length > 0 };
  }
  try {
    const { size } = await file.stat();
    let at = 0;
    for (const [index, chunk] of chunks.entries()) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(chunk.bytes), 0, chunk.bytes, at);
      const isWhole = bytesRead === chunk.bytes && createHash('sha256').update(buffer).digest('hex') === chunk.sha256;
      if (!isWhole) return { chunks: index, bytes: at, changed: at + chunk.bytes <= size };
      at += chunk.bytes;
    }
    return { chunks: chunks.length, bytes: at, changed: false };
  } finally {
    await file.close();
  }
}

/** Moves what stands behind `length` to a file of its own, and then cuts it off. Answers with how many bytes that were. */
async function setAside(files: RecordingFolder, path: string, length: number): Promise<number> {
  const size = await stat(path).then(
    (about) => about.size,
    () => 0,
  );
  if (size <= length) return 0;
  await makeFolder(files.torn);
  const parts: Buffer[] = [];
  for await (const bytes of createReadStream(path, { start: length })) parts.push(bytes as Buffer);
  const name = `${path.slice(files.folder.length + 1)}.from-${length}`;
  await writeFile(join(files.torn, name), Buffer.concat(parts), { mode: 0o600, flush: true });
  await fsyncDirectory(files.torn);
  await truncate(path, length);
  return size - length;
}

/** A part's file without its line: the kill came between the two. */
async function setAsideUnlisted(files: RecordingFolder, entries: readonly RecordingEntry[]): Promise<void> {
  const listed = new Set(entries.flatMap((entry) => (entry.kind === 'part' ? [partName(entry.part)] : [])));
  const names = await readdir(files.folder).catch(() => []);
  for (const name of names.filter((each) => /^part-\d+\.webm$/.test(each) && !listed.has(each))) {
    await makeFolder(files.torn);
    await rename(join(files.folder, name), join(files.torn, name));
  }
}

function cutTo(read: ReadList, kept: number, bytes: number): ReadList {
  if (kept === read.texts.length) return { ...read, torn: Buffer.alloc(0) };
  const texts = read.texts.slice(0, kept);
  return {
    texts,
    entries: read.entries.slice(0, kept),
    link: texts.reduce(linkAfter, recordingGenesis),
    bytes,
    torn: Buffer.alloc(0),
    fault: null,
  };
}
