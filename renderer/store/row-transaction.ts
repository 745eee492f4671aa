import { beginRowChanges, type RowChanges } from './row-changes.ts';
import { advance, forget } from './row-memory.ts';
import { tellBlocks } from './note-releases.ts';
import { derivedTables, type Derived, type Store } from './schema.ts';

const beginning: Derived = { name: 'intake', seq: 0, version: 0, epoch: 0 };

/**
 * Runs a change of kept rows as one transaction: `work` collects, and its end writes what was collected, the releases it
 * tells of and how far the derived tables are. `work` calls `reach` with the last line it derived from; without that
 * nothing changed. What the worker remembers moves with it, or is read anew after a failure.
 */
export async function inRowTransaction<T>(
  store: Store,
  work: (changes: RowChanges, seq: number, reach: (seq: number) => void) => Promise<T>,
): Promise<T> {
  const tables = [store.intake, store.cursors, store.rowChunks, store.rowKeys, store.derived];
  try {
    return await store.transaction('rw', [...tables, ...derivedTables.map((name) => store.table(name))], async () => {
      const before = (await store.derived.get('intake')) ?? beginning;
      const changes = beginRowChanges(store, before);
      let seq: number | undefined;
      const answer = await work(changes, before.seq, (reached) => (seq = reached));
      if (seq === undefined) return answer;
      await changes.tellReleases();
      await tellBlocks(store, changes.blocks, before.version + 1);
      await changes.write();
      const after = { ...before, seq, version: before.version + 1 };
      await store.derived.put(after);
      advance(store, before, after);
      return answer;
    });
  } catch (error) {
    forget(store);
    throw error;
  }
}
