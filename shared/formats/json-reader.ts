import { maxRecordLength, unreadable } from './csv-reader.ts';
import type { SourceRecord, UnreadableRecord } from './format.ts';

type JsonRecord = Extract<SourceRecord, { kind: 'value' }> | UnreadableRecord;
export type JsonReader = {
  /** Feeds decoded text and returns the records it completed. */
  readonly push: (text: string) => JsonRecord[];
  /** Ends the text; names what is missing when it was cut off. */
  readonly end: () => JsonRecord[];
};

/** Members of a root object that hold its records, as the APIs we read call them. */
const recordLists = new Set([
  'allBuilds',
  'builds',
  'claims',
  'commits',
  'data',
  'deployments',
  'events',
  'incidents',
  'issues',
  'items',
  'jobs',
  'records',
  'resourceLogs',
  'resourceMetrics',
  'results',
  'rows',
  'runtime',
  'samples',
  'tags',
  'values',
  'workflow_runs',
]);

/** Members of a root object that is one record itself, whatever lists it holds after them: events of webhooks. */
const wholeMarks = new Set(['before', 'merge_request', 'object_kind', 'pull', 'specversion']);

/** Lists one object deeper: Prometheus and Loki answer `{"data": {"result": [...]}}`, Elasticsearch `{"hits": {"hits": [...]}}`. */
const innerLists: ReadonlyMap<string, string> = new Map([
  ['data', 'result'],
  ['hits', 'hits'],
]);

/**
 * Cuts one JSON document into its records without holding it: the elements of a root array, or of the array that a root
 * object keeps under a known name (`builds`, `incidents`, `data.result`, ...); else the root object is the one record.
 * Each record is parsed by itself, so a malformed one costs one record, as does one of over `maxRecord` characters. A
 * document cut off in the middle ends in a `truncated` record.
 */
export function createJsonReader(maxRecord: number = maxRecordLength): JsonReader {
  const out: JsonRecord[] = [];
  let row = 0;
  let depth = 0;
  let listDepth = 0;
  let inString = false;
  let escaped = false;
  let capture = '';
  let capturing = false;
  let oversized = false;
  let lastString = '';
  let key = '';
  let innerKey = '';
  let state: 'before' | 'inside' | 'after' | 'broken' = 'before';
  let sawList = false;
  let isWhole = false;
  let needsComma = false;

  const broken = (message: string): void => {
    out.push(unreadable(row + 1, 'malformed-json', message));
    state = 'broken';
  };
  const finishRecord = (): void => {
    row += 1;
    out.push(
      oversized
        ? unreadable(row, 'too-large', `the record is longer than ${maxRecord >> 20} MiB`)
        : parseRecord(capture.trim(), row),
    );
    capture = '';
    capturing = false;
    oversized = false;
    needsComma = true;
  };
  const open = (char: string): void => {
    depth += 1;
    if (listDepth !== 0 || isWhole || char !== '[') return;
    if (depth === 1 || (depth === 2 && recordLists.has(key)) || (depth === 3 && innerLists.get(key) === innerKey)) {
      listDepth = depth;
      sawList = true;
      capture = '';
      capturing = false;
      oversized = false;
      needsComma = false;
    }
  };
  /** Handles one character outside strings; returns whether it belongs to the record being captured. */
  const structural = (char: string): boolean => {
    if (char === '{' || char === '[') {
      const before = listDepth;
      open(char);
      return listDepth === before;
    }
    if (char === '}' || char === ']') {
      if (listDepth > 0 && depth === listDepth) {
        if (capturing) finishRecord();
        if (char === '}') broken('the list of records ends with } instead of ]');
        listDepth = 0;
        depth -= 1;
        if (depth === 0 && state !== 'broken') state = 'after';
        return false;
      }
      depth -= 1;
      if (depth === 0) state = 'after';
      return true;
    }
    if (char === ',' && listDepth > 0 && depth === listDepth) {
      if (capturing) finishRecord();
      else if (!needsComma) broken('a record is missing between two commas');
      needsComma = false;
      return false;
    }
    if (char === ':' && listDepth === 0) {
      if (depth === 1) {
        key = lastString;
        isWhole ||= wholeMarks.has(key);
      } else if (depth === 2) innerKey = lastString;
    }
    return true;
  };
  const collect = (char: string): void => {
    if (sawList && listDepth === 0) return;
    if (!capturing) {
      if (isSpace(char)) return;
      if (needsComma && listDepth > 0) return broken('a comma is missing between two records');
      capturing = true;
    }
    if (oversized) return;
    capture += char;
    if (capture.length > maxRecord) {
      oversized = true;
      capture = '';
    }
  };
  const step = (char: string): void => {
    if (state === 'before') {
      if (isSpace(char) || char === '\uFEFF') return;
      if (char !== '{' && char !== '[') return broken('the file does not begin with { or [');
      state = 'inside';
    } else if (state === 'after') {
      if (!isSpace(char)) broken('text stands after the end of the document');
      return;
    }
    if (inString) {
      collect(char);
      if (escaped) escaped = false;
      else if (char === '\\') escaped = true;
      else if (char === '"') inString = false;
      if (depth <= 2 && inString && lastString.length < 200) lastString += char;
      return;
    }
    if (char === '"') {
      inString = true;
      if (depth <= 2) lastString = '';
      collect(char);
      return;
    }
    if (structural(char) && state !== 'broken') collect(char);
    if (capturing && listDepth > 0 && depth === listDepth && (char === '}' || char === ']')) finishRecord();
  };
  const take = (): JsonRecord[] => out.splice(0, out.length);

  return {
    push: (text) => {
      for (const char of text) {
        if (state === 'broken') break;
        step(char);
      }
      return take();
    },
    end: () => {
      if (state === 'before') broken('the file is empty');
      else if (state === 'inside')
        out.push(unreadable(row + 1, 'truncated', `the file ends in the middle of record ${row + 1}`));
      else if (state === 'after' && !sawList) finishRecord();
      return take();
    },
  };
}

/** Cuts newline-delimited JSON into records; `row` is the line. A bad line costs one line. */
export function createNdjsonReader(): JsonReader {
  let rest = '';
  let row = 0;
  let skipping = false;

  const take = (line: string, out: JsonRecord[]): void => {
    row += 1;
    const text = (row === 1 ? line.replace(/^\uFEFF/, '') : line).trim();
    if (text.length > maxRecordLength) out.push(unreadable(row, 'too-large', 'the line is longer than 1 MiB'));
    else if (text !== '') out.push(parseRecord(text, row));
  };
  return {
    push: (text) => {
      const out: JsonRecord[] = [];
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (skipping) skipping = false;
        else take(line, out);
      }
      if (rest.length > maxRecordLength) {
        if (!skipping) {
          row += 1;
          out.push(unreadable(row, 'too-large', 'the line is longer than 1 MiB'));
        }
        skipping = true;
        rest = '';
      }
      return out;
    },
    end: () => {
      const out: JsonRecord[] = [];
      if (!skipping && rest.trim() !== '') {
        take(rest, out);
        const last = out.at(-1);
        if (last?.kind === 'unreadable' && last.fault.code === 'malformed-json')
          return [unreadable(row, 'truncated', `the file ends in the middle of line ${row}`)];
      }
      return out;
    },
  };
}

function parseRecord(text: string, row: number): JsonRecord {
  if (text.includes('\uFFFD'))
    return unreadable(row, 'bad-encoding', 'the record is not UTF-8; save the file as UTF-8 and bring it in again');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable(row, 'malformed-json', 'the record is not JSON');
  }
  return isRecordValue(value)
    ? { kind: 'value', row, value }
    : unreadable(row, 'malformed-json', 'the record is not a JSON object');
}

export function isRecordValue(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An API's answer for one record wraps it: `{"incident": {...}}`. */
export function unwrapBody(value: { readonly [key: string]: unknown }): { readonly [key: string]: unknown } {
  const inner = value['incident'];
  return isRecordValue(inner) && value['id'] === undefined ? inner : value;
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\r' || char === '\t';
}
