import type { ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import { columnsOf } from '../../shared/formats/column-plan.ts';
import { createMapper, type PlannedMapper } from '../../shared/formats/create-mapper.ts';
import { createCsvReader } from '../../shared/formats/csv-reader.ts';
import { completeMapping, detectFormat, detectShape, isRawExport } from '../../shared/formats/detect-format.ts';
import { formatIds, parseFormatName, type FileShape, type FormatId } from '../../shared/formats/format.ts';
import type { SourceRecord, UnreadableRecord } from '../../shared/formats/format.ts';
import { createJsonReader, createNdjsonReader } from '../../shared/formats/json-reader.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';

export type InspectFault = {
  readonly code:
    'unreadable' | 'unknown-format' | 'missing-columns' | 'zone-needed' | 'wrong-zone' | 'wrong-encoding' | 'empty';
  readonly message: string;
  /** What was recognised all the same, where a better mapping would mend the fault. */
  readonly reading?: Pick<Inspection, 'format' | 'why' | 'columns' | 'mapping'>;
};

/** What a file's head told: how to cut it, what it is, how its columns are read. */
export type Inspection = {
  readonly format: FormatId;
  readonly why: string;
  readonly shape: FileShape;
  readonly columns: readonly string[];
  readonly mapping: ColumnMapping;
  /** Records of the head, whole ones only. */
  readonly records: readonly (SourceRecord | UnreadableRecord)[];
  /** A fresh mapper; mappers remember the records they saw. */
  readonly createMapper: () => PlannedMapper;
};

export type RecordReader = {
  readonly push: (text: string) => (SourceRecord | UnreadableRecord)[];
  readonly end: () => (SourceRecord | UnreadableRecord)[];
};

export function createReader(shape: FileShape): RecordReader {
  if (shape === 'json') return createJsonReader();
  return shape === 'ndjson' ? createNdjsonReader() : createCsvReader();
}

/** Recognises a file by its first bytes, and refuses at once what cannot be read as a whole. */
export function inspectHead(
  name: string,
  head: Uint8Array,
  whole: boolean,
  choice: { readonly format?: string | undefined; readonly mapping: ColumnMapping; readonly now: number },
): Result<Inspection, InspectFault> {
  const wrong = checkBytes(head);
  if (wrong !== null) return err(wrong);
  const text = new TextDecoder('utf-8').decode(head, { stream: !whole });
  if (text.replace(/^\uFEFF/, '').trim() === '') return err({ code: 'empty', message: 'The file is empty.' });
  const cut = cutHead(text, whole);
  if (!cut.ok) return cut;
  const { shape, header, columns, records } = cut.value;
  const first = records.find((record) => record.kind !== 'unreadable');
  const found = chooseFormat(choice.format, { shape, columns, first: firstValues(first, header) }, choice.mapping);
  if (!found.ok) return found;
  const { format, why } = found.value;
  const mapping = completeMapping(format, name, columns, choice.mapping);
  const make = (): Result<PlannedMapper, InspectFault> => createMapper(format, mapping, choice.now, header, columns);
  const mapper = make();
  const reading = { format, why, columns, mapping };
  if (!mapper.ok) return err({ code: mapper.error.code, message: mapper.error.message, reading });
  if (format === 'metrics' && first !== undefined) {
    const mapped = mapper.value.map(first);
    if (mapped.kind === 'quarantined' && mapped.fault.code === 'zone-needed')
      return err({ code: 'zone-needed', message: mapped.fault.message, reading });
  }
  const fresh = (): PlannedMapper => {
    const again = make();
    return again.ok ? again.value : mapper.value;
  };
  return ok({ format, why, shape, columns, mapping, records, createMapper: fresh });
}

type Cut = {
  readonly shape: FileShape;
  readonly header: readonly string[] | null;
  readonly columns: readonly string[];
  readonly records: readonly (SourceRecord | UnreadableRecord)[];
};

function cutHead(text: string, whole: boolean): Result<Cut, InspectFault> {
  const cutAs = detectShape(text);
  const reader = createReader(cutAs);
  const records = reader.push(text);
  if (whole) records.push(...reader.end());
  if (cutAs === 'csv') {
    const header = records.shift();
    if (header?.kind !== 'cells')
      return err({
        code: 'unreadable',
        message: `The first line is not a header of columns: ${header?.kind === 'unreadable' ? header.fault.message : 'it has no end'}.`,
      });
    const columns = header.cells.map((cell) => cell.trim());
    return ok({ shape: isRawExport(columns) ? 'raw' : 'csv', header: columns, columns, records });
  }
  const values = records.flatMap((record) => (record.kind === 'value' ? [record.value] : []));
  const broken = records.find((record) => record.kind === 'unreadable');
  if (values.length === 0 && broken !== undefined)
    return err({
      code: 'unreadable',
      message: `Not JSON that can be read: ${cutAs === 'ndjson' ? 'line' : 'record'} ${broken.row}: ${broken.fault.message}.`,
    });
  const columns = [...new Set(values.flatMap((value) => columnsOf(value)))];
  return ok({ shape: cutAs, header: null, columns, records });
}

function firstValues(
  first: SourceRecord | UnreadableRecord | undefined,
  header: readonly string[] | null,
): { readonly [column: string]: unknown } | null {
  if (first?.kind === 'value') return first.value;
  if (first?.kind !== 'cells' || header === null) return null;
  return Object.fromEntries(header.map((column, index) => [column, first.cells[index]]));
}

function chooseFormat(
  named: string | undefined,
  head: Parameters<typeof detectFormat>[0],
  mapping: ColumnMapping,
): Result<{ readonly format: FormatId; readonly why: string }, InspectFault> {
  if (named === undefined) return detectFormat(head, mapping);
  const format = parseFormatName(named);
  return format === undefined
    ? err({
        code: 'unknown-format',
        message: `There is no format "${named.slice(0, 40)}". There are: ${formatIds.join(', ')}.`,
      })
    : ok({ format, why: 'the format was named' });
}

const compressed: readonly (readonly [string, string])[] = [
  ['504b0304', 'a zip archive or an office document'],
  ['1f8b', 'compressed with gzip'],
  ['28b52ffd', 'compressed with zstd'],
  ['25504446', 'a PDF'],
];

function checkBytes(head: Uint8Array): InspectFault | null {
  const begin = Buffer.from(head.subarray(0, 4)).toString('hex');
  const packed = compressed.find(([magic]) => begin.startsWith(magic));
  if (packed !== undefined)
    return {
      code: 'unreadable',
      message: `The file is ${packed[1]}. Unpack it, or save the table as CSV, and bring that in.`,
    };
  const sample = head.subarray(0, 1024);
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const half = sample.length / 2;
  const utf16 =
    begin.startsWith('fffe') || begin.startsWith('feff') || zeros.some((count) => half > 4 && count > half * 0.4);
  return utf16
    ? { code: 'wrong-encoding', message: 'The file is written in UTF-16. Save it as UTF-8 and bring it in again.' }
    : null;
}
