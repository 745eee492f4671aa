import type { Frame } from '../../shared/contract/frames.ts';
import { decodeRowChunk } from '../../shared/formats/row-chunk.ts';
import { remember } from './decoded-chunks.ts';
import { hashIds } from './put-row-chunk.ts';
import type { KeptChunk, KeptRowChunk, RowKeys, Store } from './schema.ts';

type Chunks = Extract<Frame['header'], { kind: 'chunks' }>;

/**
 * Keeps the chunks of one frame in one transaction. It goes past Dexie, which would tell every window of each chunk;
 * whoever reads looks for chunks only once a directory names them, and that comes later. The commit does not wait for the
 * disk: the intake lines after it do, and a chunk that a power cut tore is found by its checksum.
 */
export async function putChunks(store: Store, { chunks, rows = [] }: Chunks, payload: Uint8Array<ArrayBuffer>) {
  if (!store.isOpen()) await store.open();
  let start = payload.byteOffset;
  const take = (bytes: number): ArrayBuffer => payload.buffer.slice(start, (start += bytes));
  const samples = chunks.map(({ chunk: { series, t0, sha256 }, bytes }): KeptChunk => {
    return { series, t0, sha256, bytes: take(bytes) };
  });
  const sealed = rows.map(({ chunk: { kind, t0, sha256 }, bytes }): KeptRowChunk => {
    return { kind, t0, sha256, bytes: take(bytes) };
  });
  const keys = sealed.flatMap((chunk) => keysOf(store, chunk));
  const names = sealed.length === 0 ? ['chunks'] : ['chunks', 'rowChunks', 'rowKeys'];
  const transaction = store.backendDB().transaction(names, 'readwrite', { durability: 'relaxed' });
  const putAll = (name: string, values: readonly object[]): void => {
    if (values.length === 0) return;
    const kept = transaction.objectStore(name);
    values.forEach((value) => kept.put(value));
  };
  putAll('chunks', samples);
  putAll('rowChunks', sealed);
  putAll('rowKeys', keys);
  transaction.commit();
  await new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('the chunks were not kept')));
  });
}

/** None for a damaged chunk, which is as good as one that did not come. */
function keysOf(store: Store, { kind, sha256, bytes }: KeptRowChunk): RowKeys[] {
  const decoded = decodeRowChunk(new Uint8Array(bytes));
  if (!decoded.ok) return [];
  // The line that names it is next and asks for its rows.
  remember(store, sha256, decoded.value);
  return [{ kind, sha256, hashes: hashIds(decoded.value).buffer }];
}
