import { useLiveQuery } from 'dexie-react-hooks';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import { pageStore } from './page-store.ts';
import { readRows } from './read-rows.ts';

/** What is known of a series by its name; null when nothing is, undefined while reading. */
export function useSeriesRow(series: string): RowOf<'series'> | null | undefined {
  return useLiveQuery(
    async () => (await readRows(pageStore(), 'series', 0, 0)).find((row) => row.series === series) ?? null,
    [series],
  );
}
