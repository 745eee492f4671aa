import { err, ok, type Result } from '../lib/result.ts';

/** Where a PDF's objects stand, as its cross-reference tables say; `text` has one character per byte. */
export type PdfFile = {
  readonly text: string;
  /** Offset of the newest table. */
  readonly startXref: number;
  /** Entries of the newest trailer by name without the slash, as they are written. */
  readonly trailer: ReadonlyMap<string, string>;
  /** Offset and generation by object number; the newest table decides. */
  readonly objects: ReadonlyMap<number, { readonly offset: number; readonly generation: number }>;
};

export type PdfFault = { readonly code: 'unreadable-pdf'; readonly message: string };

const fault = (why: string): Result<never, PdfFault> =>
  err({ code: 'unreadable-pdf', message: `The PDF cannot be signed: ${why}. It is as it was.` });

const mostTables = 50;

/** Reads the tables of a PDF as browsers print it: classic tables, unencrypted. Anything else is refused in words. */
export function readPdf(text: string): Result<PdfFile, PdfFault> {
  if (!text.startsWith('%PDF-1.')) return fault('it is no PDF');
  const startXref = Number(/startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(text.slice(-1024))?.[1] ?? -1);
  const objects = new Map<number, { offset: number; generation: number }>();
  let newest: ReadonlyMap<string, string> | undefined;
  let at: number | undefined = startXref;
  for (let tables = 0; at !== undefined; tables += 1) {
    if (tables === mostTables) return fault('it was changed too often');
    const trailerAt = readTable(text, at, objects);
    const trailer = trailerAt === undefined ? undefined : readDictionary(text, trailerAt);
    if (trailer === undefined) return fault('its cross-reference table is not one that is read here');
    newest ??= trailer.entries;
    const previous = trailer.entries.get('Prev');
    at = previous === undefined ? undefined : Number(previous);
  }
  if (newest === undefined || newest.has('Encrypt')) return fault('it is encrypted');
  return ok({ text, startXref, trailer: newest, objects });
}

/** Adds the table's objects that no newer table named; returns where its trailer's dictionary begins. */
function readTable(
  text: string,
  at: number,
  objects: Map<number, { offset: number; generation: number }>,
): number | undefined {
  const head = matchAt(/xref\s+/y, text, at);
  let position = head?.end ?? -1;
  if (head === undefined) return undefined;
  for (;;) {
    const section = matchAt(/(\d{1,10}) (\d{1,10})\s+/y, text, position);
    if (section === undefined) break;
    const [first = 0, count = 0] = section.groups.map(Number);
    position = section.end;
    for (let number = first; number < first + count; number += 1) {
      const entry = matchAt(/(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)/y, text, position);
      if (entry === undefined) return undefined;
      const [offset = '', generation = '', kind] = entry.groups;
      if (kind === 'n' && !objects.has(number))
        objects.set(number, { offset: Number(offset), generation: Number(generation) });
      position = entry.end;
    }
  }
  return matchAt(/trailer\s*/y, text, position)?.end;
}

function matchAt(
  pattern: RegExp,
  text: string,
  at: number,
): { readonly groups: readonly string[]; readonly end: number } | undefined {
  pattern.lastIndex = at;
  const match = at < 0 ? null : pattern.exec(text);
  return match === null ? undefined : { groups: match.slice(1), end: pattern.lastIndex };
}

export type PdfDictionary = { readonly entries: ReadonlyMap<string, string>; readonly end: number };

/** The dictionary that begins here, its values as they are written; undefined where there is none. */
export function readDictionary(text: string, at: number): PdfDictionary | undefined {
  if (!text.startsWith('<<', at)) return undefined;
  const entries = new Map<string, string>();
  let position = skip(text, at + 2);
  while (!text.startsWith('>>', position)) {
    const name = matchAt(/\/([^\s/<>[\](){}%]*)\s*/y, text, position);
    const end = name === undefined ? undefined : endOfValue(text, skip(text, name.end));
    if (name === undefined || end === undefined) return undefined;
    entries.set(name.groups[0] ?? '', text.slice(name.end, end).trim());
    position = skip(text, end);
  }
  return { entries, end: position + 2 };
}

const skip = (text: string, at: number): number => matchAt(/(?:\s|%[^\r\n]*)*/y, text, at)?.end ?? at;

/** Where the value that begins here ends: reference, dictionary, array, string, name, number or word. */
function endOfValue(text: string, at: number): number | undefined {
  const plain = matchAt(/\d+\s+\d+\s+R(?![^\s/<>[\](){}%])|<[0-9A-Fa-f\s]*>|\/?[^\s/<>[\](){}%]+|\/(?=\s)/y, text, at);
  if (plain !== undefined) return plain.end;
  if (text.startsWith('<<', at)) return readDictionary(text, at)?.end;
  if (text[at] === '(') return endOfString(text, at);
  if (text[at] !== '[') return undefined;
  let position = skip(text, at + 1);
  while (text[position] !== ']') {
    const end = endOfValue(text, position);
    if (end === undefined) return undefined;
    position = skip(text, end);
  }
  return position + 1;
}

function endOfString(text: string, at: number): number | undefined {
  let depth = 0;
  for (let position = at; position < text.length; position += 1) {
    if (text[position] === '\\') position += 1;
    else if (text[position] === '(') depth += 1;
    else if (text[position] === ')') depth -= 1;
    if (depth === 0) return position + 1;
  }
  return undefined;
}

export type PdfReference = { readonly number: number; readonly generation: number };

/** `12 0 R`; undefined for anything else. */
export function readReference(value: string | undefined): PdfReference | undefined {
  const [, number, generation] = /^(\d+)\s+(\d+)\s+R$/.exec(value ?? '') ?? [];
  return number === undefined ? undefined : { number: Number(number), generation: Number(generation) };
}

/** Where the value of an object begins; undefined where the table leads to no such object. */
export function objectAt({ text, objects }: PdfFile, { number, generation }: PdfReference): number | undefined {
  const found = objects.get(number);
  if (found?.generation !== generation) return undefined;
  const head = matchAt(/(\d+)\s+(\d+)\s+obj\s*/y, text, found.offset);
  return head !== undefined && Number(head.groups[0]) === number ? head.end : undefined;
}
