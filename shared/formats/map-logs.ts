import { emptyMapping } from '../domain/release/column-mapping.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { givenValues } from './column-plan.ts';
import {
  certain,
  nothingMapped,
  quarantined,
  type FileHead,
  type FormatDefinition,
  type HeadFault,
  type Mapped,
  type MapperContext,
  type MapperFault,
  type PlannedMapper,
  type TextValue,
} from './format.ts';
import { createTextHash, type TextHash } from './hash-text.ts';
import { createLogCounts, type LogRow } from './log-counts.ts';
import { createEntryReader, parseObject, type EntryReader } from './log-entry.ts';
import { isLogRecord } from './log-record.ts';
import { parsePattern, readLineTime } from './log-time.ts';
import { utf8Length } from './text-reader.ts';
import { parseZone } from './zone.ts';

/** A stretch of the file without a hole, whose entries are counted together. */
type Part = { readonly start: number; readonly hash: TextHash; end: number };

const toRows = (rows: readonly LogRow[]): Extract<Mapped, { kind: 'row' }>[] =>
  rows.map((row) => ({ kind: 'row', row }));

/** Makes the reader of a log's entries; a wrong zone or pattern is a fault of the mapping. */
export function makeEntryReader({ mapping, now }: MapperContext): Result<EntryReader, MapperFault> {
  const zone = mapping.zone === undefined ? ok(null) : parseZone(mapping.zone);
  if (!zone.ok) return zone;
  const pattern = givenValues(mapping)['pattern'];
  if (pattern !== undefined && parsePattern(pattern) === null)
    return err({
      code: 'missing-columns',
      message: `The pattern "${pattern.slice(0, 80)}" needs a month (MM or MMM), a day (dd) and HH:mm:ss, each once, such as "yyyy-MM-dd HH:mm:ss".`,
      missing: ['pattern'],
      found: [],
    });
  return ok(createEntryReader(mapping, zone.value, now));
}

function createLogMapper(context: MapperContext, reader: EntryReader): PlannedMapper {
  const counts = createLogCounts(context.name);
  let part: Part | null = null;
  let entries = 0;
  /** Lines after one that is not UTF-8: how many bytes that one had cannot be told, so their places are unknown. */
  let unplaced: number | null = null;

  const close = (): Extract<Mapped, { kind: 'row' }>[] => {
    if (part === null) return [];
    const { start, end, hash } = part;
    part = null;
    return toRows(counts.take({ start, end, sha256: hash.end() }));
  };
  const extend = ({ text, start, end, before = '' }: TextValue): void => {
    if (part === null) part = { start, end, hash: createTextHash() };
    else part.hash.add(before);
    part.hash.add(text);
    part.end = end;
  };
  const isAfterHole = ({ start, before = '' }: TextValue): boolean =>
    part !== null && start !== part.end + utf8Length(before);

  const mapLine = (line: TextValue): Mapped => {
    if (unplaced !== null) {
      unplaced += 1;
      return nothingMapped;
    }
    if (line.text.includes('\uFFFD')) {
      unplaced = 0;
      const items = [
        ...close(),
        quarantined('bad-encoding', '', 'the line is not UTF-8; save the file as UTF-8 and bring it in again'),
      ];
      return { kind: 'many', items };
    }
    const rows = isAfterHole(line) ? close() : [];
    const entry = line.text.includes('\0')
      ? err({ code: 'nul-byte', path: '', message: 'the line holds NUL characters' })
      : reader.ofLine(line.text);
    if (entry?.ok === true && !counts.hasRoom(entry.value)) rows.push(...close());
    if (entry?.ok === true) {
      counts.add(entry.value);
      entries += 1;
    }
    const isLost = entry === null && entries === 0;
    if (entry?.ok === true || part !== null) extend(line);
    if (entry?.ok === false) return { kind: 'many', items: [...rows, { kind: 'quarantined', fault: entry.error }] };
    if (isLost)
      return quarantined(
        'no-time',
        '',
        'the line begins with no time, and no entry stands before it that it could be part of',
      );
    return rows.length === 0 ? nothingMapped : { kind: 'many', items: rows };
  };
  return {
    plan: { columns: {}, constants: givenValues(context.mapping), unknown: [] },
    map: (record) =>
      record.kind === 'value'
        ? mapLine(record.value as TextValue)
        : quarantined('wrong-type', '', 'a line was expected'),
    *end() {
      yield* close();
      if (unplaced !== null && unplaced > 0)
        yield quarantined(
          'bad-encoding',
          '',
          `${unplaced} lines after a line that is not UTF-8 were left out, since their places in the file are unknown`,
        );
    },
  };
}

const linesShown = 50;

/** The first lines of a head that are whole and not empty. */
const headLines = (text: string): string[] => {
  const lines = text.split(/\r?\n/, linesShown * 2);
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  return whole.filter((line) => line.trim() !== '').slice(0, linesShown);
};

/** By which mark a text is a log; null when it is none. */
function markOf(name: string, text: string): string | null {
  const lines = headLines(text.replace(/^\uFEFF/, ''));
  const [first = ''] = lines;
  if (first.startsWith('{')) {
    const good = lines.slice(0, 5).map((line) => {
      const record = parseObject(line);
      return record !== null && isLogRecord(record, emptyMapping);
    });
    return good[0] === true && good.filter((isGood) => isGood).length * 2 > good.length
      ? 'each line is a JSON object with a time, a message and a level'
      : null;
  }
  if (/\.(csv|tsv|md|ya?ml|json|html?|xml|sql|properties)$/i.test(name)) return null;
  const found = lines.map((line) => readLineTime(line, []));
  const timed = found.filter((each) => each !== null);
  const isTable = found[0] !== null && /^\s*[,;\t]/.test(found[0]?.message ?? '');
  const isNamedLog = /(\.log(\.\d+)?|^syslog|^messages)$/i.test(name);
  if (timed.length === 0 || isTable || (found[0] === null && !isNamedLog)) return null;
  return isNamedLog || timed.length * 3 >= lines.length
    ? `the first of its lines that has a time writes it as ${timed[0]?.style ?? ''}`
    : null;
}

/** A log whose first time lacks a zone or a year is asked for it before anything is taken. */
function refuse({ text, mapping }: FileHead): HeadFault | null {
  const zone = mapping.zone === undefined ? ok(null) : parseZone(mapping.zone);
  if (!zone.ok) return null;
  const reader = createEntryReader(mapping, zone.value, Number.MAX_SAFE_INTEGER);
  for (const line of headLines(text.replace(/^\uFEFF/, ''))) {
    const entry = reader.ofLine(line);
    if (entry === null) continue;
    if (entry.ok) return null;
    const { code, message } = entry.error;
    if (code === 'zone-needed') return { code, message };
    if (code === 'year-needed') return { code: 'missing-columns', message };
  }
  return null;
}

/** Logs of text lines that begin with a time, and of lines that are JSON objects. */
export const logsFormat: FormatDefinition = {
  mapVersion: 1,
  brings: ['log'],
  aliases: ['log', 'ndjson-logs', 'text-logs', 'access-log', 'syslog'],
  cut: (name, text, isNamed) => (isNamed || markOf(name, text) !== null ? 'lines' : null),
  recognise: ({ shape, name, text }) => {
    const why = shape === 'lines' ? markOf(name, text) : null;
    return why === null ? null : { fit: certain - 1, why };
  },
  refuse,
  createMapper: (context) => {
    const reader = makeEntryReader(context);
    return reader.ok ? ok(createLogMapper(context, reader.value)) : reader;
  },
};
