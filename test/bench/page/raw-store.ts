// IndexedDB without anything in between: what the product's store is measured beside.

export type PlainChunk = { readonly t0: number; readonly bytes: ArrayBuffer };

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')));
  });

export function openRaw(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore('chunks', { keyPath: ['series', 't0'] });
  });
  return settled(request);
}

export function putRawChunks(database: IDBDatabase, chunks: readonly PlainChunk[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction('chunks', 'readwrite', { durability: 'relaxed' });
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('error', () => reject(transaction.error ?? new Error('IndexedDB failed')));
    const store = transaction.objectStore('chunks');
    for (const { t0, bytes } of chunks) store.put({ series: 'checkout/errors/production', t0, bytes });
  });
}

export async function readChunks(name: string, table: string): Promise<ArrayBuffer[]> {
  const database = await settled(indexedDB.open(name));
  const rows = (await settled(database.transaction(table).objectStore(table).getAll())) as PlainChunk[];
  database.close();
  return rows.map(({ bytes }) => bytes);
}
