import { useLiveQuery } from 'dexie-react-hooks';
import type { RowKind, RowOf } from '../../shared/domain/release/rows.ts';
import { pageStore } from './page-store.ts';
import { findRow, readRows } from './read-rows.ts';

/** Rows of a kind within [from, to], epoch ms, ascending; of one service or repository where given. Undefined while loading. */
export function useRows<K extends RowKind>(
  kind: K,
  from: number,
  to: number,
  owner?: string,
): readonly RowOf<K>[] | undefined {
  return useLiveQuery(() => readRows(pageStore(), kind, from, to, owner), [kind, from, to, owner]);
}

/** One row in the revision that stands; undefined while loading, null when there is none. */
export function useRow<K extends RowKind>(kind: K, id: string): RowOf<K> | null | undefined {
  return useLiveQuery(async () => {
    const found = await findRow(pageStore(), kind, id);
    return found === undefined ? null : (found.row as RowOf<K>);
  }, [kind, id]);
}
