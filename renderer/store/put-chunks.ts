import type { Frame } from '../../shared/contract/frames.ts';
import type { KeptChunk, Store } from './schema.ts';

type ChunkList = Extract<Frame['header'], { kind: 'chunks' }>['chunks'];

/**
 * Keeps the chunks of one frame in one transaction. It goes past Dexie, which would tell every window of each chunk;
 * charts look for chunks only once the directory names them, and that comes later. The commit does not wait for the
 * disk: the intake lines after it do, and a chunk that a power cut tore is found by its checksum.
 */
export async function putChunks(store: Store, chunks: ChunkList, payload: Uint8Array<ArrayBuffer>): Promise<void> {
  if (!store.isOpen()) await store.open();
  const transaction = store.backendDB().transaction('chunks', 'readwrite', { durability: 'relaxed' });
  const kept = transaction.objectStore('chunks');
  let start = payload.byteOffset;
  for (const { chunk, bytes } of chunks) {
    const { series, t0, sha256 } = chunk;
    kept.put({ series, t0, sha256, bytes: payload.buffer.slice(start, start + bytes) } satisfies KeptChunk);
    start += bytes;
  }
  transaction.commit();
  await new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('the chunks were not kept')));
  });
}
