import type { FileHandle } from 'node:fs/promises';
import type { RecordingEntry } from '../../shared/domain/recording/entry.ts';
import { serializeEntry } from '../../shared/journal/recording-lines.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { toDiskFault } from '../platform/files.ts';
import { linkAfter, type RecordingFault } from './recording-folder.ts';

/** `link`: where the list's chain stands with it. */
export type Acknowledged = Result<{ readonly link: string }, RecordingFault>;

/** What is written in one go: lines of the list and, of a chunk, the bytes they are about. */
export type Written = {
  /** `link` is where the chain stands before them. */
  readonly entries: (link: string) => readonly RecordingEntry[];
  readonly bytes: Uint8Array | null;
};

export type KeptLine = { readonly text: string; readonly entry: RecordingEntry; readonly link: string };

type Parts = {
  readonly listFile: FileHandle;
  readonly listBytes: number;
  /** The file of the part that runs. */
  readonly sound: () => FileHandle | undefined;
  readonly link: () => string;
  /** Told when lines are durable, before they are acknowledged. */
  readonly kept: (lines: readonly KeptLine[]) => void;
  /** Told when what waited was not kept. */
  readonly failed: () => void;
  readonly giveUpSpare: () => Promise<void>;
};

export type GroupWriter = { put(written: Written): Promise<Acknowledged>; idle(): Promise<void> };

type Waiting = Written & { readonly done: (answer: Acknowledged) => void };

/**
 * Writes bytes and lines so that they are durable before they are acknowledged. What comes while the disk is busy waits
 * and is written together. Bytes and lines are synced at the same time: a start takes off what only one of them has.
 */
export function createGroupWriter(parts: Parts): GroupWriter {
  const { listFile, sound } = parts;
  let waiting: Waiting[] = [];
  let working: Promise<void> | undefined;
  let { listBytes } = parts;
  let soundBytes: { readonly file: FileHandle; readonly bytes: number } | undefined;
  let stuck: RecordingFault | undefined;

  async function work(): Promise<void> {
    // Set before the first write, so that it is unset after the last one and at no other time.
    await Promise.resolve();
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      const written = stuck === undefined ? await write(group) : err(stuck);
      if (written.ok) {
        for (const [index, { done }] of group.entries()) done(ok({ link: written.value[index] ?? parts.link() }));
        continue;
      }
      // Whatever came in the meantime follows what was not kept.
      const refused = [...group, ...waiting];
      waiting = [];
      parts.failed();
      for (const { done } of refused) done(written);
    }
    working = undefined;
  }

  /** Answers with the link after each of the group. */
  async function write(group: readonly Waiting[]): Promise<Result<readonly string[], RecordingFault>> {
    const { lines, links } = toLines(group, parts.link());
    const texts = Buffer.from(lines.map(({ text }) => `${text}\n`).join(''), 'utf8');
    const bytes = Buffer.concat(group.flatMap((each) => each.bytes ?? []));
    const file = sound();
    const known = soundBytes?.file === file ? (soundBytes?.bytes ?? 0) : 0;
    const both = await Promise.allSettled([
      append(listFile, texts),
      ...(file === undefined || bytes.length === 0 ? [] : [append(file, bytes)]),
    ]);
    const failure = both.find((each) => each.status === 'rejected');
    if (failure !== undefined) return err(await takeBack(toDiskFault(failure.reason), file, known));
    listBytes += texts.length;
    if (file !== undefined) soundBytes = { file, bytes: known + bytes.length };
    parts.kept(lines);
    return ok(links);
  }

  /** Cuts off what was not acknowledged; where the disk does not even do that, nothing may follow it. */
  async function takeBack(fault: RecordingFault, file: FileHandle | undefined, known: number): Promise<RecordingFault> {
    try {
      await file?.truncate(known);
      await listFile.truncate(listBytes);
    } catch {
      stuck = {
        code: 'disk-error',
        message: 'The disk failed while sound was written. What was acknowledged is kept; start Hotwash again.',
      };
    }
    if (fault.code === 'disk-full') await parts.giveUpSpare().catch(() => undefined);
    return fault;
  }

  return {
    put: (written) => {
      const answer = new Promise<Acknowledged>((done) => void waiting.push({ ...written, done }));
      working ??= work();
      return answer;
    },
    idle: async () => {
      // oxlint-disable-next-line no-unmodified-loop-condition -- the work itself unsets it
      while (working !== undefined) await working;
    },
  };
}

function toLines(group: readonly Written[], from: string): { lines: KeptLine[]; links: string[] } {
  const lines: KeptLine[] = [];
  const links: string[] = [];
  let link = from;
  for (const { entries } of group) {
    for (const entry of entries(link)) {
      const text = serializeEntry(entry);
      link = linkAfter(link, text);
      lines.push({ text, entry, link });
    }
    links.push(link);
  }
  return { lines, links };
}

async function append(file: FileHandle, bytes: Uint8Array): Promise<void> {
  await file.appendFile(bytes);
  await file.datasync();
}
