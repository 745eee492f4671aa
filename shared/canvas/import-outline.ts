import type { Result } from '../lib/result.ts';
import { oneLine } from './clean-text.ts';
import { toImported, type Imported, type ImportFaults, type ImportNote, type RawNode } from './imported-tree.ts';

/** One line: the deeper its rank, the further in it stands; headings stand above bare lines, these above their bullets. */
type OutlineLine = {
  readonly rank: number;
  readonly text: string;
  readonly line: number;
  readonly kind: 'heading' | 'bullet' | 'bare';
};

const heading = /^(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;
/** What word processors copy counts as well; a check box goes with its bullet. */
const bullet = /^(?:[-*+•◦▪‣·–—]|\d{1,9}[.)])(?:[ \t\u00a0]+|$)(?:\[[ xX]\](?:[ \t]+|$))?/;
const rule = /^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$/;

/** What stands at a line's start before its words: for other readers that must not take its tab for a cell's end. */
export const withoutBullet = (line: string): string => line.trimStart().replace(bullet, '');

/**
 * Reads a Markdown outline, indented text, or plain lines. Tabs and spaces may be mixed: a tab is one level, as wide as
 * the least indentation by spaces. A first heading of level 1 is the effect.
 */
export function importOutline(text: string): Result<Imported, ImportFaults> {
  const source = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const notes: ImportNote[] = [];
  const lines = readLines(source, notes);
  const isMarkdown = lines.some(({ kind, text: each }) => kind !== 'bare' && each !== '');
  const [first] = lines;
  const isHead = ({ kind, rank }: OutlineLine): boolean => kind === 'heading' && rank === 1;
  const headed = first !== undefined && isHead(first) && lines.filter(isHead).length === 1;
  const wording = isMarkdown ? markdownToText : oneLine;
  const nodes: RawNode[] = [];
  const open: { readonly rank: number; readonly index: number }[] = [];
  for (const each of headed ? lines.slice(1) : lines) {
    while (open.length > 0 && (open.at(-1)?.rank ?? 0) >= each.rank) open.pop();
    open.push({ rank: each.rank, index: nodes.length });
    nodes.push({ text: wording(each.text), under: open.at(-2)?.index ?? null, line: each.line });
  }
  const isDeep = nodes.some(({ under }) => under !== null);
  const read = isMarkdown ? 'a Markdown outline' : isDeep ? 'indented text' : 'plain lines, one cause a line';
  return toImported({ effect: headed ? wording(first.text) : null, nodes, read, notes });
}

function readLines(source: readonly string[], notes: ImportNote[]): readonly OutlineLine[] {
  const tab = tabWidth(source);
  const lines: OutlineLine[] = [];
  let afterBlank = true;
  for (const [index, raw] of source.entries()) {
    const line = index + 1;
    const body = raw.trim();
    const column = columnOf(raw, tab);
    const last = lines.at(-1);
    const title = heading.exec(body);
    const mark = bullet.exec(body);
    const isBlank = body === '' || rule.test(body);
    if (isBlank) {
      afterBlank = true;
      continue;
    }
    const words = title?.[2] ?? (mark === null ? body : body.slice(mark[0].length));
    if (oneLine(words) === '') notes.push({ line, message: 'There are no words in this line; it was left out.' });
    else if (title !== null) lines.push({ rank: title[1]?.length ?? 1, text: words, line, kind: 'heading' });
    else if (mark !== null) lines.push({ rank: 11 + 2 * column, text: words, line, kind: 'bullet' });
    else if (!afterBlank && last?.kind === 'bullet' && 11 + 2 * column > last.rank)
      lines[lines.length - 1] = { ...last, text: `${last.text} ${words}` };
    else lines.push({ rank: 10 + 2 * column, text: words, line, kind: 'bare' });
    afterBlank = false;
  }
  return lines;
}

/** Columns of white space before the first word; the space of Chinese and Japanese text is two columns wide. */
function columnOf(line: string, tab: number): number {
  let column = 0;
  for (const sign of line) {
    if (sign === '\t') column += tab;
    else if (sign === '\u3000') column += 2;
    else if (/\s/.test(sign)) column += 1;
    else break;
  }
  return column;
}

/** The least indentation that is made of spaces alone, so that a tab beside it is one level as well. */
function tabWidth(source: readonly string[]): number {
  const widths = source
    .filter((line) => line.trim() !== '' && /^[^\S\t]+\S/.test(line))
    .map((line) => columnOf(line, 0))
    .filter((width) => width > 1);
  return widths.reduce((least, width) => Math.min(least, width), 8);
}

/** A line of the longest cause with the longest reason, every character escaped; no mark is looked for beyond. */
const longestMarked = 10_000;
const ownMark = /[ \t]+_\((?:hypothesis|supported|validated|rejected|stopped|not pursued)\b(?:[^\\_]|\\.|_(?!\)))*\)_$/;

/** The words of a Markdown line: this program's own marks of state, emphasis and escapes taken away. */
function markdownToText(line: string): string {
  const plain = oneLine(line);
  const words = (plain.length > longestMarked ? plain : plain.replace(ownMark, '')).replace(
    /(\\.)|(\*\*|~~)/g,
    (_, escaped: string | undefined) => escaped ?? '',
  );
  return words.replace(/\\([!-/:-@[-`{-~])/g, '$1').trim();
}
