import type { ColumnMapping } from '../domain/release/column-mapping.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { toServiceId } from './cells.ts';
import { givenValues } from './column-plan.ts';
import type { RecordFault } from './format.ts';
import { isRecordValue } from './json-reader.ts';
import type { LogEntry } from './log-counts.ts';
import { saysError } from './log-level.ts';
import { isErrorRecord, partOf } from './log-record.ts';
import { parsePattern, readLineTime } from './log-time.ts';
import { checkRange, readInstants } from './time.ts';
import type { Zone } from './zone.ts';

type Body = { readonly [key: string]: unknown };

/** Reads one line after another; null for a line without a time, which belongs to the entry before it. */
export type LineReader = (line: string) => Result<LogEntry, RecordFault> | null;

/** Reads a log's entries in the order of the log, since the order tells which of two instants or years is meant. */
export type EntryReader = {
  readonly ofLine: LineReader;
  readonly ofRecord: (record: Body) => Result<LogEntry, RecordFault>;
};

const fault = (code: string, path: string, message: string): Result<never, RecordFault> =>
  err({ code, path, message: message.slice(0, 500) });

export function createEntryReader(mapping: ColumnMapping, zone: Zone | null, now: number): EntryReader {
  const given = givenValues(mapping);
  const pattern = given['pattern'] === undefined ? null : parsePattern(given['pattern']);
  const styles = pattern === null ? [] : [pattern];
  const service = toServiceId(given['service'] ?? 'unassigned') || toServiceId('unassigned');
  const environment = (given['environment'] ?? 'production').toLowerCase().slice(0, 80);
  const readYear = createYearReader(given['year']);
  let last = -Infinity;

  const readTime = (text: string | number): Result<number, RecordFault> => {
    const instants = readInstants(text, zone);
    if (!instants.ok) return fault(instants.error.code, 'time', instants.error.message);
    const [first = NaN, second] = instants.value;
    const time = checkRange(second !== undefined && first < last ? second : first, now);
    if (!time.ok) return fault(time.error.code, 'time', time.error.message);
    last = Math.max(last, time.value);
    return time;
  };
  const ofText: LineReader = (line) => {
    const found = readLineTime(line, styles);
    if (found === null) return null;
    const year = found.yearless === null ? '' : readYear(found.yearless);
    if (year === null)
      return fault('year-needed', 'time', 'The times have no year. Say which, with the constant "year" in a mapping.');
    const time = readTime(found.time.replace('????', year));
    if (!time.ok) return time;
    const message = found.message.replace(/^[\s:|\]-]+/, '');
    const { isError, template } = found;
    return ok({ time: time.value, service, environment, isError: isError ?? saysError(message), message, template });
  };
  const ofRecord: EntryReader['ofRecord'] = (record) => {
    const at = partOf(record, 'time', mapping);
    if (at === undefined) return fault('missing-value', mapping.columns['time'] ?? 'time', 'the record has no time');
    const time = readTime(at);
    if (!time.ok) return time;
    const message = String(partOf(record, 'message', mapping) ?? '');
    const own = (part: 'service' | 'environment'): string | undefined =>
      mapping.constants[part] ?? partOf(record, part, mapping)?.toString();
    return ok({
      time: time.value,
      service: toServiceId(own('service') ?? '') || service,
      environment: own('environment')?.toLowerCase().slice(0, 80) ?? environment,
      isError: isErrorRecord(record, message, mapping),
      message,
    });
  };
  return {
    ofRecord,
    ofLine: (line) => {
      if (!line.startsWith('{')) return ofText(line);
      const record = parseObject(line);
      return record === null
        ? fault('malformed-json', '', 'the line begins like a JSON object and is none; it may be cut off')
        : ofRecord(record);
    },
  };
}

export function parseObject(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecordValue(value) ? value : null;
  } catch {
    return null;
  }
}

/** The year of lines that tell only a month: a mapping's, and the next one when December is followed by January. */
function createYearReader(text: string | undefined): (month: number) => string | null {
  let year = text !== undefined && /^\d{4}$/.test(text) ? Number(text) : null;
  let before = 0;
  return (month) => {
    if (year !== null && before - month > 6) year += 1;
    before = month;
    return year === null ? null : String(year);
  };
}
