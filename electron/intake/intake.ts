import type { ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import type { IntakeLine, RowChunk, SampleChunk } from '../../shared/domain/release/intake-line.ts';
import type { PulledBatch, PullState } from '../../shared/domain/release/pulled-batch.ts';
import type { QuarantinedRow, Row, RowKind, RowOf } from '../../shared/domain/release/rows.ts';
import type { FormatId } from '../../shared/formats/formats.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { DiskFault } from '../platform/files.ts';
import type { CarriedFile } from '../platform/carried.ts';
import type { InspectFault } from './inspect-head.ts';
import type { IntakeHead, IntakeNote, LogFault } from './intake-log.ts';
import type { PullOrigin } from './pull-ledger.ts';
import type { RowIndex } from './row-index.ts';
import type { Samples } from './sample-store.ts';

/** How a file is taken in. What is left out is detected. */
export type TakeOptions = {
  readonly format?: string | undefined;
  readonly mapping?: ColumnMapping | undefined;
  /** Go on although more than a fifth of a batch is bad. */
  readonly acceptBad?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TakeProgress) => void) | undefined;
  /** The line of another intake that it comes from, by a courier bundle. */
  readonly courier?: IntakeLine['source']['courier'];
};

/** `rows` counts records read, good and bad. `bytesTotal` is 0 where it is not known. */
export type TakeProgress = { readonly bytesRead: number; readonly bytesTotal: number; readonly rows: number };

export type TakeReport = {
  readonly name: string;
  readonly sha256: string;
  readonly format: FormatId;
  readonly why: string;
  /** Records taken in as new or newer; of a metric file, samples. */
  readonly accepted: number;
  /** Records that were known already. */
  readonly unchanged: number;
  /** The first 10,000 bad records, in the file's order. */
  readonly quarantined: readonly QuarantinedRow[];
  readonly quarantinedTotal: number;
  /** Accepted records by kind: `{deployment: 12}`; a metric's samples count as `sample`. */
  readonly byKind: { readonly [kind: string]: number };
  /** Sound records that nothing is used of, by the reason; none where the whole file was known already. */
  readonly passedOver: { readonly [reason: string]: number };
  /** Columns that fed no field; they stay in the raw copy. */
  readonly unknownColumns: readonly string[];
  readonly mapping: ColumnMapping;
  /** Why the file was not read to its end; what was kept is in the counts. */
  readonly stopped: { readonly code: 'too-many-bad' | 'cancelled'; readonly message: string } | null;
  /** SHA-256 of the bytes as they were carried, where only their scrubbed records are kept. */
  readonly original?: string;
};

/** What a pulled answer brought; the format is null where the pull failed and that was noted. */
export type PulledReport = Omit<TakeReport, 'format'> & { readonly format: FormatId | null };

/** `mapping` replaces the one the file was read with. */
export type RetryOptions = Pick<TakeOptions, 'mapping' | 'acceptBad' | 'signal' | 'onProgress'>;

/** Why a file could not be taken in. `kept` tells what was acknowledged before the fault and stays. */
export type TakeFault = {
  readonly code:
    | InspectFault['code']
    | DiskFault['code']
    | LogFault['code']
    | 'cancelled'
    | 'source-failed'
    | 'zone-conflict'
    | 'too-many-bad'
    | 'no-raw-copy';
  readonly message: string;
  readonly kept: { readonly accepted: number; readonly unchanged: number };
};

export type FilePreview = {
  readonly name: string;
  readonly format: FormatId;
  readonly why: string;
  readonly columns: readonly string[];
  readonly unknownColumns: readonly string[];
  /** The mapping that would be used, columns filled in: a proposal to change and save. */
  readonly mapping: ColumnMapping;
  readonly rows: readonly PreviewRow[];
  readonly problems: readonly QuarantinedRow[];
  /** Why it cannot be taken with this mapping, where a better mapping would mend it. */
  readonly blocked: { readonly code: string; readonly message: string } | null;
};
export type PreviewRow =
  Row | { readonly kind: 'sample'; readonly series: string; readonly time: number; readonly value: number };

/** Tells what an append brought. */
export type IntakeChange = {
  readonly head: IntakeHead;
  readonly rows: readonly Row[];
  readonly bulk: readonly RowChunk[];
  readonly samples: readonly SampleChunk[];
};

/** Where something came from: the file or answer, the line of the log that brought it, and of an answer what was asked. */
export type Provenance = {
  readonly name: string;
  readonly sha256: string;
  readonly format: string;
  readonly mapVersion: number;
  /** The line's sequence, and when it was written (ISO 8601, UTC). */
  readonly seq: number;
  readonly at: string;
  readonly pulled?: PullOrigin;
  readonly courier?: IntakeLine['source']['courier'];
};

/**
 * Release data on disk: raw copies, an append-only log of mapped rows, packed chunks of samples, and an index of it all
 * in memory. What an operation acknowledged is on the disk. The workspace's lock keeps other processes out.
 */
export type Intake = {
  readonly notes: readonly IntakeNote[];
  readonly takeFile: (file: CarriedFile, options?: TakeOptions) => Promise<Result<TakeReport, TakeFault>>;
  readonly previewFile: (file: CarriedFile, options?: TakeOptions) => Promise<Result<FilePreview, TakeFault>>;
  /** Takes in what a connector pulled. What was pulled before comes to nothing new; a fault leaves the source where it was. */
  readonly takePulled: (
    batch: PulledBatch,
    options?: Pick<TakeOptions, 'acceptBad' | 'courier'>,
  ) => Promise<Result<PulledReport, TakeFault>>;
  /** How far each source is read. */
  readonly pulls: () => readonly PullState[];
  /** Maps one kept raw file again, as its format is read now. */
  readonly retry: (sha256: string, options?: RetryOptions) => Promise<Result<TakeReport, TakeFault>>;
  /** Maps kept raw files again whose format has a newer map version than the one they were quarantined under. */
  readonly retryQuarantined: () => Promise<readonly Result<TakeReport, TakeFault>[]>;
  /** Bad records of files as they were last mapped. */
  readonly quarantine: () => readonly {
    readonly name: string;
    readonly sha256: string;
    readonly rows: readonly QuarantinedRow[];
  }[];
  readonly head: () => IntakeHead;
  /** Raw lines of the log with a sequence above `after`. */
  readonly lines: (after: number) => AsyncIterable<string>;
  readonly chunk: (sha256: string) => Promise<Uint8Array | undefined>;
  readonly rows: RowIndex;
  readonly series: () => Promise<readonly RowOf<'series'>[]>;
  /** Where the revision in force of a row came from; undefined where there is no such row. */
  readonly provenance: (kind: RowKind, id: string) => Promise<Provenance | undefined>;
  /** Where the samples with from <= time < to came from, in the order they were brought in. */
  readonly provenanceOfSamples: (series: string, from: number, to: number) => readonly Provenance[];
  /** Samples with from <= time < to, in ms since 1970 UTC. */
  readonly samples: (series: string, from: number, to: number) => Promise<Samples>;
  readonly chunksOf: (series: string) => readonly SampleChunk[];
  readonly subscribe: (listener: (change: IntakeChange) => void) => () => void;
  /** Takes back lines that were lost here; bring their chunks back first with `restoreChunk`. */
  readonly restore: (lines: readonly string[]) => Promise<Result<IntakeHead, LogFault>>;
  /** Takes back one chunk's bytes and answers with their SHA-256. */
  readonly restoreChunk: (bytes: Uint8Array) => Promise<Result<string, LogFault>>;
  readonly close: () => Promise<void>;
};
