import { Dexie, type EntityTable, type Table } from 'dexie';
import type { SampleChunk } from '../../shared/domain/release/intake-line.ts';
import type { RowKind, RowOf } from '../../shared/domain/release/rows.ts';

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

export const rowTables = {
  change: 'changes',
  merge: 'merges',
  release: 'releases',
  build: 'builds',
  deployment: 'deployments',
  runtime: 'runtime',
  sighting: 'sightings',
  flag: 'flags',
  exposure: 'exposures',
  incident: 'incidents',
  ticket: 'tickets',
  log: 'logs',
  postmortem: 'postmortems',
  component: 'components',
  slo: 'slos',
  snapshot: 'snapshots',
  prediction: 'predictions',
  series: 'series',
} as const satisfies { readonly [K in RowKind]: string };

export type StoreTables = {
  readonly lines: Table<KeptLine, [string, number]>;
  readonly intake: Table<KeptIntakeLine, number>;
  readonly cursors: Table<Cursor, string>;
  readonly directory: Table<DirectoryEntry, [string, number]>;
  readonly chunks: Table<KeptChunk, [string, number, string]>;
  readonly forked: EntityTable<ForkedLines, 'id'>;
} & { readonly [K in RowKind as (typeof rowTables)[K]]: Table<RowOf<K>, string> };

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
  return store;
}

/** The table of one kind of row. */
export function tableOf<K extends RowKind>(store: Store, kind: K): Table<RowOf<K>, string> {
  return store.table(rowTables[kind]);
}
