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
 * The columns of chunks of one kind that lie next to each other in time, by hash, but for those whose bytes are not here
 * or are damaged. One request brings all that are not decoded yet, which costs half of asking for each. The answer holds
 * every chunk itself: what stays decoded beside it is a cache, from which this read or another at the same time may push
 * out any of them.
 */
export async function readNeighbours(
  store: Store,
  names: readonly ChunkName[],
): Promise<ReadonlyMap<string, RowColumns>> {
  const read = new Map<string, RowColumns>();
  const keep = (sha256: string, columns: RowColumns): void => {
    read.set(sha256, columns);
    remember(store, sha256, columns);
  };
  const wanted: ChunkName[] = [];
  for (const name of names) {
    const known = decodedNow(store, name.sha256);
    if (known === undefined) wanted.push(name);
    else keep(name.sha256, known);
  }
  wanted.sort((a, b) => a.t0 - b.t0);
  const [first, last] = [wanted[0], wanted.at(-1)];
  if (first === undefined || last === undefined) return read;
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
    if (decoded?.ok === true) keep(sha256, decoded.value);
  }
  return read;
}

/** A chunk that happens to be decoded already; undefined says nothing of whether it is kept. */
export const decodedNow = (store: Store, sha256: string): RowColumns | undefined => caches.get(store)?.get(sha256);

/** Keeps a chunk decoded that may be asked for soon. */
export function remember(store: Store, sha256: string, columns: RowColumns): void {
  let cache = caches.get(store);
  if (cache === undefined) caches.set(store, (cache = new Map()));
  cache.delete(sha256);
  cache.set(sha256, columns);
  const [oldest] = cache.keys();
  if (cache.size > kept && oldest !== undefined) cache.delete(oldest);
}
