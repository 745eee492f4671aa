import { open } from 'node:fs/promises';
import { emptyList, withEntry, type RecordingEntry, type RecordingList } from '../../shared/domain/recording/entry.ts';
import { recordingGenesis } from '../../shared/journal/recording-link.ts';
import { errorCode } from '../platform/files.ts';
import { linkAfter, type RecordingFolder } from './recording-folder.ts';

/** Entries of a list in their order, and the bytes of those among them that are chunks. */
export type RecordingBatch = {
  readonly texts: readonly string[];
  /** Empty where they are not kept. */
  readonly bytes: Uint8Array;
  /** False where these chunks are here no more: cut, purged, or in the one file that took their place. */
  readonly kept: boolean;
};

/** A list in memory. */
export interface ListMemory {
  readonly texts: readonly string[];
  readonly entries: readonly RecordingEntry[];
  list(): RecordingList;
  push(text: string, entry: RecordingEntry): void;
  linkAt(seq: number): string;
  /** Entries above `after`, at least one if there is one, with the bytes of one part up to about `maxBytes`. */
  batch(files: RecordingFolder, after: number, maxBytes: number): Promise<RecordingBatch>;
}

export function createListMemory(): ListMemory {
  const texts: string[] = [];
  const entries: RecordingEntry[] = [];
  /** Where in its part each chunk begins, by entry. */
  const starts: number[] = [];
  let list = emptyList;
  return {
    texts,
    entries,
    list: () => list,
    push: (text, entry) => {
      starts.push(entry.kind === 'chunk' ? (list.parts.find(({ part }) => part === entry.part)?.bytes ?? 0) : 0);
      texts.push(text);
      entries.push(entry);
      list = withEntry(list, entry);
    },
    linkAt: (seq) => texts.slice(0, seq).reduce(linkAfter, recordingGenesis),
    batch: async (files, after, maxBytes) => {
      const isKept = keptParts(list);
      let kept: boolean | null = null;
      let part: number | null = null;
      let size = 0;
      let to = after;
      for (let entry = entries[to]; entry !== undefined; entry = entries[to]) {
        if (entry.kind === 'chunk') {
          // A part that cannot be read must not take another with it.
          if (part !== null && part !== entry.part) break;
          part = entry.part;
          kept = isKept(part);
          size += kept ? entry.bytes : 0;
        }
        size += texts[to]?.length ?? 0;
        if (to > after && size > maxBytes) break;
        to += 1;
      }
      const chosen = { texts: texts.slice(after, to), bytes: new Uint8Array() };
      if (kept !== true) return { ...chosen, kept: kept === null };
      const bytes = await readRuns(files, toRuns(entries, starts, after, to));
      return bytes === undefined ? { ...chosen, kept: false } : { ...chosen, bytes, kept: true };
    },
  };
}

/** Which parts still are as they were recorded. */
export function keptParts({ parts, media, purged, cuts }: RecordingList): (part: number) => boolean {
  if (media !== null || purged !== null) return () => false;
  const cut = parts.filter(({ offsetMs, durationMs }) =>
    cuts.some(({ fromMs, toMs }) => fromMs < offsetMs + durationMs && toMs > offsetMs),
  );
  return (part) => !cut.some((each) => each.part === part);
}

type Run = { readonly part: number; readonly from: number; readonly to: number };

/** Chunks that lie one behind the other are read at once. */
function toRuns(entries: readonly RecordingEntry[], starts: readonly number[], after: number, to: number): Run[] {
  const runs: Run[] = [];
  for (let at = after; at < to; at += 1) {
    const entry = entries[at];
    if (entry?.kind !== 'chunk') continue;
    const from = starts[at] ?? 0;
    const last = runs.at(-1);
    if (last?.part === entry.part && last.to === from) runs[runs.length - 1] = { ...last, to: from + entry.bytes };
    else runs.push({ part: entry.part, from, to: from + entry.bytes });
  }
  return runs;
}

/** Undefined where a part is gone, or was cut while it was read. */
async function readRuns(files: RecordingFolder, runs: readonly Run[]): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = [];
  for (const { part, from, to } of runs) {
    try {
      const file = await open(files.part(part));
      try {
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(to - from), 0, to - from, from);
        if (bytesRead < to - from) return undefined;
        parts.push(buffer);
      } finally {
        await file.close();
      }
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }
  return Buffer.concat(parts);
}
