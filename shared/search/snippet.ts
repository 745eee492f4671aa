import { createScanner } from './scan-words.ts';
import { bytesToTerm } from './term-list.ts';

/** A piece of a text and where in it the words stand that were searched: UTF-16 offsets, in order. */
export type Snippet = {
  readonly text: string;
  readonly ranges: readonly (readonly [start: number, end: number])[];
  /** Where the first of these words stands in the whole text; 0 where none does. */
  readonly at: number;
};

const scanner = createScanner();

/** The stretch of at most `length` code units with most of the terms, whole words, and an ellipsis where it is cut. */
export function snippetOf(text: string, terms: readonly string[], length = 220): Snippet {
  const wanted = new Set(terms);
  const marks: (readonly [number, number])[] = [];
  scanner.scan(text, (from, to, _hash, start, end, isWhole) => {
    if (!wanted.has(bytesToTerm(scanner.bytes.subarray(from), to - from))) return;
    const last = marks.at(-1);
    // A whole comes after its words and covers them.
    if (isWhole) while (marks.length > 0 && (marks.at(-1)?.[0] ?? -1) >= start) marks.pop();
    else if (last !== undefined && start < last[1]) return;
    marks.push([start, end]);
  });
  const from = bestStart(text, marks, length);
  const to = Math.min(text.length, cutAfter(text, from + length));
  const lead = from > 0 ? '… ' : '';
  const inside = marks.filter(([start, end]) => start >= from && end <= to);
  return {
    text: `${lead}${text.slice(from, to).replace(/\s/g, ' ')}${to < text.length ? ' …' : ''}`,
    ranges: inside.map(([start, end]) => [start - from + lead.length, end - from + lead.length]),
    at: marks[0]?.[0] ?? 0,
  };
}

function bestStart(text: string, marks: readonly (readonly [number, number])[], length: number): number {
  if (text.length <= length) return 0;
  let best = { at: marks[0]?.[0] ?? 0, count: 0 };
  for (const [at] of marks) {
    const count = marks.filter(([start, end]) => start >= at && end <= at + length * 0.8).length;
    if (count > best.count) best = { at, count };
  }
  const wish = Math.max(0, Math.min(best.at - Math.floor(length / 5), text.length - length));
  if (wish === 0) return 0;
  const space = text.slice(wish, best.at).search(/\s/);
  return space === -1 ? best.at : wish + space + 1;
}

/** The end of the word that stands there. */
function cutAfter(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const before = text.slice(0, at).search(/\s\S*$/);
  return before > at - 40 && before > 0 ? before : at;
}
