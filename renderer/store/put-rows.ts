import { groupBy } from './group-by.ts';
import type { Row, RowKind } from '../../shared/domain/release/rows.ts';
import { tableOf, type Store } from './schema.ts';

/**
 * Puts rows in the order the intake has them. Of one id the highest revision stands, and of equal revisions the one that
 * was brought in last. Runs inside the caller's transaction.
 */
export async function putRows(store: Store, rows: readonly Row[]): Promise<void> {
  for (const [kind, ofKind] of groupBy(rows, (row) => row.kind)) await putKind(store, kind, ofKind);
}

async function putKind(store: Store, kind: RowKind, rows: readonly Row[]): Promise<void> {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const known = newest.get(row.id);
    if (known === undefined || row.revision >= known.revision) newest.set(row.id, row);
  }
  const table = tableOf(store, kind);
  const stored = await table.bulkGet([...newest.keys()]);
  for (const row of stored) {
    const incoming = row === undefined ? undefined : newest.get(row.id);
    if (row !== undefined && incoming !== undefined && incoming.revision < row.revision) newest.delete(row.id);
  }
  // Every row of this group is of this kind, which the type of a table chosen at run time cannot say.
  await table.bulkPut([...newest.values()] as never[]);
}
