import type { ColumnMapping } from '../domain/release/column-mapping.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { genericFields, normalName, requiredFields, type GenericFormat } from './fields.ts';

/**
 * Which source column feeds each canonical field, what is read where there is no column or its cell is empty, and what
 * was left unread.
 */
export type ColumnPlan = {
  readonly columns: { readonly [field: string]: string };
  readonly constants: { readonly [field: string]: string };
  readonly unknown: readonly string[];
};

export type ColumnFault = {
  readonly code: 'missing-columns';
  readonly message: string;
  readonly missing: readonly string[];
  readonly found: readonly string[];
};

/**
 * Finds a column for each canonical field: the mapping's choice first, then the names sources commonly use. A column
 * feeds one field at most. One error names everything that is missing beside everything that was found.
 */
export function planColumns(
  format: GenericFormat,
  found: readonly string[],
  mapping: ColumnMapping,
): Result<ColumnPlan, ColumnFault> {
  const byName = new Map<string, string>();
  for (const column of found) if (!byName.has(normalName(column))) byName.set(normalName(column), column);
  const columns: Record<string, string> = {};
  const taken = new Set<string>();
  const wrong: string[] = [];
  const take = (name: string, column: string): void => {
    columns[name] = column;
    taken.add(column);
  };
  for (const [name, source] of Object.entries(mapping.columns)) {
    const column = found.includes(source) ? source : byName.get(normalName(source));
    if (column !== undefined) take(name, column);
    else wrong.push(source);
  }
  const fields = genericFields[format];
  const longest = Math.max(...fields.map((each) => each.synonyms.length));
  // Rank by rank, so that an exact name wins over another field's distant synonym.
  for (let rank = 0; rank < longest; rank += 1) {
    for (const { name, synonyms } of fields) {
      const column = byName.get(normalName(synonyms[rank] ?? ''));
      if (synonyms[rank] === undefined || column === undefined || taken.has(column)) continue;
      if (columns[name] === undefined && mapping.constants[name] === undefined) take(name, column);
    }
  }
  const constants = givenValues(mapping);
  const has = (name: string): boolean => columns[name] !== undefined || constants[name] !== undefined;
  const missing = requiredFields[format].filter((group) => !group.some(has)).map((group) => group.join(' or '));
  if (missing.length > 0 || wrong.length > 0)
    return err({ code: 'missing-columns', message: faultMessage(missing, wrong, found), missing, found });
  return ok({ columns, constants, unknown: found.filter((column) => !taken.has(column)) });
}

/** What a mapping itself says of a field: its constant, else its default. */
export const givenValues = ({ constants, defaults }: ColumnMapping): { readonly [field: string]: string } => ({
  ...defaults,
  ...constants,
});

function faultMessage(missing: readonly string[], wrong: readonly string[], found: readonly string[]): string {
  const parts: string[] = [];
  if (missing.length > 0) parts.push(`No column for ${missing.join(', ')}.`);
  if (wrong.length > 0) parts.push(`The mapping names columns the file does not have: ${wrong.join(', ')}.`);
  parts.push(`The file has: ${found.length === 0 ? 'no columns' : found.join(', ')}.`);
  parts.push('Name the right columns, or give a constant, in a mapping.');
  return parts.join(' ').slice(0, 900);
}

/** Names of a JSON record's members as columns: `title`, and `service.summary` for one level of nesting. */
export function columnsOf(value: { readonly [key: string]: unknown }): string[] {
  const columns: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (typeof member === 'object' && member !== null && !Array.isArray(member))
      for (const inner of Object.keys(member)) columns.push(`${key}.${inner}`);
    else columns.push(key);
  }
  return columns;
}

/** Reads a dotted path; an own key that holds the dots itself comes first. */
export function valueAt(value: { readonly [key: string]: unknown }, path: string): unknown {
  if (Object.hasOwn(value, path)) return value[path];
  let current: unknown = value;
  for (const key of path.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as { readonly [key: string]: unknown })[key];
  }
  return current;
}
