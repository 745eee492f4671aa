import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

export type RawRecord = { readonly data: { readonly [key: string]: unknown }; readonly url: string };

/** Recorded API records of the shared test data: `raw/gitlab/deployments`; null where the data is not at hand. */
export function recordedRecords(name: string): readonly RawRecord[] | null {
  const file = new URL(`../../../shared/data/raw/${name}.csv`, import.meta.url);
  if (!existsSync(file)) return null;
  const rows = parse(readFileSync(file), { columns: true }) as readonly {
    readonly data: string;
    readonly url: string;
  }[];
  return rows.map(({ data, url }) => ({ data: JSON.parse(data) as RawRecord['data'], url }));
}
