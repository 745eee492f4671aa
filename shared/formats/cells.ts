import type { ServiceId } from '../domain/ids.ts';
import type { ColumnPlan } from './column-plan.ts';
import { valueAt } from './column-plan.ts';
import { normalName } from './fields.ts';
import type { Mapped, RecordFault, SourceRecord } from './format.ts';
import { isRecordValue } from './json-reader.ts';
import { readTime } from './time.ts';
import type { Zone } from './zone.ts';

/**
 * Reads the fields of one record after another. The first thing wrong is kept and everything after it reads as empty,
 * so that a mapper is a straight list of reads closed by `faultOr`.
 */
export type Cells = {
  readonly start: (record: SourceRecord) => void;
  /** Trimmed text, cut to `max` characters; null when empty or absent. */
  readonly text: (field: string, max: number) => string | null;
  readonly requiredText: (field: string, max: number) => string;
  readonly service: (field: string) => ServiceId;
  readonly time: (field: string) => number | null;
  readonly requiredTime: (field: string) => number;
  readonly number: (field: string) => number | null;
  /** Texts of a list: a JSON array of texts or of objects with a name, or one text parted by `,`, `;` or `|`. */
  readonly list: (field: string, max: number) => readonly string[];
  readonly oneOf: <K extends string>(field: string, names: ReadonlyMap<string, K>) => K | null;
  readonly sha: (field: string) => string | null;
  /** Notes a fault found by a check across fields. */
  readonly fail: (code: string, field: string, message: string) => void;
  /** Fails unless `later` is null or not before `earlier`. */
  readonly inOrder: (earlier: number | null, later: number | null, field: string, what: string) => void;
  readonly failed: () => boolean;
  readonly faultOr: (result: () => Mapped) => Mapped;
};

export function createCells(plan: ColumnPlan, header: readonly string[] | null, zone: Zone | null, now: number): Cells {
  const indexes = new Map<string, number>();
  for (const [name, column] of Object.entries(plan.columns)) indexes.set(name, header?.indexOf(column) ?? -1);
  let current: SourceRecord | null = null;
  let fault: RecordFault | null = null;

  const pathOf = (field: string): string => plan.columns[field] ?? field;
  const fail = (code: string, field: string, message: string): void => {
    fault ??= { code, path: pathOf(field).slice(0, 300), message: message.slice(0, 500) };
  };
  const raw = (field: string): unknown => {
    const column = plan.columns[field];
    if (column === undefined || current === null) return plan.constants[field];
    const value = current.kind === 'cells' ? current.cells[indexes.get(field) ?? -1] : valueAt(current.value, column);
    return value === undefined || value === null || value === '' ? plan.constants[field] : value;
  };
  const text = (field: string, max: number): string | null => {
    const value = raw(field);
    if (value === undefined || value === null) return null;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      fail('wrong-type', field, 'a text was expected here');
      return null;
    }
    return clip(String(value), max);
  };
  const requiredText = (field: string, max: number): string => {
    const value = text(field, max);
    if (value === null) fail('missing-value', field, `${pathOf(field)} is empty`);
    return value ?? '';
  };
  const time = (field: string): number | null => {
    const value = raw(field);
    if (value === undefined || value === null || (typeof value === 'string' && /^\s*(null|none|-)?\s*$/i.test(value)))
      return null;
    if (typeof value !== 'string' && typeof value !== 'number') {
      fail('wrong-type', field, 'a time was expected here');
      return null;
    }
    const read = readTime(value, zone, now);
    if (read.ok) return read.value;
    fail(read.error.code, field, read.error.message);
    return null;
  };
  return {
    start: (record) => {
      current = record;
      fault = null;
      if (header !== null && record.kind === 'cells' && record.cells.length !== header.length)
        fault = {
          code: 'wrong-columns',
          path: '',
          message: `the row has ${record.cells.length} cells, the header ${header.length}`,
        };
    },
    text,
    requiredText,
    service: (field) => {
      const id = toServiceId(requiredText(field, 200));
      if (id === '') fail('missing-value', field, `${pathOf(field)} names no service`);
      return id;
    },
    time,
    requiredTime: (field) => {
      const value = time(field);
      if (value === null) fail('missing-value', field, `${pathOf(field)} is empty`);
      return value ?? 0;
    },
    number: (field) => {
      const value = raw(field);
      if (value === undefined || value === null) return null;
      const result = readNumber(value);
      if (result === null) fail('bad-number', field, `${pathOf(field)} is not a number`);
      return result;
    },
    list: (field, max) => textsOf(raw(field)).flatMap((each) => clip(each, max) ?? []),
    oneOf: (field, names) => {
      const value = text(field, 80);
      if (value === null) return null;
      const known = names.get(normalName(value));
      if (known === undefined)
        fail(
          'unknown-value',
          field,
          `${/val(ue)?$/.test(normalName(pathOf(field))) ? 'the word' : shown(value)} is not known here; known are ${[...new Set(names.values())].join(', ')}`,
        );
      return known ?? null;
    },
    sha: (field) => {
      const value = text(field, 80);
      if (value === null || /^[0-9a-f]{7,64}$/i.test(value)) return value?.toLowerCase() ?? null;
      fail('bad-sha', field, `${shown(value)} is not a commit id`);
      return null;
    },
    fail,
    inOrder: (earlier, later, field, what) => {
      if (earlier !== null && later !== null && later < earlier) fail('finish-before-start', field, what);
    },
    failed: () => fault !== null,
    faultOr: (result) => (fault === null ? result() : { kind: 'quarantined', fault }),
  };
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/[,;|]/);
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    const named: unknown = isRecordValue(each) ? (each['name'] ?? each['title'] ?? each['key']) : each;
    return typeof named === 'string' || typeof named === 'number' ? [String(named)] : [];
  });
}

/**
 * A word, as it is quoted in a message. Only a short one is: the message is kept in the log, and a longer cell may be a
 * text or a secret from another column. Cells that should be numbers are never quoted.
 */
export function shown(value: unknown): string {
  if (typeof value === 'string') return value.length <= 20 ? `"${value}"` : 'what is written here';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'what is written here';
}

export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** Trims, mends lone surrogates, and cuts to `max` characters with an ellipsis; null when nothing is left. */
export function clip(text: string, max: number): string | null {
  const clean = text
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
    .trim();
  if (clean === '') return null;
  if (clean.length <= max) return clean;
  const cut = clean.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** A service's name as an id: lower case, other characters than letters, digits, `.`, `_` and `-` become `-`. */
export function toServiceId(name: string): ServiceId {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '')
    .slice(0, 80) as ServiceId;
}
