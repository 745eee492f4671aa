import { emptyMapping, type ColumnMapping } from '../domain/release/column-mapping.ts';
import { rowSchema, type Row, type RowKind, type RowOf } from '../domain/release/rows.ts';
import { createMapper } from './create-mapper.ts';
import { completeMapping, detectFormat, detectShape } from './detect-format.ts';
import type { Mapped, RecordFault, SourceRecord, UnreadableRecord } from './format.ts';
import { formats, type FormatId } from './formats.ts';
import { hashText } from './hash-text.ts';
import { createJsonReader, createNdjsonReader } from './json-reader.ts';
import { createDocumentReader, createLineReader, createYamlReader, utf8Length } from './text-reader.ts';

/** The clock of these tests. */
export const testNow = Date.UTC(2026, 2, 17);

export type Sample = { readonly series: string; readonly unit: string; readonly time: number; readonly value: number };

/** Everything a text brings, read as the intake reads it: shape and format from its head, then record by record. */
export type Reading = {
  readonly format: FormatId;
  readonly why: string;
  readonly samples: readonly Sample[];
  readonly rows: readonly Row[];
  readonly faults: readonly RecordFault[];
  readonly notes: readonly RecordFault[];
};

const readers = {
  json: createJsonReader,
  ndjson: createNdjsonReader,
  lines: createLineReader,
  yaml: createYamlReader,
  document: createDocumentReader,
} as const;

/** Reads a whole text that is not a table. `piece` is how many characters come at a time. */
export function readText(
  name: string,
  text: string,
  options: { readonly mapping?: ColumnMapping; readonly format?: FormatId; readonly piece?: number } = {},
): Reading {
  const { mapping = emptyMapping, piece = 65_536 } = options;
  const shape = detectShape(text, name, options.format);
  if (shape === 'csv') throw new Error('taken for a table');
  const reader = readers[shape]();
  const records: (SourceRecord | UnreadableRecord)[] = [];
  for (let from = 0; from < text.length; from += piece) records.push(...reader.push(text.slice(from, from + piece)));
  records.push(...reader.end());
  const first = records.find((record) => record.kind === 'value')?.value ?? null;
  const found = detectFormat({ name, text, shape, columns: Object.keys(first ?? {}), first, mapping });
  if (!found.ok && options.format === undefined) throw new Error(found.error.message);
  const format = options.format ?? (found.ok ? found.value.format : 'metrics');
  const file = { name, sha256: hashText(text), size: utf8Length(text) };
  const completed = completeMapping(format, name, Object.keys(first ?? {}), mapping);
  const mapper = createMapper(format, completed, testNow, null, Object.keys(first ?? {}), file);
  if (!mapper.ok) throw new Error(mapper.error.message);
  const reading = {
    samples: [] as Sample[],
    rows: [] as Row[],
    faults: [] as RecordFault[],
    notes: [] as RecordFault[],
  };
  const keep = (item: Exclude<Mapped, { kind: 'many' }>): void => {
    if (item.kind === 'row') reading.rows.push(rowSchema.parse(item.row));
    else if (item.kind === 'quarantined') reading.faults.push(item.fault);
    else if (item.kind === 'noted') reading.notes.push(item.fault);
    else {
      const { series, unit } = item.series;
      rowSchema.parse(item.series);
      reading.samples.push({ series, unit, time: item.time, value: item.value });
    }
  };
  for (const record of records) {
    if (record.kind === 'unreadable') {
      reading.faults.push(record.fault);
      continue;
    }
    const mapped = mapper.value.map(record);
    for (const item of mapped.kind === 'many' ? mapped.items : [mapped]) keep(item);
  }
  for (const item of mapper.value.end?.() ?? []) keep(item);
  return { format, why: found.ok ? found.value.why : '', ...reading };
}

export const rowsOf = <K extends RowKind>(reading: Reading, kind: K): RowOf<K>[] =>
  reading.rows.filter((row): row is RowOf<K> => row.kind === kind);

/** Why a text is refused by its head; null when it is not. */
export function refusalOf(name: string, text: string, mapping: ColumnMapping = emptyMapping): string | null {
  const shape = detectShape(text, name);
  const reader = shape === 'lines' ? createLineReader() : createJsonReader();
  const record = [...reader.push(text), ...reader.end()].find((each) => each.kind === 'value');
  const first = record?.kind === 'value' ? record.value : null;
  const head = { name, text, shape, columns: [], first, body: first, mapping };
  const found = detectFormat(head);
  if (!found.ok) throw new Error(found.error.message);
  return formats[found.value.format].refuse?.(head)?.message ?? null;
}
