import type { JournalLine } from '../../shared/journal/line.ts';
import type { Result } from '../../shared/lib/result.ts';

export type Head = { readonly seq: number; readonly hash: string };

export type SourceFault = { readonly code: string; readonly message: string };

/** What the sync needs of one journal. */
export interface JournalSource {
  head(): Head;
  /** Lines above `after`; asked only where the head is beyond it, since a journal may have to be opened for them. */
  read(after: number): readonly JournalLine[] | Promise<readonly JournalLine[]>;
  restore(lines: readonly JournalLine[]): Promise<Result<Head, SourceFault>>;
}

/** What the sync needs of all journals. */
export interface JournalsSource {
  streams(): readonly string[];
  get(stream: string): JournalSource | undefined;
  open(stream: string): Promise<JournalSource>;
  subscribe(listener: (stream: string) => void): () => void;
}

/** What the sync needs of the intake: its log, verbatim, and the chunks of samples its lines name. */
export interface IntakeSource {
  head(): Head;
  /** Lines with a sequence above `after`, without their line ends. */
  lines(after: number): AsyncIterable<string>;
  chunk(sha256: string): Promise<Uint8Array | undefined>;
  subscribe(listener: () => void): () => void;
  /** Takes lines back that were lost here; each must continue the chain and the chunks they name must be here. */
  restore(lines: readonly string[]): Promise<Result<Head, SourceFault>>;
  /** Takes a chunk's bytes back and answers with their SHA-256. */
  restoreChunk(bytes: Uint8Array): Promise<Result<string, SourceFault>>;
}

/** Entries of a recording's list in their order, and the bytes of those among them that are chunks. */
export type RecordingBatch = {
  /** Lines of the list, without their line ends. */
  readonly texts: readonly string[];
  /** The bytes of the batch's chunks, one after the other; empty where they are not kept. */
  readonly bytes: Uint8Array;
  /** False where not all of these chunks are here any more: cut, purged, or in the one file that took their place. */
  readonly kept: boolean;
};

/** What the sync needs of the recordings: their lists, chained by links, and the chunks that have no file yet. */
export interface RecordingsSource {
  ids(): readonly string[];
  /** The review it was made in. */
  review(id: string): string;
  /** How many entries there are, and the link that they reach. Cheap: asked of every recording at every pull. */
  head(id: string): Head;
  /** The link after entry `seq`, which is at most the head's. */
  linkAt(id: string, seq: number): Promise<string | undefined>;
  /** Whether a part of it is open, so that chunks come many times a second. */
  isRunning(id: string): boolean;
  /** Entries above `after`: as many as fit into `maxBytes` with their chunks, and at least one if there is one. */
  entries(id: string, after: number, maxBytes: number): Promise<RecordingBatch>;
  subscribe(listener: (id: string) => void): () => void;
}

/** Signs how far a journal was acknowledged, and knows its own signature again. */
export interface ReceiptSource {
  readonly canJudge: boolean;
  readonly device: string;
  give(head: Head & { readonly stream: string }): string;
  isOurs(head: Head & { readonly stream: string }, receipt: string): boolean;
}
