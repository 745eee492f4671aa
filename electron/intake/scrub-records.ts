import type { Hash } from 'node:crypto';
import type { FormatDefinition, SourceRecord, UnreadableRecord } from '../../shared/formats/format.ts';
import { createNdjsonReader, isRecordValue, unwrapBody } from '../../shared/formats/json-reader.ts';
import { wellFormed } from './well-formed.ts';

type Scrub = NonNullable<FormatDefinition['scrub']>;
type CutRecord = SourceRecord | UnreadableRecord;

/** How the records of a carried file are cut, and what takes personal data out of one. */
export type Scrubbing = {
  readonly reader: { readonly push: (text: string) => CutRecord[]; readonly end: () => CutRecord[] };
  /** Columns of a CSV file; null for other shapes. `isRaw` where the column `data` holds the record. */
  readonly header: readonly string[] | null;
  readonly isRaw: boolean;
  readonly scrub: Scrub;
};

/** Stands in a scrubbed copy for a record that could not be read, whose text is not kept either. */
const unreadableMark = '$unreadable';

/**
 * The scrubbed records of a carried file as NDJSON, and nothing else of it. A record stands in the line of its number in
 * the carried file, with empty lines before it where needed, so that a person finds it there. `carried` is given the bytes.
 */
export async function* scrubbedCopy(
  parts: AsyncIterable<Uint8Array>,
  scrubbing: Scrubbing,
  carried: Hash,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const writer = createWriter(scrubbing, scrubbing.header !== null);
  for await (const part of parts) {
    carried.update(part);
    const text = writer(scrubbing.reader.push(decoder.decode(part, { stream: true })));
    if (text !== '') yield Buffer.from(text, 'utf8');
  }
  const text = writer([...scrubbing.reader.push(decoder.decode()), ...scrubbing.reader.end()]);
  if (text !== '') yield Buffer.from(text, 'utf8');
}

/** The same for records at hand, the header not among them. */
export const scrubbedText = (records: readonly CutRecord[], scrubbing: Omit<Scrubbing, 'reader'>): string =>
  createWriter(scrubbing, false)(records);

/** Reads a scrubbed copy: what could not be read in the carried file is told again as it was. */
export function createScrubbedReader(): Scrubbing['reader'] {
  const reader = createNdjsonReader();
  const read = (record: CutRecord): CutRecord => {
    const fault = record.kind === 'value' ? record.value[unreadableMark] : undefined;
    if (record.kind !== 'value' || !isRecordValue(fault)) return record;
    const text = (name: string): string => String(fault[name]);
    return {
      kind: 'unreadable',
      row: record.row,
      fault: { code: text('code'), path: text('path'), message: text('message') },
    };
  };
  return { push: (text) => reader.push(text).map(read), end: () => reader.end().map(read) };
}

function createWriter(
  { header, isRaw, scrub }: Omit<Scrubbing, 'reader'>,
  hasHeader: boolean,
): (records: readonly CutRecord[]) => string {
  let headerAhead = hasHeader;
  let lines = 0;
  return (records) => {
    let text = '';
    for (const record of records) {
      if (headerAhead) {
        headerAhead = false;
        continue;
      }
      const value = scrubbed(record, header, isRaw, scrub);
      text += `${'\n'.repeat(Math.max(0, record.row - 1 - lines))}${JSON.stringify(wellFormed(value))}\n`;
      lines = Math.max(lines + 1, record.row);
    }
    return text;
  };
}

function scrubbed(record: CutRecord, header: readonly string[] | null, isRaw: boolean, scrub: Scrub): object {
  if (record.kind === 'unreadable') return { [unreadableMark]: record.fault };
  if (record.kind === 'value') return scrub(record.value);
  const { cells } = record;
  if (cells.length !== header?.length) {
    const message = `the row has ${cells.length} cells, the header ${header?.length ?? 0}`;
    return { [unreadableMark]: { code: 'wrong-columns', path: '', message } };
  }
  if (!isRaw) return scrub(namedCells(header, cells));
  const body = parseBody(cells[header.indexOf('data')] ?? '');
  if (body !== null) return scrub(body);
  const message = 'the column data does not hold a JSON object';
  return { [unreadableMark]: { code: 'malformed-json', path: 'data', message } };
}

/** Of two columns with one name the first counts. */
function namedCells(header: readonly string[], cells: readonly string[]): { readonly [column: string]: unknown } {
  const named = new Map<string, unknown>();
  header.forEach((name, index) => {
    if (!named.has(name)) named.set(name, cells[index]);
  });
  return Object.fromEntries(named);
}

function parseBody(text: string): { readonly [key: string]: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecordValue(value) ? unwrapBody(value) : null;
  } catch {
    return null;
  }
}
