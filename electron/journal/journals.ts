import { mkdir } from 'node:fs/promises';
import type { JournalLine } from '../../shared/journal/line.ts';
import { openErasedBodies } from './erased-bodies.ts';
import { listStreams, openJournal, type Head, type Journal, type JournalOptions, type OpeningNote } from './journal.ts';

export type StreamListener = (stream: string, lines: readonly JournalLine[]) => void;

/** All journals of a workspace: `workspace` and one per review, named by its id. */
export interface Journals {
  streams(): readonly string[];
  get(stream: string): Journal | undefined;
  /** Opens a stream that may not exist yet. */
  open(stream: string): Promise<Journal>;
  heads(): readonly (Head & { readonly stream: string })[];
  /** What was found at opening that a person should hear of. */
  notes(): readonly OpeningNote[];
  subscribe(listener: StreamListener): () => void;
  close(): Promise<void>;
}

/** Opens every journal in a folder, each recovered on its own, so that one broken review never hides the others. */
export async function openJournals(
  directory: string,
  options: Pick<JournalOptions, 'clock' | 'device'>,
): Promise<Journals> {
  const journals = new Map<string, Journal>();
  const listeners = new Set<StreamListener>();
  const notes: OpeningNote[] = [];
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const erased = await openErasedBodies(directory);
  const openOne = async (stream: string): Promise<Journal> => {
    const journal = await openJournal(directory, stream, {
      ...options,
      erased,
      onNote: (note) => notes.push(note),
      onAppend: (name, lines) => listeners.forEach((listener) => listener(name, lines)),
    });
    journals.set(stream, journal);
    return journal;
  };
  for (const stream of await listStreams(directory)) await openOne(stream);
  const opening = new Map<string, Promise<Journal>>();
  return {
    streams: () => [...journals.keys()],
    get: (stream) => journals.get(stream),
    open: async (stream) => {
      const known = journals.get(stream) ?? opening.get(stream);
      if (known !== undefined) return known;
      const started = openOne(stream).finally(() => opening.delete(stream));
      opening.set(stream, started);
      return started;
    },
    heads: () => [...journals.values()].map((journal) => ({ stream: journal.stream, ...journal.head() })),
    notes: () => notes,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      for (const journal of journals.values()) await journal.close();
    },
  };
}
