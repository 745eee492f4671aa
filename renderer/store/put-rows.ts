import { rowOwner, rowTime, type Row, type RowKind } from '../../shared/domain/release/rows.ts';
import { groupBy } from './group-by.ts';
import type { RowChanges } from './row-changes.ts';
import type { KeptRow } from './schema.ts';

export type ArrivedRow = { readonly row: Row; readonly seq: number };

/**
 * Puts rows into the tail in the order the intake has them. Of one id the highest revision stands, and of equal revisions
 * the one that was brought in last, wherever the others lie.
 */
export async function putRows(changes: RowChanges, arrived: readonly ArrivedRow[]): Promise<void> {
  for (const [kind, ofKind] of groupBy(arrived, ({ row }) => row.kind)) await putKind(changes, kind, ofKind);
}

async function putKind(changes: RowChanges, kind: RowKind, arrived: readonly ArrivedRow[]): Promise<void> {
  const newest = new Map<string, ArrivedRow>();
  for (const each of arrived) {
    const known = newest.get(each.row.id);
    if (known === undefined || each.row.revision >= known.row.revision) newest.set(each.row.id, each);
  }
  const { store } = changes;
  const shelf = await changes.shelf(kind);
  const ids = [...newest.keys()];
  const stored = await store.rows.bulkGet(ids.map((id) => [kind, id]));
  const sealed = await changes.findSealed(
    kind,
    ids.filter((_, index) => stored[index] === undefined),
  );
  const puts: KeptRow[] = [];
  ids.forEach((id, index) => {
    const arrival = newest.get(id);
    const inTail = stored[index];
    const old = inTail ?? sealed.get(id);
    if (arrival === undefined || (old !== undefined && arrival.row.revision < old.row.revision)) return;
    const { row, seq } = arrival;
    const replaced = sealed.get(id);
    if (replaced !== undefined) changes.supersede(replaced.chunk, replaced.place);
    if (inTail === undefined) shelf.tail += 1;
    puts.push({ kind, id, at: rowTime(row), owner: rowOwner(row), seq, row });
    changes.note({ old: old?.row, row });
  });
  changes.addTailIds(kind, puts);
  await store.rows.bulkPut(puts);
}
