import { rowTime, type Row, type RowKind, type RowOf } from '../../shared/domain/release/rows.ts';
import type { RowColumns } from '../../shared/formats/row-chunk.ts';
import { readNeighbours, readRowChunk } from './decoded-chunks.ts';
import { hashId, lowHash } from './hash-id.ts';
import type { RowDirectoryEntry, Store } from './schema.ts';

/** A row with the sequence of the intake line that brought it. */
export type FoundRow = { readonly row: Row; readonly seq: number };

/** Chunks on their way at the same time. */
const chunksAtOnce = 8;

const tablesOf = (store: Store) => [
  store.rows,
  store.rowChunks,
  store.rowKeys,
  store.rowDirectory,
  store.superseded,
  store.shelves,
];

/** Part of a sealed chunk that lies in a range: rows `first` up to `end`, but for those in `gone`. */
export type RowSlice = {
  readonly columns: RowColumns;
  readonly first: number;
  readonly end: number;
  readonly gone: ReadonlySet<number>;
};

/** Rows of a range as they are kept: single ones, ascending in time, and slices of columns. */
export type RowRange<K extends RowKind> = {
  readonly tail: readonly RowOf<K>[];
  readonly slices: readonly RowSlice[];
  /** Sealed chunks that the intake names and whose bytes are not here or are damaged. */
  readonly missing: number;
};

/**
 * What is kept of a kind in [from, to] (rowTime, epoch ms), each id once, in the revision that stands; of `owner`, a
 * service or repository, alone where one is given, though slices may hold rows of others. No object is made of a sealed
 * row: figures are counted in the columns. Only chunks that reach into the range are read.
 */
export async function readRange<K extends RowKind>(
  store: Store,
  kind: K,
  from: number,
  to: number,
  owner?: string,
): Promise<RowRange<K>> {
  return store.transaction('r', tablesOf(store), async () => {
    const [kept, entries] = await Promise.all([
      (owner === undefined
        ? store.rows.where('[kind+at]').between([kind, from], [kind, to], true, true)
        : store.rows.where('[kind+owner+at]').between([kind, owner, from], [kind, owner, to], true, true)
      ).toArray(),
      sealedWithin(store, kind, from, to, owner),
    ]);
    const superseded = await store.superseded.bulkGet(entries.map(({ sha256 }) => [kind, sha256]));
    const slices: RowSlice[] = [];
    for (let next = 0; next < entries.length; next += chunksAtOnce) {
      const some = entries.slice(next, next + chunksAtOnce);
      const read = await readNeighbours(store, some);
      some.forEach(({ sha256 }, index) => {
        const columns = read.get(sha256);
        if (columns === undefined) return;
        const first = firstWhere(columns, (at) => at >= from);
        const end = firstWhere(columns, (at) => at > to);
        slices.push({ columns, first, end, gone: new Set(superseded[next + index]?.rows) });
      });
    }
    return { tail: kept.map(({ row }) => row as RowOf<K>), slices, missing: entries.length - slices.length };
  });
}

/** The rows of a range as {@link readRange} finds them, ascending in time and then by id. */
export async function readRows<K extends RowKind>(
  store: Store,
  kind: K,
  from: number,
  to: number,
  owner?: string,
): Promise<readonly RowOf<K>[]> {
  const { tail, slices } = await readRange(store, kind, from, to, owner);
  const rows = [...tail];
  for (const { columns, first, end, gone } of slices)
    for (let i = first; i < end; i += 1)
      if (!gone.has(i) && (owner === undefined || columns.owner(i) === owner)) rows.push(columns.row(i) as RowOf<K>);
  return rows.toSorted((a, b) => rowTime(a) - rowTime(b) || (a.id < b.id ? -1 : 1));
}

/** The sealed chunks that reach into a range: what {@link readRange} opens. */
export async function sealedWithin(
  store: Store,
  kind: RowKind,
  from: number,
  to: number,
  owner?: string,
): Promise<readonly RowDirectoryEntry[]> {
  const shelf = await store.shelves.get(kind);
  const found: RowDirectoryEntry[] = [];
  for (const span of shelf?.spans ?? []) {
    const entries = await store.rowDirectory
      .where('[kind+span+t0]')
      .between([kind, span, from - 2 ** span], [kind, span, to], true, true)
      .toArray();
    found.push(...entries.filter(({ t1, owners }) => t1 >= from && (owner === undefined || owners.includes(owner))));
  }
  return found;
}

/** The first row of which the time is so; rows of a chunk ascend. */
function firstWhere(columns: RowColumns, isSo: (time: number) => boolean): number {
  let [low, high] = [0, columns.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(columns.time(middle))) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** One row by its id, in the revision that stands; undefined when there is none. */
export async function findRow(store: Store, kind: RowKind, id: string): Promise<FoundRow | undefined> {
  return store.transaction('r', tablesOf(store), async () => {
    const kept = await store.rows.get([kind, id]);
    if (kept !== undefined) return kept;
    const low = lowHash(hashId(id));
    const ofKind = store.rowKeys.where('[kind+sha256]').between([kind, ''], [kind, '\uffff']);
    const maybe: { readonly sha256: string; readonly row: number }[] = [];
    await ofKind.each(({ sha256, hashes }) => {
      const all = new Uint32Array(hashes);
      for (let row = all.indexOf(low); row >= 0; row = all.indexOf(low, row + 1)) maybe.push({ sha256, row });
    });
    for (const { sha256, row } of maybe) {
      const found = await openSealed(store, kind, sha256, row);
      if (found?.row.id === id) return found;
    }
    return undefined;
  });
}

async function openSealed(store: Store, kind: RowKind, sha256: string, row: number): Promise<FoundRow | undefined> {
  const entry = await store.rowDirectory.get([kind, sha256]);
  if (entry === undefined || (await store.superseded.get([kind, sha256]))?.rows.includes(row) === true)
    return undefined;
  const columns = await readRowChunk(store, entry);
  if (columns === undefined) return undefined;
  return {
    row: columns.row(row),
    seq: entry.origin.kind === 'line' ? entry.origin.seq : (entry.origin.seqs[row] ?? 0),
  };
}
