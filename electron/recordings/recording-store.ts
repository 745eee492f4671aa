import type { RecordingList } from '../../shared/domain/recording/entry.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { onDisk } from '../platform/files.ts';
import { createListMemory, type ListMemory, type RecordingBatch } from './list-memory.ts';
import { openRecording, type Head, type OpenRecording } from './open-recording.ts';
import { readList } from './read-list.ts';
import { recoverRecording, type Recovered } from './recover-recording.ts';
import { recordingFolder, type RecordingFault, type RecordingFolder } from './recording-folder.ts';
import { openRecordingIndex } from './recording-index.ts';

/** All recordings of a workspace. Their lists are hash chains; what they say is durable. */
export interface RecordingStore {
  ids(): readonly string[];
  /** The review a recording was made in; empty for one that is not known. */
  review(id: string): string;
  head(id: string): Head;
  /** The link after entry `seq`, which is at most the head's. */
  linkAt(id: string, seq: number): Promise<string | undefined>;
  /** Whether a part of it is open. */
  isRunning(id: string): boolean;
  list(id: string): Promise<RecordingList>;
  /** Entries above `after`, as many as fit into `maxBytes` with their chunks, at least one if there is one. */
  entries(id: string, after: number, maxBytes: number): Promise<RecordingBatch>;
  files(id: string): RecordingFolder | undefined;
  /**
   * Opens a recording to be written to, a new one too. One that a kill ended is brought in order first, which its first
   * opening alone reports: the part that ran ends as `recovered`.
   */
  open(review: string, id: string): Promise<Result<Opened, RecordingFault>>;
  /** Closes its files; it can be opened again. */
  rest(id: string): Promise<void>;
  /** Told of every change of a list, after it is durable. */
  subscribe(listener: (id: string) => void): () => void;
  close(): Promise<void>;
}

export type Opened = { readonly recording: OpenRecording; readonly recovered: Recovered | null };

export type RecordingStoreParts = {
  readonly root: string;
  /** How long a part really is, ms; null where it cannot be told. */
  readonly measure: (path: string) => Promise<number | null>;
};

const noHead: Head = { seq: 0, hash: '0'.repeat(64) };
/** Lists of recordings at rest that are kept in memory, for who reads them piece by piece. */
const remembered = 2;

export async function openRecordingStore({ root, measure }: RecordingStoreParts): Promise<RecordingStore> {
  const index = await openRecordingIndex(root);
  const reviews = new Map(index.all().map(({ id, review }) => [id, review]));
  const heads = new Map<string, Head>();
  const open = new Map<string, OpenRecording>();
  const opening = new Map<string, Promise<Result<Opened, RecordingFault>>>();
  const resting = new Map<string, ListMemory>();
  const listeners = new Set<(id: string) => void>();
  for (const { id, review, head } of index.all()) {
    const list = head === null ? await readList(recordingFolder(root, review, id).list) : undefined;
    heads.set(id, head ?? { seq: list?.texts.length ?? 0, hash: list?.link ?? noHead.hash });
  }

  const filesOf = (id: string): RecordingFolder | undefined => {
    const review = reviews.get(id);
    return review === undefined ? undefined : recordingFolder(root, review, id);
  };

  async function begin(review: string, id: string): Promise<Result<Opened, RecordingFault>> {
    const files = recordingFolder(root, review, id);
    const done = await onDisk(async () => {
      const recovered = await recoverRecording(files);
      await index.set({ review, id, head: null });
      const recording = await openRecording(files, recovered.read, () => {
        heads.set(id, recording.head());
        for (const listener of listeners) listener(id);
      });
      reviews.set(id, review);
      heads.set(id, recording.head());
      resting.delete(id);
      open.set(id, recording);
      return { recording, recovered };
    });
    if (!done.ok) return done;
    const { recording, recovered } = done.value;
    if (recovered.part === null) return ok({ recording, recovered: null });
    const length = (await measure(files.part(recovered.part))) ?? undefined;
    const ended = await recording.endPart(recovered.part, 'recovered', length);
    if (ended.ok) return ok({ recording, recovered });
    // Nothing may be written behind a part that was not ended; the next opening tries again.
    open.delete(id);
    await recording.close();
    return ended;
  }

  async function memoryOf(id: string): Promise<ListMemory | undefined> {
    const opened = open.get(id);
    if (opened !== undefined) return opened.memory;
    const files = filesOf(id);
    if (files === undefined) return undefined;
    const known = resting.get(id);
    if (known !== undefined) return known;
    const { texts, entries } = await readList(files.list);
    const memory = createListMemory();
    for (const [at, entry] of entries.entries()) memory.push(texts[at] ?? '', entry);
    resting.set(id, memory);
    for (const oldest of [...resting.keys()].slice(0, -remembered)) resting.delete(oldest);
    return memory;
  }

  return {
    ids: () => [...reviews.keys()],
    review: (id) => reviews.get(id) ?? '',
    head: (id) => heads.get(id) ?? noHead,
    linkAt: async (id, seq) => (await memoryOf(id))?.linkAt(seq),
    isRunning: (id) => open.get(id)?.next() !== null && open.has(id),
    list: async (id) => (await memoryOf(id))?.list() ?? createListMemory().list(),
    entries: async (id, after, maxBytes) => {
      const files = filesOf(id);
      const memory = await memoryOf(id);
      return files === undefined || memory === undefined
        ? { texts: [], bytes: new Uint8Array(), kept: false }
        : memory.batch(files, after, maxBytes);
    },
    files: filesOf,
    open: (review, id) => {
      const known = reviews.get(id);
      if (known !== undefined && known !== review)
        return Promise.resolve(
          err({ code: 'other-review', message: 'A recording of another review has that id. Begin one with a new id.' }),
        );
      const opened = open.get(id);
      if (opened !== undefined) return Promise.resolve(ok({ recording: opened, recovered: null }));
      const begun = opening.get(id) ?? begin(review, id).finally(() => opening.delete(id));
      opening.set(id, begun);
      return begun;
    },
    rest: async (id) => {
      const opened = open.get(id);
      if (opened === undefined) return;
      open.delete(id);
      await opened.close();
      await onDisk(() => index.set({ id, review: reviews.get(id) ?? '', head: opened.head() }));
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      for (const [id, opened] of open) {
        await opened.close();
        const isEnded = opened.next() === null;
        await onDisk(() => index.set({ id, review: reviews.get(id) ?? '', head: isEnded ? opened.head() : null }));
      }
      open.clear();
    },
  };
}
