import { encodeRowChunk, rowChunkCapacity } from '../../shared/formats/row-chunk.ts';
import { rowTime, type RowKind } from '../../shared/domain/release/rows.ts';
import { sha256Hex } from '../../shared/journal/sha256.ts';
import { hashId, lowHash } from './hash-id.ts';
import { spanOf } from './put-row-chunk.ts';
import { inRowTransaction } from './row-transaction.ts';
import { addChunk } from './row-memory.ts';
import type { Store } from './schema.ts';

/** Rows a kind may have in its tail before the oldest are sealed. */
export const tailCapacity = 8192;

/** Kinds without a time stay rows: they are few, and nobody asks for a range of them. */
const neverSealed: ReadonlySet<RowKind> = new Set<RowKind>(['component', 'slo', 'series']);

/** Seals the oldest rows of every tail that is over its bound, a chunk at a time, each in a transaction of its own. */
export async function sealTails(store: Store, capacity: number = tailCapacity): Promise<number> {
  let sealed = 0;
  for (;;) {
    const [full] = await store.shelves.filter(({ kind, tail }) => tail > capacity && !neverSealed.has(kind)).toArray();
    if (full === undefined) return sealed;
    if ((await sealOldest(store, full.kind)) === 0) return sealed;
    sealed += 1;
  }
}

/** Moves up to a chunk's worth of a kind's oldest rows into a sealed chunk; answers how many. */
async function sealOldest(store: Store, kind: RowKind): Promise<number> {
  return inRowTransaction(store, async (changes, seq, reach) => {
    const kept = await store.rows
      .where('[kind+at]')
      .between([kind, -Infinity], [kind, Infinity])
      .limit(rowChunkCapacity)
      .toArray();
    const rows = kept.map(({ row }) => row);
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return 0;
    const bytes = encodeRowChunk(rows);
    const sha256 = sha256Hex(bytes);
    const [t0, t1] = [rowTime(first), rowTime(last)];
    const span = spanOf(t0, t1);
    const hashes = Uint32Array.from(kept, ({ id }) => lowHash(hashId(id)));
    const owners = [...new Set(kept.map(({ owner }) => owner))];
    const seqs = Uint32Array.from(kept, ({ seq }) => seq);
    await store.rowChunks.put({ kind, t0, sha256, bytes: bytes.buffer });
    await store.rowKeys.put({ kind, sha256, hashes: hashes.buffer });
    await store.rowDirectory.put({
      kind,
      sha256,
      span,
      t0,
      t1,
      count: kept.length,
      owners,
      origin: { kind: 'tail', seqs },
    });
    // Rows that came back as they were before make the chunk that they had once left.
    await store.superseded.delete([kind, sha256]);
    await store.rows.bulkDelete(kept.map(({ id }) => [kind, id]));
    const shelf = await changes.shelf(kind);
    shelf.tail -= kept.length;
    shelf.spans.add(span);
    addChunk(await changes.sealed(kind), { kind, t0, sha256 }, hashes);
    reach(seq);
    return kept.length;
  });
}
