import { rowTime, type Row, type RowKind, type RowOf } from '../../shared/domain/release/rows.ts';
import type { RowColumns } from '../../shared/formats/row-chunk.ts';
import { readRowChunk } from './decoded-chunks.ts';
import { hashId, lowHash } from './hash-id.ts';
import type { RowDirectoryEntry, Store } from './schema.ts';

/** A row with the sequence of the intake line that brought it. */
export type FoundRow = { readonly row: Row; readonly seq: number };

const tablesOf = (store: Store) => [
  store.rows,
  store.rowChunks,
  store.rowKeys,
  store.rowDirectory,
  store.superseded,
  store.shelves,
];

/**
 * The rows of a kind whose time (rowTime) lies in [from, to], epoch ms, ascending in time and then by id; of `owner`, a
 * service or repository, alone where one is given. Each id comes once, in the revision that stands. It reads the tail by
 * index and of the sealed chunks only those that reach into the range.
 */
export async function readRows<K extends RowKind>(
  store: Store,
  kind: K,
  from: number,
  to: number,
  owner?: string,
): Promise<readonly RowOf<K>[]> {
  return store.transaction('r', tablesOf(store), async () => {
    const inTail =
      owner === undefined
        ? store.rows.where('[kind+at]').between([kind, from], [kind, to], true, true)
        : store.rows.where('[kind+owner+at]').between([kind, owner, from], [kind, owner, to], true, true);
    const rows = (await inTail.toArray()).map(({ row }) => row as RowOf<K>);
    for (const entry of await sealedWithin(store, kind, from, to, owner)) {
      const columns = await readRowChunk(store, entry);
      const superseded = new Set((await store.superseded.get([kind, entry.sha256]))?.rows);
      if (columns !== undefined) addWithin(rows, columns, superseded, from, to, owner);
    }
    return rows.toSorted((a, b) => rowTime(a) - rowTime(b) || (a.id < b.id ? -1 : 1));
  });
}

/** The sealed chunks that reach into a range: what {@link readRows} opens. */
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

function addWithin<K extends RowKind>(
  rows: RowOf<K>[],
  columns: RowColumns,
  superseded: ReadonlySet<number>,
  from: number,
  to: number,
  owner: string | undefined,
): void {
  for (let i = firstFrom(columns, from); i < columns.count && columns.time(i) <= to; i += 1)
    if (!superseded.has(i) && (owner === undefined || columns.owner(i) === owner))
      rows.push(columns.row(i) as RowOf<K>);
}

/** The first row at or after a time; rows of a chunk ascend. */
function firstFrom(columns: RowColumns, from: number): number {
  let [low, high] = [0, columns.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (columns.time(middle) < from) low = middle + 1;
    else high = middle;
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
