import { maxRecordLength, unreadable } from './csv-reader.ts';
import type { SourceRecord, TextValue, UnreadableRecord } from './format.ts';

type TextRecord = Extract<SourceRecord, { kind: 'value' }> | UnreadableRecord;
export type TextReader = { readonly push: (text: string) => TextRecord[]; readonly end: () => TextRecord[] };

/** Characters of a document that is one record. */
export const maxDocumentLength = 16 * 1024 * 1024;

const value = (row: number, text: string, start: number, end: number, before?: string): TextRecord => ({
  kind: 'value',
  row,
  value: (before === undefined ? { text, start, end } : { text, start, end, before }) satisfies TextValue,
});

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 0x7ff) bytes += code >= 0xd800 && code <= 0xdfff ? 1 : 2;
    else if (code > 0x7f) bytes += 1;
  }
  return bytes;
}

/** Cuts text into lines, each with its place in bytes. Empty lines are passed over; one that is too long costs itself. */
export function createLineReader(): TextReader {
  let rest = '';
  let row = 0;
  let at = 0;
  let skipping = false;
  let between = '';
  const cut = (whole: string, ended: boolean): TextRecord[] => {
    row += 1;
    const mark = row === 1 && whole.startsWith('\uFEFF') ? '\uFEFF' : '';
    const line = whole.slice(mark.length);
    const start = at + utf8Length(mark);
    at = start + utf8Length(line) + (ended ? 1 : 0);
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    const before = between + mark;
    between = `${line.slice(text.length)}${ended ? '\n' : ''}`;
    const end = start + utf8Length(text);
    if (skipping) {
      skipping = false;
      return [unreadable(row, 'too-large', 'the line is longer than 1 MiB')];
    }
    if (text.trim() === '') {
      between = before + line + (ended ? '\n' : '');
      return [];
    }
    return [
      text.length > maxRecordLength
        ? unreadable(row, 'too-large', 'the line is longer than 1 MiB')
        : value(row, text, start, end, before),
    ];
  };
  return {
    push: (text) => {
      const out: TextRecord[] = [];
      let from = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        const line = rest + text.slice(from, end);
        rest = '';
        from = end + 1;
        out.push(...cut(line, true));
      }
      rest += text.slice(from);
      if (rest.length > maxRecordLength) {
        at += utf8Length(rest);
        rest = '';
        skipping = true;
      }
      return out;
    },
    end: () => (rest === '' && !skipping ? [] : cut(rest, false)),
  };
}

/** The whole text as one record. */
export function createDocumentReader(): TextReader {
  const parts: string[] = [];
  let length = 0;
  let mark = 0;
  return {
    push: (text) => {
      const plain = length === 0 ? text.replace(/^\uFEFF/, '') : text;
      if (length === 0) mark = text.length - plain.length;
      length += text.length;
      if (length <= maxDocumentLength) parts.push(plain);
      return [];
    },
    end: () => {
      if (length > maxDocumentLength)
        return [unreadable(1, 'too-large', 'the document is longer than 16 MiB; part it into several files')];
      const text = parts.join('');
      return text.trim() === '' ? [] : [value(1, text, mark * 3, mark * 3 + utf8Length(text))];
    },
  };
}

/** Each document of a YAML stream as one record; documents are parted by a line `---`. */
export function createYamlReader(): TextReader {
  const whole = createDocumentReader();
  return {
    push: whole.push,
    end: () => whole.end().flatMap((record) => (record.kind === 'unreadable' ? [record] : cutDocuments(record.value))),
  };
}

function cutDocuments(whole: { readonly [key: string]: unknown }): TextRecord[] {
  const text = String(whole['text']);
  const out: TextRecord[] = [];
  let at = Number(whole['start']);
  for (const part of text.split(/^---(?=[ \t\r]*$)/m)) {
    const bytes = utf8Length(part);
    const start = at;
    at += bytes + 3;
    if (part.replace(/^[ \t]*#.*$/gm, '').trim() !== '') out.push(value(out.length + 1, part, start, start + bytes));
  }
  return out;
}
