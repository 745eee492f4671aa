import { Dexie, type EntityTable, type Table } from 'dexie';
import type { SampleChunk } from '../../shared/domain/release/intake-line.ts';
import type { Row, RowKind } from '../../shared/domain/release/rows.ts';
import type { IntakeFile } from './intake-files.ts';
import { summarizeAnew } from './note-releases.ts';
import type { PackedFacts } from './release-facts.ts';
import type { KeptTranscript } from './kept-transcripts.ts';
import type { ReleaseSummary } from './release-summary.ts';
import type { KeptRecording, KeptSound, MediaBlock } from './recording-tables.ts';
import type { SourceState } from './source-states.ts';

/** One line of a journal, verbatim, so that it can be given back when the main process lost it. */
export type KeptLine = { readonly stream: string; readonly seq: number; readonly text: string };
export type KeptIntakeLine = { readonly seq: number; readonly text: string };

/** How far a stream is kept here: its last line's sequence, hash and time (epoch ms). `intake` is a stream too. */
export type Cursor = {
  readonly stream: string;
  readonly seq: number;
  readonly hash: string;
  readonly at: number;
  /** What the main process knows the journal's last line again by. The intake has none. */
  readonly receipt?: string;
};

/** Which chunks of a series one intake line brought. Charts look here first and fetch only the bytes they need. */
export type DirectoryEntry = { readonly series: string; readonly seq: number; readonly chunks: readonly SampleChunk[] };

/** A packed chunk of samples (shared/formats/chunk.ts). Its identity is its hash; the key's front serves range reads. */
export type KeptChunk = {
  readonly series: string;
  readonly t0: number;
  readonly sha256: string;
  readonly bytes: ArrayBuffer;
};

/** Lines that contradict the main process's history. They are kept aside, never overwritten. */
export type ForkedLines = {
  readonly id: number;
  readonly stream: string;
  readonly foundAt: number;
  readonly lines: readonly string[];
};

/** A row of the tail: what came lately or changes still, one record each. `seq` is the intake line that brought it. */
export type KeptRow = {
  readonly kind: RowKind;
  readonly id: string;
  /** Its time as rowTime tells it, epoch ms, and what it belongs to. */
  readonly at: number;
  readonly owner: string;
  readonly seq: number;
  readonly row: Row;
};

/** Rows of one kind sealed in columns (shared/formats/row-chunk.ts), from the intake or from this page's own tail. */
export type KeptRowChunk = {
  readonly kind: RowKind;
  readonly t0: number;
  readonly sha256: string;
  readonly bytes: ArrayBuffer;
};

/** The hash (hash-id.ts) of each id in a sealed chunk, in its order: Uint32. */
export type RowKeys = { readonly kind: RowKind; readonly sha256: string; readonly hashes: ArrayBuffer };

/**
 * Where the rows of a sealed chunk lie in time. The chunk lasts no longer than 2^`span` ms, which bounds how far before a
 * window a chunk can begin and still reach into it.
 */
export type RowDirectoryEntry = {
  readonly kind: RowKind;
  readonly sha256: string;
  readonly span: number;
  readonly t0: number;
  readonly t1: number;
  readonly count: number;
  readonly owners: readonly string[];
  /** The intake line that named the chunk, or for rows sealed here the line of each. */
  readonly origin:
    { readonly kind: 'line'; readonly seq: number } | { readonly kind: 'tail'; readonly seqs: Uint32Array };
};

/** Rows of a sealed chunk, by number, of which another revision stands elsewhere. */
export type Superseded = { readonly kind: RowKind; readonly sha256: string; readonly rows: readonly number[] };

/** What is kept of one kind: rows in its tail, and the spans among its sealed chunks. */
export type Shelf = { readonly kind: RowKind; readonly tail: number; readonly spans: readonly number[] };

/**
 * How far the tables that follow from the intake's lines are. `version` rises with every change to them; `epoch` when
 * they began anew, with another history.
 */
export type Derived = {
  readonly name: 'intake';
  readonly seq: number;
  readonly version: number;
  readonly epoch: number;
};

/** One release as lists show it; `summary` is null while nothing but an incident names it. */
export type KeptRelease = {
  readonly id: string;
  readonly summary: ReleaseSummary | null;
  readonly facts: PackedFacts;
};

/** Releases of one service that were first heard of in the same week, `block`: few records, however many releases. */
export type ReleaseBlock = {
  readonly service: string;
  readonly block: number;
  /** {@link KeptRelease}s as JSON: the browser keeps one text many times faster than as many objects. */
  readonly releases: string;
};

/** The block of each version of a service. */
export type ReleaseDirectory = { readonly service: string; readonly blocks: ReadonlyMap<string, number> };

/** Which blocks changed with the derived tables' `version`. The latest are kept; who was away longer reads all anew. */
export type ReleaseChanges = { readonly version: number; readonly blocks: readonly (readonly [string, number])[] };

/** A line of the intake that set rows of a file aside. */
export type BadLine = { readonly sha256: string; readonly seq: number };

/** A sealed segment of the search index (shared/search), and which of its documents are deleted. */
export type SearchPart = { readonly name: string; readonly bytes: Uint8Array; readonly deleted: readonly number[] };

/** How far a stream is in the search index, and the documents it was made into. */
export type SearchStream = {
  readonly stream: string;
  readonly seq: number;
  readonly hash: string;
  readonly documents: readonly string[];
};

export type StoreTables = {
  readonly searchParts: Table<SearchPart, string>;
  readonly searchStreams: Table<SearchStream, string>;
  readonly lines: Table<KeptLine, [string, number]>;
  readonly intake: Table<KeptIntakeLine, number>;
  readonly cursors: Table<Cursor, string>;
  readonly directory: Table<DirectoryEntry, [string, number]>;
  readonly chunks: Table<KeptChunk, [string, number, string]>;
  readonly forked: EntityTable<ForkedLines, 'id'>;
  readonly rows: Table<KeptRow, [string, string]>;
  readonly rowChunks: Table<KeptRowChunk, [string, number, string]>;
  readonly rowKeys: Table<RowKeys, [string, string]>;
  readonly rowDirectory: Table<RowDirectoryEntry, [string, string]>;
  readonly superseded: Table<Superseded, [string, string]>;
  readonly shelves: Table<Shelf, string>;
  readonly derived: Table<Derived, string>;
  readonly releaseBlocks: Table<ReleaseBlock, [string, number]>;
  readonly releaseDirectory: Table<ReleaseDirectory, string>;
  readonly releaseChanges: Table<ReleaseChanges, number>;
  readonly files: Table<IntakeFile, string>;
  readonly badLines: Table<BadLine, [string, number]>;
  readonly sources: Table<SourceState, string>;
  readonly recordings: EntityTable<KeptRecording, 'copy'>;
  readonly recordingBytes: Table<KeptSound, [number, number, number]>;
  readonly mediaBlocks: Table<MediaBlock, [number, number]>;
  readonly transcripts: Table<KeptTranscript, string>;
};

export type Store = Dexie & StoreTables;

export const databaseName = 'hotwash';

/** Opens the page's database. Every commit waits for the disk, which journal lines are worth; chunks do not (put-chunks.ts). */
export function openStore(name: string = databaseName): Store {
  const store = new Dexie(name, { chromeTransactionDurability: 'strict', cache: 'disabled' }) as Store;
  store.version(1).stores({
    lines: '[stream+seq]',
    intake: 'seq',
    cursors: 'stream',
    directory: '[series+seq]',
    chunks: '[series+t0+sha256]',
    forked: '++id, stream',
    changes: 'id, [repository+at]',
    releases: 'id, [service+version], [service+at]',
    builds: 'id, [service+startedAt], sha',
    deployments: 'id, [service+version], startedAt',
    runtime: 'id, [service+version]',
    incidents: 'id, [service+detectedAt], release, detectedAt',
    series: 'id, service, series',
  });
  store.version(2).stores({
    merges: 'id, [repository+createdAt]',
    sightings: 'id, [service+firstNewAt]',
    flags: 'id, [service+at]',
    exposures: 'id, [service+from]',
    tickets: 'id, [service+createdAt]',
    logs: 'id, [service+from]',
    postmortems: 'id, [service+from]',
    components: 'id, service',
    slos: 'id, service',
    snapshots: 'id, [service+at]',
    predictions: 'id, [service+version]',
  });
  // One tail for all kinds, and sealed chunks beside it. Rows follow from the kept lines: the worker derives them again.
  store.version(3).stores({
    ...Object.fromEntries(tablesUntilThree.map((name) => [name, null])),
    rows: '[kind+id], [kind+at], [kind+owner+at]',
    rowChunks: '[kind+t0+sha256]',
    rowKeys: '[kind+sha256]',
    rowDirectory: '[kind+sha256], [kind+span+t0]',
    superseded: '[kind+sha256]',
    shelves: 'kind',
    derived: 'name',
    releaseBlocks: '[service+block]',
    releaseDirectory: 'service',
    releaseChanges: 'version',
    files: 'sha256',
    badLines: '[sha256+seq]',
    sources: 'source',
  });
  // What a release says of its lag depended on the order its sightings came in. Its facts are right and tell it anew.
  store.version(4).upgrade((change) =>
    change
      .table<ReleaseBlock>('releaseBlocks')
      .toCollection()
      .modify((block, kept) => {
        kept.value = summarizeAnew(block);
      }),
  );
  store.version(5).stores({
    recordings: '++copy, id, review',
    recordingBytes: '[copy+part+seq]',
    mediaBlocks: '[copy+block]',
  });
  store.version(6).stores({ transcripts: 'id, review' });
  store.version(7).stores({ searchParts: 'name', searchStreams: 'stream' });
  return store;
}

/** A table for each kind, as it was until version 3. */
const tablesUntilThree = [
  'changes',
  'merges',
  'releases',
  'builds',
  'deployments',
  'runtime',
  'sightings',
  'flags',
  'exposures',
  'incidents',
  'tickets',
  'logs',
  'postmortems',
  'components',
  'slos',
  'snapshots',
  'predictions',
  'series',
];

/** The tables that follow from the intake's lines and are emptied with them. */
export const derivedTables = [
  'directory',
  'rows',
  'rowDirectory',
  'superseded',
  'shelves',
  'releaseBlocks',
  'releaseDirectory',
  'releaseChanges',
  'files',
  'badLines',
  'sources',
] as const satisfies readonly (keyof StoreTables)[];
