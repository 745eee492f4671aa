import type { RowChunk } from '../../shared/domain/release/intake-line.ts';
import type { Row, RowKind } from '../../shared/domain/release/rows.ts';
import { rowChunkCapacity, type RowColumns } from '../../shared/formats/row-chunk.ts';
import { readRowChunk, type ChunkName } from './decoded-chunks.ts';
import { hashId, lowHash } from './hash-id.ts';
import { putRows } from './put-rows.ts';
import { tellsOfReleases, type RowChanges } from './row-changes.ts';
import { addChunk } from './row-memory.ts';
import type { Store } from './schema.ts';
import { toldRow } from './told-row.ts';

/**
 * Takes in a sealed chunk that an intake line names: its place in the directory, and which revision of each id stands. A
 * chunk whose bytes did not come has its place and no rows.
 */
export async function putRowChunk(changes: RowChanges, chunk: RowChunk, seq: number): Promise<void> {
  const { store } = changes;
  const { kind, t0, t1, count, owners, sha256 } = chunk;
  const name = { kind, t0, sha256 };
  if ((await store.rowDirectory.get([kind, sha256])) !== undefined) return putAgain(changes, name, seq);
  const span = spanOf(t0, t1);
  (await changes.shelf(kind)).spans.add(span);
  const keys = await store.rowKeys.get([kind, sha256]);
  if (keys !== undefined) {
    const hashes = new Uint32Array(keys.hashes);
    await settleRevisions(changes, name, hashes);
    // After its own rows were looked for, so that none is found to replace itself.
    addChunk(await changes.sealed(kind), name, hashes);
  }
  await store.rowDirectory.put({ kind, sha256, span, t0, t1, count, owners, origin: { kind: 'line', seq } });
}

/** The same bytes once more: rows that were changed meanwhile and are again what they were. They go to the tail. */
async function putAgain(changes: RowChanges, name: ChunkName, seq: number): Promise<void> {
  const columns = await readRowChunk(changes.store, name);
  const rows = Array.from({ length: columns?.count ?? 0 }, (_, row) => columns?.row(row));
  await putRows(
    changes,
    rows.flatMap((row) => (row === undefined ? [] : [{ row, seq }])),
  );
}

/** The least whole number of which the power of two is no less than the chunk's length in ms. */
export const spanOf = (t0: number, t1: number): number => Math.ceil(Math.log2(Math.max(1, t1 - t0)));

/** Looks for each row's id among what is kept; the newer revision stands. */
async function settleRevisions(changes: RowChanges, name: ChunkName, hashes: Uint32Array): Promise<void> {
  const { store } = changes;
  const { kind } = name;
  const shelf = await changes.shelf(kind);
  const tailIds = shelf.tail === 0 ? undefined : await changes.tailIds(kind);
  const { index } = await changes.sealed(kind);
  const maybeSealed = hashes.some((hash) => index.find(hash).length > 0);
  if (!tellsOfReleases(kind) && tailIds === undefined && !maybeSealed) return;
  const columns = await readRowChunk(store, name);
  if (columns === undefined) return;
  if (tailIds === undefined && !maybeSealed) {
    for (let place = 0; place < columns.count; place += 1)
      changes.note({ old: undefined, row: toldRow(columns, place) });
    return;
  }
  const ids = Array.from({ length: columns.count }, (_, place) => columns.id(place));
  const inTail = await readTail(store, kind, tailIds === undefined ? [] : ids.filter((id) => tailIds.has(id)));
  const sealed = maybeSealed
    ? await changes.findSealed(
        kind,
        ids.filter((id) => !inTail.has(id)),
      )
    : undefined;
  const left: string[] = [];
  ids.forEach((id, place) => {
    const replaced = sealed?.get(id);
    const old = inTail.get(id) ?? replaced?.row;
    if (old !== undefined && old.revision > columns.revision(place)) {
      changes.supersede(name, place);
      return;
    }
    if (inTail.has(id)) left.push(id);
    if (replaced !== undefined) changes.supersede(replaced.chunk, replaced.place);
    if (tellsOfReleases(kind)) changes.note({ old, row: toldRow(columns, place) });
  });
  left.forEach((id) => tailIds?.delete(id));
  shelf.tail -= left.length;
  await store.rows.bulkDelete(left.map((id) => [kind, id]));
}

async function readTail(store: Store, kind: RowKind, ids: readonly string[]): Promise<ReadonlyMap<string, Row>> {
  const kept = await store.rows.bulkGet(ids.map((id) => [kind, id]));
  return new Map(kept.flatMap((each) => (each === undefined ? [] : [[each.id, each.row] as const])));
}

/** The hash of each id in a chunk, as the store keeps them beside it. */
export function hashIds(columns: RowColumns): Uint32Array<ArrayBuffer> {
  const hashes = new Uint32Array(Math.min(columns.count, rowChunkCapacity));
  for (let row = 0; row < hashes.length; row += 1) hashes[row] = lowHash(hashId(columns.id(row)));
  return hashes;
}
