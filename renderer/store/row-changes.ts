import type { Row, RowKind } from '../../shared/domain/release/rows.ts';
import { rowChunkCapacity } from '../../shared/formats/row-chunk.ts';
import { decodedNow, readRowChunk, type ChunkName } from './decoded-chunks.ts';
import { groupBy } from './group-by.ts';
import { hashId, lowHash } from './hash-id.ts';
import { noteReleases, type BlockKey } from './note-releases.ts';
import { sealedRows, type SealedRows, type Stamp } from './row-memory.ts';
import type { Shelf, Store } from './schema.ts';
import type { ToldRow } from './told-row.ts';

/** One row that stands from now on, and the revision of it that stood until now. */
export type RowChange = { readonly old: ToldRow | undefined; readonly row: ToldRow };

/** The sealed row that stands for an id at present. */
export type SealedRow = { readonly chunk: ChunkName; readonly place: number; readonly row: Row };

/** What one transaction does to the kept rows: collected here and written at its end. */
export type RowChanges = {
  readonly store: Store;
  readonly stamp: Stamp;
  /** Blocks of releases that were written so far. */
  readonly blocks: readonly BlockKey[];
  readonly sealed: (kind: RowKind) => Promise<SealedRows>;
  /** The ids in a kind's tail, read when first asked for; who changes the tail changes them. */
  readonly tailIds: (kind: RowKind) => Promise<Set<string>>;
  readonly addTailIds: (kind: RowKind, rows: readonly { readonly id: string }[]) => void;
  readonly shelf: (kind: RowKind) => Promise<{ tail: number; readonly spans: Set<number> }>;
  /** Keeps in mind what a release is told from; other kinds are none. */
  readonly note: (change: RowChange) => void;
  /** Brings releases up to date with what was noted since; where much was, before all of it stands in memory. */
  readonly tellReleases: (ifMoreThan?: number) => Promise<void>;
  readonly supersede: (chunk: ChunkName, place: number) => void;
  /** Of each id the one sealed row that no other revision replaced, where there is one. */
  readonly findSealed: (kind: RowKind, ids: readonly string[]) => Promise<ReadonlyMap<string, SealedRow>>;
  readonly write: () => Promise<void>;
};

const kindsOfReleases: ReadonlySet<RowKind> = new Set<RowKind>(['release', 'deployment', 'runtime', 'incident']);

export const tellsOfReleases = (kind: RowKind): boolean => kindsOfReleases.has(kind);

/** Begins the changes of one transaction, which must hold the tables of rows. */
export function beginRowChanges(store: Store, stamp: Stamp): RowChanges {
  const noted: RowChange[] = [];
  const blocks: BlockKey[] = [];
  const shelves = new Map<RowKind, { tail: number; readonly spans: Set<number> }>();
  const tails = new Map<RowKind, Set<string>>();
  const superseded = new Map<string, { readonly name: ChunkName; readonly rows: Set<number> }>();
  const sealed = (kind: RowKind): Promise<SealedRows> => sealedRows(store, kind, stamp);
  const supersededIn = (name: ChunkName, stored: readonly number[] = []): Set<number> => {
    let entry = superseded.get(name.sha256);
    if (entry === undefined) superseded.set(name.sha256, (entry = { name, rows: new Set(stored) }));
    return entry.rows;
  };
  return {
    store,
    stamp,
    blocks,
    sealed,
    tailIds: async (kind) => {
      let ids = tails.get(kind);
      if (ids === undefined) {
        const keys = await store.rows.where('[kind+id]').between([kind, ''], [kind, '\uffff']).primaryKeys();
        tails.set(kind, (ids = new Set(keys.map(([, id]) => id))));
      }
      return ids;
    },
    addTailIds: (kind, rows) => {
      const ids = tails.get(kind);
      if (ids !== undefined) for (const { id } of rows) ids.add(id);
    },
    shelf: async (kind) => {
      let shelf = shelves.get(kind);
      if (shelf === undefined) {
        const stored = await store.shelves.get(kind);
        shelves.set(kind, (shelf = { tail: stored?.tail ?? 0, spans: new Set(stored?.spans) }));
      }
      return shelf;
    },
    note: (change) => {
      if (tellsOfReleases(change.row.kind)) noted.push(change);
    },
    tellReleases: async (ifMoreThan = 0) => {
      if (noted.length > ifMoreThan) blocks.push(...(await noteReleases(store, noted.splice(0))));
    },
    supersede: (name, place) => void supersededIn(name).add(place),
    // Chunk by chunk, so that no more than a few are decoded at a time. A transaction of IndexedDB ends when too much is
    // awaited in it that is no request of its own, so nothing is awaited that is known.
    findSealed: async (kind, ids) => {
      const { chunks, index } = await sealed(kind);
      const maybe = ids.flatMap((id) => index.find(lowHash(hashId(id))).map((place) => ({ id, place })));
      const found = new Map<string, SealedRow>();
      for (const [number, ofChunk] of groupBy(maybe, ({ place }) => Math.floor(place / rowChunkCapacity))) {
        const chunk = chunks[number];
        if (chunk === undefined) continue;
        const isKnown = superseded.has(chunk.sha256);
        const stored = isKnown ? undefined : await store.superseded.get([kind, chunk.sha256]);
        const gone = supersededIn(chunk, stored?.rows);
        const columns = decodedNow(store, chunk.sha256) ?? (await readRowChunk(store, chunk));
        for (const { id, place } of ofChunk) {
          const at = place % rowChunkCapacity;
          if (columns?.id(at) === id && !gone.has(at)) found.set(id, { chunk, place: at, row: columns.row(at) });
        }
      }
      return found;
    },
    write: async () => {
      const touched = [...superseded.values()].filter(({ rows }) => rows.size > 0);
      if (touched.length > 0)
        await store.superseded.bulkPut(
          touched.map(({ name: { kind, sha256 }, rows }) => ({ kind, sha256, rows: [...rows].toSorted(byNumber) })),
        );
      const told = [...shelves].map(([kind, { tail, spans }]): Shelf => ({ kind, tail, spans: [...spans] }));
      if (told.length > 0) await store.shelves.bulkPut(told);
    },
  };
}

const byNumber = (a: number, b: number): number => a - b;
