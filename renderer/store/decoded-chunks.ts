import { decodeRowChunk, type RowColumns } from '../../shared/formats/row-chunk.ts';
import type { RowKind } from '../../shared/domain/release/rows.ts';
import type { Store } from './schema.ts';

export type ChunkName = { readonly kind: RowKind; readonly t0: number; readonly sha256: string };

/** Chunks read last stay decoded: some 8 MB. */
const kept = 12;
const caches = new WeakMap<Store, Map<string, RowColumns>>();

/** A sealed chunk's columns; undefined where its bytes are not here or are damaged. May run inside a transaction. */
export async function readRowChunk(store: Store, name: ChunkName): Promise<RowColumns | undefined> {
  const known = decodedNow(store, name.sha256);
  if (known !== undefined) {
    remember(store, name.sha256, known);
    return known;
  }
  const stored = await store.rowChunks.get([name.kind, name.t0, name.sha256]);
  const decoded = stored === undefined ? undefined : decodeRowChunk(new Uint8Array(stored.bytes));
  if (decoded?.ok !== true) return undefined;
  remember(store, name.sha256, decoded.value);
  return decoded.value;
}

/** A chunk that is decoded already. */
export const decodedNow = (store: Store, sha256: string): RowColumns | undefined => caches.get(store)?.get(sha256);

/** Keeps a chunk decoded that is going to be asked for soon. */
export function remember(store: Store, sha256: string, columns: RowColumns): void {
  let cache = caches.get(store);
  if (cache === undefined) caches.set(store, (cache = new Map()));
  cache.delete(sha256);
  cache.set(sha256, columns);
  const [oldest] = cache.keys();
  if (cache.size > kept && oldest !== undefined) cache.delete(oldest);
}
