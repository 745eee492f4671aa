import { createScanner } from './scan-words.ts';
import { bytesToTerm } from './term-list.ts';

/** One folded word of a query. */
export type QueryWord = {
  readonly term: string;
  /** Matches every word that begins so. */
  readonly isPrefix: boolean;
};

/** What a document must have, or must not. */
export type Clause =
  | {
      readonly kind: 'word';
      readonly word: QueryWord;
      /** The words it is made of, where joints hold it together: they stand for it where it occurs nowhere whole. */
      readonly parts: readonly QueryWord[];
      readonly isExcluded: boolean;
    }
  | {
      readonly kind: 'phrase';
      /** One after another, nothing between. */
      readonly words: readonly QueryWord[];
      readonly isExcluded: boolean;
    };

export type Query = { readonly clauses: readonly Clause[] };

/** Words that are read of a query; further ones are passed over. */
const mostWords = 32;
const longestQuery = 2000;

/**
 * Reads a query: words, `"a phrase"`, `begin*`, and `-` before a word or phrase that must not occur. Everything is a
 * query; what has no letter or digit is passed over. While somebody is still typing, the last word is taken as a beginning.
 */
export function parseQuery(text: string, options: { readonly isTyping?: boolean } = {}): Query {
  const clauses: Clause[] = [];
  const input = text.slice(0, longestQuery);
  const pattern = /(-?)(?:"([^"]*)(?:"|$)|([^\s"]+))/gu;
  let words = 0;
  for (const match of input.matchAll(pattern)) {
    const [whole, minus, phrase, word = ''] = match;
    // A dash inside a word (`roll-back`) is the word's own; here one can only stand at its beginning.
    const isExcluded = minus === '-';
    const isLast = match.index + whole.length === input.length;
    const isPrefix = word.endsWith('*') || (phrase === undefined && isLast && options.isTyping === true);
    const found = phrase === undefined ? readWord(word, isPrefix, isExcluded) : readPhrase(phrase, isExcluded);
    for (const clause of found) {
      words += clause.kind === 'word' ? 1 : clause.words.length;
      if (words > mostWords) return { clauses };
      clauses.push(clause);
    }
  }
  return { clauses };
}

type Scanned = { readonly term: string; readonly start: number; readonly end: number; readonly isWhole: boolean };

const scanner = createScanner();

export function scanTerms(text: string): readonly Scanned[] {
  const found: Scanned[] = [];
  scanner.scan(text, (from, to, _hash, start, end, isWhole) =>
    found.push({ term: bytesToTerm(scanner.bytes.subarray(from), to - from), start, end, isWhole }),
  );
  return found;
}

function readPhrase(text: string, isExcluded: boolean): readonly Clause[] {
  const words = scanTerms(text)
    .filter(({ isWhole }) => !isWhole)
    .map(({ term }) => ({ term, isPrefix: false }));
  const [only] = words;
  if (only === undefined) return [];
  return words.length === 1
    ? [{ kind: 'word', word: only, parts: [], isExcluded }]
    : [{ kind: 'phrase', words, isExcluded }];
}

/** What somebody wrote without a space may still be several words, `a/b`, or ideographs, which are searched as a phrase. */
function readWord(text: string, isPrefix: boolean, isExcluded: boolean): readonly Clause[] {
  const scanned = scanTerms(text);
  const clauses: Clause[] = [];
  let parts: Scanned[] = [];
  const flush = (): void => {
    const words = parts.map(({ term }) => ({ term, isPrefix: false }));
    parts = [];
    if (words.length > 1) clauses.push({ kind: 'phrase', words, isExcluded });
    else for (const word of words) clauses.push({ kind: 'word', word, parts: [], isExcluded });
  };
  for (const word of scanned) {
    const last = parts.at(-1);
    if (word.isWhole) {
      const own = parts.filter(({ start }) => start >= word.start).map(({ term }) => ({ term, isPrefix: false }));
      parts = parts.filter(({ start }) => start < word.start);
      flush();
      clauses.push({ kind: 'word', word: { term: word.term, isPrefix: false }, parts: own, isExcluded });
      continue;
    }
    // Pairs of ideographs overlap; words held by joints are told together by the whole that comes after them.
    const isSameRun =
      last !== undefined &&
      (word.start < last.end ||
        scanned.some((each) => each.isWhole && each.start <= last.start && each.end >= word.end));
    if (last !== undefined && !isSameRun) flush();
    parts.push(word);
  }
  flush();
  const end = clauses.at(-1);
  if (isPrefix && end?.kind === 'word' && scanned.at(-1)?.end === text.replace(/\*+$/, '').length)
    clauses[clauses.length - 1] = { ...end, word: { ...end.word, isPrefix: true } };
  return clauses;
}
