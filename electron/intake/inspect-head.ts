import type { ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import { columnsOf } from '../../shared/formats/column-plan.ts';
import { createMapper } from '../../shared/formats/create-mapper.ts';
import { createCsvReader } from '../../shared/formats/csv-reader.ts';
import { completeMapping, detectFormat, detectShape, isRawExport } from '../../shared/formats/detect-format.ts';
import type { FileShape, PlannedMapper, SourceRecord, UnreadableRecord } from '../../shared/formats/format.ts';
import { formatIds, formats, parseFormatName, type FormatId } from '../../shared/formats/formats.ts';
import { createJsonReader, createNdjsonReader } from '../../shared/formats/json-reader.ts';
import { createDocumentReader, createLineReader, createYamlReader } from '../../shared/formats/text-reader.ts';
import { assertNever } from '../../shared/lib/invariant.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { headBytes } from './carried-file.ts';
import { createScrubbedReader } from './scrub-records.ts';

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
  /** The columns of a CSV file; null for other shapes. */
  readonly header: readonly string[] | null;
  readonly columns: readonly string[];
  readonly mapping: ColumnMapping;
  /** Records of the head, whole ones only. */
  readonly records: readonly (SourceRecord | UnreadableRecord)[];
  /** A fresh mapper of the raw file of that hash; mappers remember the records they saw. */
  readonly createMapper: (sha256: string, size?: number) => PlannedMapper;
};

export type RecordReader = {
  readonly push: (text: string) => (SourceRecord | UnreadableRecord)[];
  readonly end: () => (SourceRecord | UnreadableRecord)[];
};

/** `isScrubbed` for the copy that is kept of a format that has personal data. */
export function createReader(shape: FileShape, maxRecord?: number, isScrubbed = false): RecordReader {
  if (isScrubbed) return createScrubbedReader();
  switch (shape) {
    case 'json':
      return createJsonReader(maxRecord);
    case 'ndjson':
      return createNdjsonReader();
    case 'lines':
      return createLineReader();
    case 'yaml':
      return createYamlReader();
    case 'document':
      return createDocumentReader();
    case 'csv':
    case 'raw':
      return createCsvReader();
    default:
      return assertNever(shape);
  }
}

/** `format` is the one a person named; `isScrubbed` when the bytes are the scrubbed copy of a file of that format. */
export type HeadChoice = {
  readonly format?: string | undefined;
  readonly mapping: ColumnMapping;
  readonly now: number;
  readonly isScrubbed?: boolean;
};

/** Recognises a file by its first bytes, and refuses at once what cannot be read as a whole. */
export function inspectHead(
  name: string,
  head: Uint8Array,
  whole: boolean,
  choice: HeadChoice,
): Result<Inspection, InspectFault> {
  const wrong = checkBytes(head);
  if (wrong !== null) return err(wrong);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(head, { stream: !whole });
  if (text.replace(/^\uFEFF/, '').trim() === '') return err({ code: 'empty', message: 'The file is empty.' });
  const named = choice.format === undefined ? undefined : parseFormatName(choice.format);
  const cut = cutHead(name, text, whole, { named, isScrubbed: choice.isScrubbed === true });
  if (!cut.ok) return err(refusedByText(name, text, choice.mapping) ?? cut.error);
  const { shape, header, columns, records } = cut.value;
  const first = records.find((record) => record.kind !== 'unreadable');
  const shown = { name, text, shape, columns, first: firstValues(first, header) };
  const found = chooseFormat(choice.format, shown, choice.mapping);
  if (!found.ok) {
    const isBare = records.length === 0 && (shape === 'json' || shape === 'ndjson');
    return isBare && choice.format === undefined ? err(noRecord(whole)) : found;
  }
  const { format, why } = found.value;
  const mapping = completeMapping(format, name, columns, choice.mapping);
  const make = (sha256: string, size = 0): Result<PlannedMapper, InspectFault> =>
    createMapper(format, mapping, choice.now, header, columns, { name, sha256, size });
  const mapper = make('0'.repeat(64));
  const reading = { format, why, columns, mapping };
  if (!mapper.ok) return err({ code: mapper.error.code, message: mapper.error.message, reading });
  const refused = formats[format].refuse?.({ ...shown, body: shown.first, mapping }) ?? null;
  if (refused !== null) return err({ ...refused, reading });
  if (format === 'metrics' && first !== undefined) {
    const mapped = mapper.value.map(first);
    if (mapped.kind === 'quarantined' && mapped.fault.code === 'zone-needed')
      return err({ code: 'zone-needed', message: mapped.fault.message, reading });
  }
  const fresh = (sha256: string, size?: number): PlannedMapper => {
    const again = make(sha256, size);
    return again.ok ? again.value : mapper.value;
  };
  return ok({ format, why, shape, header, columns, mapping, records, createMapper: fresh });
}

type Cut = {
  readonly shape: FileShape;
  readonly header: readonly string[] | null;
  readonly columns: readonly string[];
  readonly records: readonly (SourceRecord | UnreadableRecord)[];
};

function cutHead(
  name: string,
  text: string,
  whole: boolean,
  { named, isScrubbed }: { readonly named: FormatId | undefined; readonly isScrubbed: boolean },
): Result<Cut, InspectFault> {
  const cutAs = isScrubbed ? 'ndjson' : detectShape(text, name, named);
  const reader = createReader(cutAs, named === undefined ? undefined : formats[named].maxRecord, isScrubbed);
  const records = reader.push(text);
  if (whole) records.push(...reader.end());
  if (cutAs === 'csv') {
    const header = records.shift();
    if (header === undefined && !whole) return err(endlessHeader);
    if (header?.kind !== 'cells')
      return err({
        code: 'unreadable',
        message: `The first line is not a header of columns: ${header?.kind === 'unreadable' ? header.fault.message : 'there is none'}.`,
      });
    if (header.cells.some((cell) => /\r./s.test(cell))) return err(bareReturns);
    const columns = header.cells.map((cell) => cell.trim());
    return ok({ shape: isRawExport(columns) ? 'raw' : 'csv', header: columns, columns, records });
  }
  if (cutAs === 'document' || cutAs === 'yaml') records.push(...(whole ? [] : reader.end()));
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

/** Why nothing can be told of JSON in whose head no record ends. */
const noRecord = (whole: boolean): InspectFault =>
  whole
    ? { code: 'empty', message: 'The file holds no records, and nothing else says what they would be.' }
    : {
        code: 'unknown-format',
        message: `The first record does not end within ${headBytes / 1024} KiB, and its beginning does not say what it is. Name the format.`,
      };

/** What a format says of an answer without a record, such as a number instead of series. */
function refusedByText(name: string, text: string, mapping: ColumnMapping): InspectFault | null {
  const head = { name, text, shape: 'json', columns: [], first: null, body: null, mapping } as const;
  const found = detectFormat(head);
  return found.ok ? (formats[found.value.format].refuse?.(head) ?? null) : null;
}

const bareReturns: InspectFault = {
  code: 'unreadable',
  message:
    'The lines end with a carriage return alone, so the rows cannot be told apart. Save the file with line ends of Unix (LF) or Windows (CRLF) and bring it in again.',
};

const endlessHeader: InspectFault = {
  code: 'unreadable',
  message: `The header is too long: the first line does not end within ${headBytes / 1024} KiB. Save the table with line breaks between its rows and only the columns that are needed, and bring that in.`,
};

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
  if (named === undefined) return detectFormat({ ...head, mapping });
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
  if (/^# v[23] git bundle/.test(Buffer.from(head.subarray(0, 16)).toString('latin1')))
    return {
      code: 'unreadable',
      message:
        'The file is a git bundle. Add it as a source of the kind git, or bring it in with hotwash intake: there git unpacks it.',
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
