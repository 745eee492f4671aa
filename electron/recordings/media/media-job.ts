import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { lengthOf, type RecordingEntry } from '../../../shared/domain/recording/entry.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { onDisk } from '../../platform/files.ts';
import { createListMemory, keptParts } from '../list-memory.ts';
import { readList } from '../read-list.ts';
import { recordingFolder, type RecordingFault } from '../recording-folder.ts';
import { checkMedia } from './check-media.ts';
import { joinMedia } from './join-media.ts';
import { openSources, type GivenSource } from './media-source.ts';
import type { CutRange } from './planned-packets.ts';

/** What a new file is made of: all ended parts, the file that took their place, or one part for itself. */
export type MediaJob = {
  readonly root: string;
  readonly review: string;
  readonly recording: string;
  readonly from:
    { readonly kind: 'parts' } | { readonly kind: 'media' } | { readonly kind: 'part'; readonly part: number };
  /** Ranges to take out, ms of the recording. */
  readonly cuts: readonly CutRange[];
  /** Where it is written; it is whole, verified and durable once the job is done. */
  readonly out: string;
};

export type MediaProgress = { readonly state: 'joining' | 'checking'; readonly doneMs: number; readonly ofMs: number };
export type MadeMedia = {
  readonly sha256: string;
  readonly bytes: number;
  readonly durationMs: number;
  readonly packets: number;
};

/**
 * Makes a file from a recording's own and checks it against them. Whatever fails, what it was made from is as it was, and
 * nothing is left at `out`. Throws the signal's reason where it is cancelled.
 */
export async function doMediaJob(
  job: MediaJob,
  tell: (progress: MediaProgress) => void,
  signal: AbortSignal,
): Promise<Result<MadeMedia, RecordingFault>> {
  let made: Result<MadeMedia, RecordingFault> | undefined;
  try {
    const done = await onDisk(() => make(job, tell, signal));
    made = done.ok ? done.value : done;
    return made;
  } finally {
    if (made?.ok !== true) await rm(job.out, { force: true });
  }
}

async function make(
  job: MediaJob,
  tell: (progress: MediaProgress) => void,
  signal: AbortSignal,
): Promise<Result<MadeMedia, RecordingFault>> {
  const given = await sourcesOf(job, signal);
  if (!given.ok) return given;
  const opened = await openSources(given.value.sources, signal);
  if (!opened.ok) return opened;
  const { sources, close } = opened.value;
  try {
    if (sources.length === 0)
      return err({
        code: 'no-sound',
        message: 'No part of this recording holds any sound, so there is nothing to put together.',
      });
    const { cuts } = given.value;
    const ofMs = sources.at(-1)?.endMs ?? 0;
    const joined = await joinMedia(
      sources,
      cuts,
      job.out,
      (doneMs) => tell({ state: 'joining', doneMs, ofMs }),
      signal,
    );
    if (!joined.ok) return joined;
    const checked = await checkMedia(
      sources,
      cuts,
      job.out,
      (doneMs) => tell({ state: 'checking', doneMs, ofMs }),
      signal,
    );
    if (!checked.ok) return checked;
    await syncFile(job.out);
    return ok({ ...checked.value, ...(await hashFile(job.out)) });
  } catch (error) {
    if (signal.aborted || !(error instanceof Error) || 'code' in error) throw error;
    // The library refuses what does not fit together: times that go back, a first picture that needs one before it.
    return err({
      code: 'not-joinable',
      message: 'The parts do not fit into one file. All parts are kept as they are and play one by one.',
    });
  } finally {
    close();
  }
}

type Given = { readonly sources: readonly GivenSource[]; readonly cuts: readonly CutRange[] };

async function sourcesOf(job: MediaJob, signal: AbortSignal): Promise<Result<Given, RecordingFault>> {
  const files = recordingFolder(job.root, job.review, job.recording);
  const read = await readList(files.list);
  if (read.fault !== null) return err(read.fault);
  const memory = createListMemory();
  for (const [at, entry] of read.entries.entries()) memory.push(read.texts[at] ?? '', entry);
  const list = memory.list();
  if (job.from.kind === 'media') {
    const { sha256: hash, bytes } = await hashFile(files.media);
    if (hash !== list.media?.sha256)
      return err({
        code: 'changed',
        message:
          "The recording's file is not the one that was verified. It was left as it is; bring it back from a backup.",
      });
    const source = { path: files.media, name: 'the recording', offsetMs: 0, bytes, durationMs: list.media.durationMs };
    return ok({ sources: [source], cuts: job.cuts });
  }
  const wanted = job.from.kind === 'part' ? job.from.part : null;
  const parts = list.parts.filter(({ part, chunks }) => (wanted === null || part === wanted) && chunks > 0);
  const isAsRecorded = keptParts(list);
  const sources: GivenSource[] = [];
  for (const { part, offsetMs, durationMs } of parts) {
    const path = files.part(part);
    if (isAsRecorded(part) && !(await areChunksWhole(path, read.entries, part, signal)))
      return err({
        code: 'changed',
        message: `Part ${part} is not what was recorded: its bytes differ from their hashes. All parts are kept as they are; bring this one back from a backup.`,
      });
    const { size } = await stat(path);
    sources.push({ path, name: `part ${part}`, offsetMs: wanted === null ? offsetMs : 0, bytes: size, durationMs });
  }
  const shift = wanted === null ? 0 : (parts[0]?.offsetMs ?? lengthOf(list));
  const cuts = job.cuts.map(({ fromMs, toMs }) => ({ fromMs: fromMs - shift, toMs: toMs - shift }));
  return ok({ sources, cuts });
}

/** Whether a part's bytes are those that were acknowledged. */
export async function areChunksWhole(
  path: string,
  entries: readonly RecordingEntry[],
  part: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const file = await open(path);
  try {
    let at = 0;
    for (const entry of entries) {
      if (entry.kind !== 'chunk' || entry.part !== part) continue;
      signal?.throwIfAborted();
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(entry.bytes), 0, entry.bytes, at);
      if (bytesRead < entry.bytes || createHash('sha256').update(buffer).digest('hex') !== entry.sha256) return false;
      at += entry.bytes;
    }
    return at === (await file.stat()).size;
  } finally {
    await file.close();
  }
}

export async function hashFile(path: string): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const block of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(block as Buffer);
    bytes += (block as Buffer).length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
