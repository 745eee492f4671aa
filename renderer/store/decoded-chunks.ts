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

/**
 * Decodes chunks of one kind that lie next to each other in time, for {@link decodedNow} to give. One request brings all
 * between the first and the last, which costs half of asking for each.
 */
export async function readNeighbours(store: Store, names: readonly ChunkName[]): Promise<void> {
  const wanted = names.filter(({ sha256 }) => decodedNow(store, sha256) === undefined).toSorted((a, b) => a.t0 - b.t0);
  const [first, last] = [wanted[0], wanted.at(-1)];
  if (first === undefined || last === undefined) return;
  const between = [
    [first.kind, first.t0, ''],
    [last.kind, last.t0, '\uffff'],
  ] as const;
  const isWanted = new Set(wanted.map(({ sha256 }) => sha256));
  for (const { sha256, bytes } of await store.rowChunks
    .where('[kind+t0+sha256]')
    .between(...between)
    .toArray()) {
    const decoded = isWanted.has(sha256) ? decodeRowChunk(new Uint8Array(bytes)) : undefined;
    if (decoded?.ok === true) remember(store, sha256, decoded.value);
  }
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
