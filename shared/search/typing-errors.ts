import { TermCursor, bytesToTerm, type TermList } from './term-list.ts';

/** Errors that a word of so many letters may have: none below 4, one below 8, then two. */
export const errorsAllowed = (letters: number): number => (letters < 4 ? 0 : letters < 8 ? 1 : 2);

export type NearTerm = {
  readonly term: string;
  /** Letters left out, added, replaced, or neighbours swapped. */
  readonly errors: number;
  readonly documents: number;
};

const longest = 64;
/** Terms passed over one by one before the next one that can matter is looked up. */
const patience = 24;

/**
 * Terms within so many errors of a word (Damerau 1964, as the restricted "optimal string alignment" distance), without the word itself. Walks
 * the sorted list as if it were a tree: terms that begin alike share their rows, and what no ending could bring near is
 * passed over. Terms with digits or joints are never taken for misspelt ones.
 */
export function nearTerms(list: TermList, word: string, errors: number): readonly NearTerm[] {
  const letters = Array.from(word, (letter) => letter.codePointAt(0) ?? 0);
  if (letters.length > longest - 2 * errors) return [];
  const walk = createWalk(letters, errors);
  const cursor = new TermCursor(list);
  const found: NearTerm[] = [];
  let hasTerm = cursor.next();
  let known = 0;
  while (hasTerm) {
    const deadEnd = walk.take(cursor.term, cursor.length, known);
    if (deadEnd < 0) {
      const distance = walk.distance();
      if (distance <= errors && distance > 0)
        found.push({ term: bytesToTerm(cursor.term, cursor.length), errors: distance, documents: cursor.documents });
      hasTerm = cursor.next();
      known = cursor.shared;
      continue;
    }
    known = deadEnd;
    hasTerm = passOver(cursor, deadEnd);
    known = Math.min(known, cursor.shared);
  }
  return found;
}

/** Steps to the next term that does not begin with the first `length` bytes of this one. */
function passOver(cursor: TermCursor, length: number): boolean {
  for (let steps = 0; steps < patience; steps += 1) {
    if (!cursor.next()) return false;
    if (cursor.shared < length) return true;
  }
  const beyond = cursor.term.slice(0, length);
  beyond[length - 1] = (beyond[length - 1] as number) + 1;
  const before = cursor.term.slice(0, length);
  if (!cursor.seek(beyond, length)) return false;
  let same = 0;
  while (same < length && same < cursor.length && before[same] === cursor.term[same]) same += 1;
  cursor.shared = same;
  return true;
}

/** One row of distances per letter of the term, each as long as the word and one more. */
function createWalk(word: readonly number[], errors: number) {
  const width = word.length + 1;
  const deepest = word.length + errors;
  const rows = new Uint8Array(width * (deepest + 2));
  const points = new Int32Array(deepest + 2);
  /** Bytes that the first n letters of the term take. */
  const ends = new Uint8Array(deepest + 2);
  let depth = 0;
  for (let j = 0; j < width; j += 1) rows[j] = j;

  const row = (at: number, point: number): number => {
    const base = at * width;
    let least = 255;
    rows[base] = at;
    // Cells further from the diagonal than the errors allowed are more than that in any case.
    const from = Math.max(1, at - errors);
    const to = Math.min(width - 1, at + errors);
    if (from > 1) rows[base + from - 1] = 99;
    else least = at;
    for (let j = from; j <= to; j += 1) {
      const same = word[j - 1] === point;
      let value = (rows[base - width + j - 1] as number) + (same ? 0 : 1);
      const above = j >= at + errors ? 99 : (rows[base - width + j] as number);
      if (above + 1 < value) value = above + 1;
      const left = rows[base + j - 1] as number;
      if (left + 1 < value) value = left + 1;
      if (at > 1 && j > 1 && word[j - 2] === point && word[j - 1] === points[at - 2]) {
        const swapped = (rows[base - 2 * width + j - 2] as number) + 1;
        if (swapped < value) value = swapped;
      }
      rows[base + j] = value;
      if (value < least) least = value;
    }
    return least;
  };

  return {
    /** Takes a term of which the first `known` bytes are those of the one before. Answers how many bytes lead nowhere, or -1. */
    take: (term: Uint8Array, length: number, known: number): number => {
      while (depth > 0 && (ends[depth] as number) > known) depth -= 1;
      let at = ends[depth] as number;
      while (at < length) {
        const lead = term[at] as number;
        const size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (depth >= deepest || (lead < 0x61 && lead > 0)) return at + size;
        const point = size === 1 ? lead : pointAt(term, at, size);
        points[depth] = point;
        if (row(depth + 1, point) > errors) return at + size;
        depth += 1;
        at += size;
        ends[depth] = at;
      }
      return -1;
    },
    distance: (): number => (Math.abs(depth - word.length) > errors ? 99 : (rows[depth * width + width - 1] as number)),
  };
}

function pointAt(term: Uint8Array, at: number, size: number): number {
  let point = (term[at] as number) & (0xff >> (size + 1));
  for (let i = 1; i < size; i += 1) point = (point << 6) | ((term[at + i] as number) & 0x3f);
  return point;
}
