import type { ColumnMapping } from './column-mapping.ts';
import type { Pulled } from './intake-line.ts';

/**
 * What a connector hands over at once: an answer of its source as it came, how it is read, and how far the source is
 * read when it is kept. The intake keeps the bytes first, then the rows mapped from them; `pulled` stands in the last
 * line of the batch, so that the cursor moves with its rows or not at all. `body` is null when the pull failed.
 */
export type PulledBatch = {
  /** How the answer is called among the files: `github deployments acme/checkout`. */
  readonly name: string;
  readonly pulled: Pulled;
  readonly body: {
    readonly bytes: Uint8Array;
    readonly format: string;
    readonly mapping: ColumnMapping;
  } | null;
};

/** How far a source is read, from the log. `failed` is what stands after the last successful pull, if anything. */
export type PullState = {
  readonly source: string;
  readonly read: {
    readonly cursor: Extract<Pulled['outcome'], { kind: 'read' }>['cursor'];
    readonly watermark: number | null;
    readonly open: readonly string[];
    readonly done: boolean;
    /** Epoch ms of the last answer that was kept. */
    readonly at: number;
  } | null;
  readonly failed: {
    readonly code: string;
    readonly message: string;
    readonly since: number | null;
    readonly at: number;
  } | null;
};
