import type { SourceRecord, UnreadableRecord } from './format.ts';

/** A record longer than this many characters is refused by itself, so that one line cannot fill the memory. */
export const maxRecordLength = 1 << 20;

type CsvRecord = Extract<SourceRecord, { kind: 'cells' }> | UnreadableRecord;
export type CsvReader = {
  /** Feeds decoded text and returns the records it completed, the header included as row 1. */
  readonly push: (text: string) => CsvRecord[];
  /** Ends the text and returns what was left. */
  readonly end: () => CsvRecord[];
};

type Scan =
  | { readonly kind: 'record'; readonly cells: string[]; readonly next: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'stray'; readonly at: number };

/** The line that Excel reads before the header: `sep=;`. */
const saidDelimiter = /^"?sep=([,;\t|])"?\r?$/i;

/**
 * Cuts RFC 4180 text into records, fed in pieces of any size. Takes LF or CRLF, quotes, doubled quotes and line breaks
 * in quotes, a byte order mark, and `,`, `;` or tab: whichever the header has most of, or what a line `sep=;` above it says. After a malformed record it
 * goes on at the next line, so that one lost quote costs one row.
 */
export function createCsvReader(): CsvReader {
  let rest = '';
  let row = 0;
  let delimiter = '';
  let skipping = false;
  let atStart = true;

  const drain = (ending: boolean): CsvRecord[] => {
    const out: CsvRecord[] = [];
    const text = rest;
    const check = text.includes('\u0000') || text.includes('\uFFFD');
    let position = 0;
    let quote = text.indexOf('"');
    while (position < text.length) {
      const lineEnd = text.indexOf('\n', position);
      if (skipping) {
        if (lineEnd < 0) position = text.length;
        else {
          skipping = false;
          position = lineEnd + 1;
        }
        continue;
      }
      if (lineEnd < 0 && !ending) break;
      const stop = lineEnd < 0 ? text.length : lineEnd;
      if (delimiter === '') {
        const said = saidDelimiter.exec(text.slice(position, stop))?.[1];
        delimiter = said ?? delimiterOf(text.slice(position, stop));
        if (said !== undefined) {
          row += 1;
          position = stop + 1;
          continue;
        }
      }
      if (quote >= 0 && quote < position) quote = text.indexOf('"', position);
      if (quote < 0 || quote > stop) {
        row += 1;
        const line = text.slice(position, text[stop - 1] === '\r' ? stop - 1 : stop);
        if (line.length > maxRecordLength) out.push(tooLong(row));
        else if (line !== '') out.push(toRecord(row, line.split(delimiter), check));
        position = stop + 1;
        continue;
      }
      const scan = scanRecord(text, position, delimiter, ending);
      if (scan.kind === 'open' && !ending && text.length - position <= maxRecordLength) break;
      row += 1;
      if (scan.kind === 'record' && scan.next - position <= maxRecordLength) {
        if (scan.cells.length > 1 || scan.cells[0] !== '') out.push(toRecord(row, scan.cells, check));
        position = scan.next;
        continue;
      }
      if (scan.kind === 'record') out.push(tooLong(row));
      else if (scan.kind === 'stray') out.push(malformed(row, 'text stands after a closing quote'));
      else out.push(malformed(row, 'a quote is opened and never closed'));
      const from = scan.kind === 'record' ? scan.next - 1 : scan.kind === 'stray' ? scan.at : position;
      const next = text.indexOf('\n', from);
      if (next < 0) skipping = true;
      position = next < 0 ? text.length : next + 1;
    }
    rest = position >= text.length ? '' : text.slice(position);
    if (rest.length > maxRecordLength && !rest.includes('\n')) {
      row += 1;
      out.push(tooLong(row));
      rest = '';
      skipping = true;
    }
    return out;
  };

  return {
    push: (text) => {
      const piece = atStart && text.startsWith('\uFEFF') ? text.slice(1) : text;
      if (text !== '') atStart = false;
      rest += piece;
      return drain(false);
    },
    end: () => {
      const out = drain(true);
      rest = '';
      return out;
    },
  };
}

function scanRecord(text: string, start: number, delimiter: string, ending: boolean): Scan {
  const cells: string[] = [];
  let position = start;
  for (;;) {
    let cell: string;
    if (text[position] === '"') {
      let from = position + 1;
      let value = '';
      for (;;) {
        const close = text.indexOf('"', from);
        if (close < 0) return { kind: 'open' };
        value += text.slice(from, close);
        position = close + 1;
        if (position >= text.length && !ending) return { kind: 'open' };
        if (text[position] !== '"') break;
        value += '"';
        from = position + 1;
      }
      cell = value;
      if (text[position] === '\r' && (text[position + 1] === '\n' || position + 1 >= text.length)) position += 1;
      if (position < text.length && text[position] !== delimiter && text[position] !== '\n')
        return { kind: 'stray', at: position };
    } else {
      const stop = unquotedEnd(text, position, delimiter);
      if (stop >= text.length && !ending) return { kind: 'open' };
      const bare = text.slice(position, stop);
      cell = text[stop] !== delimiter && bare.endsWith('\r') ? bare.slice(0, -1) : bare;
      position = stop;
    }
    cells.push(cell);
    if (position >= text.length) return ending ? { kind: 'record', cells, next: position } : { kind: 'open' };
    if (text[position] === '\n') return { kind: 'record', cells, next: position + 1 };
    position += 1;
  }
}

function unquotedEnd(text: string, from: number, delimiter: string): number {
  const comma = text.indexOf(delimiter, from);
  const lineEnd = text.indexOf('\n', from);
  if (comma < 0) return lineEnd < 0 ? text.length : lineEnd;
  return lineEnd < 0 ? comma : Math.min(comma, lineEnd);
}

function delimiterOf(header: string): string {
  const outside = header.replace(/"[^"]*"/g, '');
  const count = (mark: string): number => outside.split(mark).length;
  return [';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

function toRecord(row: number, cells: string[], check: boolean): CsvRecord {
  for (const cell of check ? cells : []) {
    if (cell.includes('\u0000')) return unreadable(row, 'nul-byte', 'the row holds a NUL byte; it is not text');
    if (cell.includes('\uFFFD'))
      return unreadable(row, 'bad-encoding', 'the row is not UTF-8; save the file as UTF-8 and bring it in again');
  }
  return { kind: 'cells', row, cells };
}

const tooLong = (row: number): UnreadableRecord => unreadable(row, 'too-large', 'the row is longer than 1 MiB');
const malformed = (row: number, message: string): UnreadableRecord => unreadable(row, 'malformed-csv', message);

export function unreadable(row: number, code: string, message: string): UnreadableRecord {
  return { kind: 'unreadable', row, fault: { code, path: '', message } };
}
