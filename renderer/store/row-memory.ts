import { rowChunkCapacity } from '../../shared/formats/row-chunk.ts';
import type { RowKind } from '../../shared/domain/release/rows.ts';
import type { ChunkName } from './decoded-chunks.ts';
import { createIdIndex, type IdIndex } from './id-index.ts';
import type { Store } from './schema.ts';

/** What the sync worker knows of one kind's sealed rows without reading them: some 16 bytes a row. */
export type SealedRows = {
  readonly chunks: ChunkName[];
  /** Places count rows through the chunks: chunk number * rowChunkCapacity + row. */
  readonly index: IdIndex;
};

type Memory = { epoch: number; version: number; readonly byKind: Map<RowKind, SealedRows> };

const memories = new WeakMap<Store, Memory>();

/**
 * The sealed rows of a kind, read once per worker. `stamp` is the state of the store that the caller's transaction sees:
 * where another window changed it meanwhile, what is known is read anew. Call {@link advance} with every change.
 */
export async function sealedRows(store: Store, kind: RowKind, stamp: Stamp): Promise<SealedRows> {
  const memory = memoryAt(store, stamp);
  const known = memory.byKind.get(kind);
  if (known !== undefined) return known;
  const sealed: SealedRows = { chunks: [], index: createIdIndex() };
  const ofKind = [
    [kind, ''],
    [kind, '\uffff'],
  ] as const;
  const entries = await store.rowDirectory
    .where('[kind+sha256]')
    .between(...ofKind)
    .toArray();
  const times = new Map(entries.map(({ sha256, t0 }) => [sha256, t0]));
  await store.rowKeys
    .where('[kind+sha256]')
    .between(...ofKind)
    .each(({ sha256, hashes }) => {
      const t0 = times.get(sha256);
      if (t0 !== undefined) addChunk(sealed, { kind, t0, sha256 }, new Uint32Array(hashes));
    });
  memory.byKind.set(kind, sealed);
  return sealed;
}

export type Stamp = { readonly epoch: number; readonly version: number };

export function addChunk(sealed: SealedRows, name: ChunkName, hashes: Uint32Array): void {
  const first = sealed.chunks.push(name) - 1;
  hashes.forEach((hash, row) => sealed.index.add(hash, first * rowChunkCapacity + row));
}

/** What is known now stands for the store as it is after this change. */
export function advance(store: Store, before: Stamp, after: Stamp): void {
  const memory = memoryAt(store, before);
  memory.epoch = after.epoch;
  memory.version = after.version;
}

/** After a transaction that failed nobody knows what of it was remembered. */
export const forget = (store: Store): void => void memories.delete(store);

function memoryAt(store: Store, stamp: Stamp): Memory {
  const known = memories.get(store);
  if (known?.epoch === stamp.epoch && known.version === stamp.version) return known;
  const fresh: Memory = { ...stamp, byKind: new Map() };
  memories.set(store, fresh);
  return fresh;
}
