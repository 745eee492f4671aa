import type { ColumnMapping } from '../domain/release/column-mapping.ts';
import { normalName } from './fields.ts';

const nameColumns = new Set(
  ['key', 'setting', 'property', 'parameter'].flatMap((each) => [each, `${each}name`, `config${each}`]),
);
const valueColumns = new Set(['value', 'val', 'settingvalue', 'propertyvalue', 'parametervalue', 'currentvalue']);
/** Columns that part a table of settings into several: one key may be set in each. */
const placeColumns = new Set(
  'service component application app environment env stage namespace section group scope host'.split(' '),
);

/** A ticket or an incident may have a key and a value for the business; it has a title too. */
const titleColumns = /^(title|summary|shortdescription|subject|headline)$/;

/** Where a table of settings, one per row, says what is set, to what, and in which place; null for any other table. */
export type SettingsColumns = {
  readonly key: number;
  readonly value: number;
  readonly places: readonly number[];
};

/** Finds the columns of a table of settings by their names. */
export function settingsColumns(columns: readonly string[]): SettingsColumns | null {
  const names = columns.map(normalName);
  const key = names.findIndex((name) => nameColumns.has(name));
  const value = names.findIndex((name) => valueColumns.has(name));
  if (key < 0 || value < 0) return null;
  return { key, value, places: names.flatMap((name, index) => (placeColumns.has(name) ? [index] : [])) };
}

/**
 * The column that makes a table one of settings, so that a reading by column names must leave it alone: what a setting is
 * set to may be a secret. Null where there is none, or where the mapping itself says what the column is.
 */
export function settingsColumn(columns: readonly string[], mapping: ColumnMapping): string | null {
  const found = settingsColumns(columns);
  const column = found === null ? undefined : columns[found.key];
  if (column === undefined || columns.some((each) => titleColumns.test(normalName(each)))) return null;
  return Object.values(mapping.columns).some((each) => normalName(each) === normalName(column)) ? null : column;
}
