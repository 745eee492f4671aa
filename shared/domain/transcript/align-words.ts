import type { Word } from './transcript.ts';

/** A word of a text: where it stands in code units, and what it is compared by. */
export type Token = { readonly from: number; readonly to: number; readonly key: string };

// Scripts that write no spaces between words are compared sign by sign.
const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;

/** The words of a text, without punctuation; compared without regard to case and composition of accents. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(wordPattern)) {
    const key = match[0].normalize('NFC').toLowerCase().replaceAll('’', "'");
    tokens.push({ from: match.index, to: match.index + match[0].length, key });
  }
  return tokens;
}

/** Cells of the largest table that is filled; beyond it only the common beginning and end count as unchanged. */
const mostCells = 4_000_000;

/** For each token of `before`, the token of `after` that it became, or -1: a longest common subsequence. */
export function alignTokens(before: readonly Token[], after: readonly Token[]): Int32Array {
  const to = new Int32Array(before.length).fill(-1);
  const isSame = (a: number, b: number): boolean => before[a]?.key === after[b]?.key;
  let head = 0;
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && isSame(head, head)) to[head] = head++;
  let tail = 0;
  while (tail < shorter - head && isSame(before.length - 1 - tail, after.length - 1 - tail)) {
    to[before.length - 1 - tail] = after.length - 1 - tail;
    tail += 1;
  }
  const rows = before.length - head - tail;
  const columns = after.length - head - tail;
  if (rows === 0 || columns === 0 || (rows + 1) * (columns + 1) > mostCells) return to;
  const width = columns + 1;
  const longest = new Uint16Array((rows + 1) * width);
  const at = (row: number, column: number): number => longest[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1)
    for (let column = columns - 1; column >= 0; column -= 1)
      longest[row * width + column] = isSame(head + row, head + column)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
  for (let row = 0, column = 0; row < rows && column < columns;) {
    if (isSame(head + row, head + column)) to[head + row++] = head + column++;
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return to;
}

/** A timed word and the place of the text that it stands for. */
export type PlacedWord = { readonly word: Word; readonly from: number; readonly to: number };

/** Where the timed words stand in their text, in order; one that the text does not hold is left out. */
export function placeWords(text: string, words: readonly Word[]): readonly PlacedWord[] {
  const placed: PlacedWord[] = [];
  let after = 0;
  for (const word of words) {
    const said = word.text.trim();
    const from = said === '' ? -1 : text.indexOf(said, after);
    if (from < 0) continue;
    after = from + said.length;
    placed.push({ word, from, to: after });
  }
  return placed;
}

/**
 * The timed words of a text after it was reworded: those keep their times whose words stand in the new text too, in the
 * same order, and read as they read there; the others are dropped, since nobody timed them.
 */
export function keepWords(text: string, words: readonly Word[], reworded: string): readonly Word[] {
  const before = tokensOf(text);
  const after = tokensOf(reworded);
  const became = alignTokens(before, after);
  const kept: Word[] = [];
  let next = 0;
  for (const { word, from, to } of placeWords(text, words)) {
    while (next < before.length && (before[next]?.to ?? 0) <= from) next += 1;
    let last = next;
    while (last < before.length && (before[last]?.from ?? to) < to) last += 1;
    const first = became[next] ?? -1;
    const isKept = last > next && first >= 0 && became[last - 1] === first + (last - 1 - next);
    if (isKept) {
      const begin = after[first]?.from ?? 0;
      kept.push({ ...word, text: reworded.slice(begin, after[first + (last - 1 - next)]?.to ?? begin) });
    }
    next = last;
  }
  return kept;
}
