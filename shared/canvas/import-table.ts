import { err, ok, type Result } from '../lib/result.ts';
import { oneLine } from './clean-text.ts';
import { withoutBullet } from './import-outline.ts';
import {
  faultAt,
  toImported,
  type Imported,
  type ImportFaults,
  type ImportNote,
  type RawNode,
} from './imported-tree.ts';

type Row = { readonly cells: readonly string[]; readonly line: number };

/** Columns of one sheet that can be levels; more than that is a table of something else. */
const mostColumns = 50;

/**
 * Reads cells as a spreadsheet copies them: separated by tabs, quoted where they hold a tab, a line break or a quote.
 * Null where the text is no table: where its lines have tabs at their start alone, or behind a bullet.
 */
export function readTableRows(text: string): readonly Row[] | null {
  const inner = text.split(/\r\n|\r|\n/).filter((line) => withoutBullet(line).trim().includes('\t'));
  if (inner.length === 0) return null;
  const rows = splitCells(text.replace(/^\uFEFF/, '')).filter(({ cells }) => cells.some((cell) => cell !== ''));
  const wide = rows.filter(({ cells }) => cells.filter((cell) => cell !== '').length > 1).length;
  const firstIsWide = (rows[0]?.cells.filter((cell) => cell !== '').length ?? 0) > 1;
  return firstIsWide || wide * 2 >= rows.length ? rows : null;
}

function splitCells(text: string): readonly Row[] {
  const rows: Row[] = [];
  let cells: string[] = [];
  let [line, start] = [1, 1];
  for (let at = 0; at <= text.length;) {
    const quoted = text[at] === '"' ? closingQuote(text, at) : null;
    const end = quoted ?? nextEnd(text, at);
    const raw = quoted === null ? text.slice(at, end) : text.slice(at + 1, end - 1).replaceAll('""', '"');
    line += quoted === null ? 0 : raw.split(/\r\n|\r|\n/).length - 1;
    cells.push(oneLine(raw));
    if (text[end] !== '\t') {
      rows.push({ cells, line: start });
      cells = [];
      line += 1;
      start = line;
    }
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return rows;
}

/** Past the quote that ends a quoted cell; null where what follows shows that the quote is a plain character. */
function closingQuote(text: string, from: number): number | null {
  const quote = /"(?:[^"]|"")*"(?=[\t\r\n]|$)/y;
  quote.lastIndex = from;
  return quote.test(text) ? quote.lastIndex : null;
}

function nextEnd(text: string, from: number): number {
  const end = /[\t\r\n]|$/g;
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

const columnWord =
  /^(?:bones?|category|categories|(?:root )?causes?|effects?|problem|(?:\d+(?:st|nd|rd|th)? )?whys?\??(?: ?\d+)?|level ?\d*|sub-?causes?|#|no\.?)$/i;

/** Each column is a level; an empty cell stands for the one above it, and so does the same text under the same. */
export function importTable(rows: readonly Row[]): Result<Imported, ImportFaults> {
  const notes: ImportNote[] = [];
  const [first] = rows;
  const hasHead = first !== undefined && first.cells.every((cell) => cell === '' || columnWord.test(cell));
  const body = hasHead ? rows.slice(1) : rows;
  const columns = body.reduce((most, { cells }) => Math.max(most, cells.findLastIndex((cell) => cell !== '') + 1), 0);
  if (columns > mostColumns)
    return faultAt(
      null,
      `This is a table of ${columns} columns; each would be a level, and ${mostColumns} are the most. Nothing was taken; copy the columns that hold causes.`,
    );
  if (hasHead) notes.push({ line: first.line, message: 'The first row names the columns; it was left out.' });
  const nodes: RawNode[] = [];
  let above: readonly (number | null)[] = [];
  for (const { cells, line } of body) {
    const read = readRow({ cells, line }, above, nodes);
    if (!read.ok) return err([read.error]);
    if (!read.value.isNew) notes.push({ line, message: 'This row says what the one above it says; it was left out.' });
    above = read.value.open;
  }
  return toImported({ effect: null, nodes, read: `a table: ${columns} columns, each column a level`, notes });
}

type OpenRow = { readonly open: readonly (number | null)[]; readonly isNew: boolean };

/** Adds what is new in a row; `above` has the node that stands at each level now. */
function readRow(
  { cells, line }: Row,
  above: readonly (number | null)[],
  nodes: RawNode[],
): Result<OpenRow, ImportNote> {
  const open: (number | null)[] = [];
  let isNew = false;
  const last = cells.findLastIndex((cell) => cell !== '');
  for (const [level, text] of cells.slice(0, last + 1).entries()) {
    const standing = isNew ? null : (above[level] ?? null);
    if (text === '') {
      open.push(standing);
      continue;
    }
    if (standing !== null && nodes[standing]?.text === text) {
      open.push(standing);
      continue;
    }
    isNew = true;
    open.push(nodes.length);
    nodes.push({ text, under: open.slice(0, level).findLast((each) => each !== null) ?? null, line });
  }
  return ok({ open, isNew });
}
