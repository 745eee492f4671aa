import { open, rm, writeFile, type FileHandle } from 'node:fs/promises';
import {
  lengthOf,
  type PartEnd,
  type RecordingEntry,
  type RecordingList,
} from '../../shared/domain/recording/entry.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { fsyncDirectory, makeFolder, onDisk } from '../platform/files.ts';
import { createGroupWriter, type Acknowledged } from './group-writer.ts';
import { judgeChunk, type GivenChunk } from './judge-chunk.ts';
import { createListMemory, type ListMemory } from './list-memory.ts';
import type { ReadList } from './read-list.ts';
import type { RecordingFault, RecordingFolder } from './recording-folder.ts';

export type Head = { readonly seq: number; readonly hash: string };

/** A recording that can be written to. Nothing is answered before it is durable. */
export interface OpenRecording {
  readonly fault: RecordingFault | null;
  list(): RecordingList;
  head(): Head;
  readonly memory: ListMemory;
  /** The chunk that is expected; null while no part runs. */
  next(): { readonly part: number; readonly index: number } | null;
  beginPart(mime: string, startedAt: number): Promise<Result<{ part: number; offsetMs: number }, RecordingFault>>;
  append(chunk: GivenChunk): Promise<Acknowledged>;
  /** `durationMs`: what is known of its length, else the last chunk's. A part that has ended stays as it ended. */
  endPart(part: number, why: PartEnd, durationMs?: number): Promise<Acknowledged>;
  /** Adds lines about the whole recording, all of them or none. */
  add(entries: readonly RecordingEntry[]): Promise<Acknowledged>;
  close(): Promise<void>;
}

/** Bytes set aside so that a full disk still takes the lines that end a recording. */
const spareBytes = 1 << 18;

/** Opens a recording's list to be continued; `read` is what stands in it, with nothing torn left at its end. */
export async function openRecording(
  files: RecordingFolder,
  read: ReadList,
  changed: () => void,
): Promise<OpenRecording> {
  await makeFolder(files.folder);
  const listFile = await open(files.list, 'a', 0o600);
  if (read.bytes === 0) await fsyncDirectory(files.folder);
  const memory = createListMemory();
  for (const [index, entry] of read.entries.entries()) memory.push(read.texts[index] ?? '', entry);
  let { link } = read;
  let sound: FileHandle | undefined;
  /** SHA-256 of the running part's chunks, and how far the part is, those that wait for the disk among them. */
  let given: { readonly hashes: string[]; ms: number } = { hashes: [], ms: 0 };
  const acknowledging = new Map<string, Promise<Acknowledged>>();

  const lastPart = () => memory.list().parts.at(-1);
  const writer = createGroupWriter({
    listFile,
    listBytes: read.bytes,
    sound: () => sound,
    link: () => link,
    kept: (lines) => {
      for (const line of lines) {
        memory.push(line.text, line.entry);
        link = line.link;
      }
      changed();
    },
    failed: () => {
      const part = lastPart();
      given = { hashes: given.hashes.slice(0, part?.chunks ?? 0), ms: part?.durationMs ?? 0 };
    },
    giveUpSpare: () => rm(files.spare, { force: true }),
  });
  const put = (entries: readonly RecordingEntry[]): Promise<Acknowledged> =>
    read.fault === null ? writer.put({ entries: () => entries, bytes: null }) : Promise.resolve(err(read.fault));

  async function closeSound(): Promise<void> {
    await sound?.close();
    sound = undefined;
    given = { hashes: [], ms: 0 };
  }

  async function openSound(part: number): Promise<Result<unknown, RecordingFault>> {
    return onDisk(async () => {
      await writeFile(files.spare, Buffer.alloc(spareBytes, 1), { mode: 0o600 });
      sound = await open(files.part(part), 'ax', 0o600);
      await fsyncDirectory(files.folder);
    });
  }

  return {
    fault: read.fault,
    memory,
    list: () => memory.list(),
    head: () => ({ seq: memory.texts.length, hash: link }),
    next: () => {
      const part = lastPart();
      return part?.ended === null ? { part: part.part, index: given.hashes.length } : null;
    },
    beginPart: async (mime, startedAt) => {
      await writer.idle();
      const last = lastPart();
      if (last?.ended === null)
        return last.chunks === 0 && last.mime === mime && last.startedAt === startedAt
          ? ok({ part: last.part, offsetMs: last.offsetMs })
          : err({
              code: 'part-open',
              message: `Part ${last.part} still runs; two parts of a recording cannot run at once. End it first.`,
            });
      const part = (last?.part ?? 0) + 1;
      const offsetMs = lengthOf(memory.list());
      const opened = await openSound(part);
      const begun = opened.ok ? await put([{ kind: 'part', part, mime, startedAt, offsetMs }]) : opened;
      if (begun.ok) return ok({ part, offsetMs });
      await closeSound();
      await rm(files.part(part), { force: true });
      return begun;
    },
    append: (chunk) => {
      const key = `${chunk.part}:${chunk.index}`;
      const part = memory.list().parts.find((each) => each.part === chunk.part);
      const verdict = judgeChunk(
        chunk,
        part,
        part?.ended === null ? given.hashes : hashesOf(memory.entries, chunk.part),
        given.ms,
      );
      if (verdict.is === 'refused') return Promise.resolve(err(verdict.fault));
      if (verdict.is === 'known') return acknowledging.get(key) ?? Promise.resolve(ok({ link }));
      if (read.fault !== null) return Promise.resolve(err(read.fault));
      const { bytes, at, ms, sha256 } = chunk;
      given.hashes.push(sha256);
      given.ms = ms;
      const line = { kind: 'chunk', part: chunk.part, ms, bytes: bytes.length, sha256, at } as const;
      const answer = writer.put({ entries: () => [line], bytes }).finally(() => acknowledging.delete(key));
      acknowledging.set(key, answer);
      return answer;
    },
    endPart: async (number, why, durationMs) => {
      await writer.idle();
      const part = memory.list().parts.find((each) => each.part === number);
      if (part === undefined)
        return err({ code: 'no-part', message: `This recording has no part ${number}. Begin one first.` });
      if (part.ended !== null) return ok({ link });
      if (read.fault !== null) return err(read.fault);
      const length = Math.round(durationMs ?? part.durationMs);
      const ended = await writer.put({
        entries: (reached) => [{ kind: 'ended', part: number, durationMs: length, why, link: reached }],
        bytes: null,
      });
      if (ended.ok) {
        await closeSound();
        await rm(files.spare, { force: true });
      }
      return ended;
    },
    add: put,
    close: async () => {
      await writer.idle();
      await closeSound();
      await listFile.close();
    },
  };
}

/** The hashes of a part's chunks, for one that is asked about after it ended. */
const hashesOf = (entries: readonly RecordingEntry[], part: number): readonly string[] =>
  entries.flatMap((entry) => (entry.kind === 'chunk' && entry.part === part ? [entry.sha256] : []));
