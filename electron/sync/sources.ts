import type { JournalLine } from '../../shared/journal/line.ts';
import type { Result } from '../../shared/lib/result.ts';

export type Head = { readonly seq: number; readonly hash: string };

export type SourceFault = { readonly code: string; readonly message: string };

/** What the sync needs of one journal. */
export interface JournalSource {
  head(): Head;
  read(after: number): readonly JournalLine[];
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

/** Signs how far a journal was acknowledged, and knows its own signature again. */
export interface ReceiptSource {
  readonly canJudge: boolean;
  readonly device: string;
  give(head: Head & { readonly stream: string }): string;
  isOurs(head: Head & { readonly stream: string }, receipt: string): boolean;
}
