import { useLiveQuery } from 'dexie-react-hooks';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import { pageStore } from './page-store.ts';
import { readRows } from './read-rows.ts';

/** What is known of a series by its name, `service/metric/environment`; null when nothing is, undefined while reading. */
export function useSeriesRow(series: string): RowOf<'series'> | null | undefined {
  return useLiveQuery(async () => {
    const rows = await readRows(pageStore(), 'series', 0, 0, series.split('/')[0] ?? '');
    return rows.find((row) => row.series === series) ?? null;
  }, [series]);
}
