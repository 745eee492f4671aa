import type { QueryWord } from './query.ts';
import { beginsWith, termsOfStem } from './stems.ts';
import { bytesToTerm, TermCursor, termToBytes, type TermList } from './term-list.ts';
import { errorsAllowed, nearTerms } from './typing-errors.ts';

/** How a term came to stand for a word of the query; the word itself counts most. */
export const matchKinds = ['exact', 'stem', 'prefix', 'typing-error'] as const;
export type MatchKind = (typeof matchKinds)[number];

/** What an occurrence is worth beside one of the word itself. */
export const worth: { readonly [K in MatchKind]: number } = {
  exact: 1,
  stem: 0.8,
  prefix: 0.7,
  'typing-error': 0.4,
};

/** Terms that stand for one word, by kind, best first; each term once. */
export type Expansion = readonly { readonly kind: MatchKind; readonly terms: readonly string[] }[];

/** The most frequent terms that a prefix stands for; the rest of a short one is passed over. */
const mostOfPrefix = 256;
const mostNear = 24;
/** A prefix's terms are in no more documents than so many times all, counted one term after another. */
const mostOverlap = 20;
/** Terms looked at for a prefix. */
const mostLooked = 20_000;

/** What a word stands for among the terms of an index of so many documents. */
export function expandWord(
  terms: TermList,
  documents: number,
  { term, isPrefix }: QueryWord,
  isTolerant: boolean,
): Expansion {
  const cursor = new TermCursor(terms);
  const bytes = termToBytes(term);
  const isThere = cursor.find(bytes, bytes.length);
  const seen = new Set([term]);
  const fresh = (found: readonly string[]): readonly string[] => {
    const added = found.filter((each) => !seen.has(each));
    for (const each of added) seen.add(each);
    return added;
  };
  const expansion = [
    { kind: 'exact' as const, terms: isThere ? [term] : [] },
    { kind: 'stem' as const, terms: isTolerant ? fresh(termsOfStem(terms, term)) : [] },
    { kind: 'prefix' as const, terms: isPrefix ? fresh(termsOfPrefix(terms, bytes, documents)) : [] },
  ];
  return expansion.filter((each) => each.terms.length > 0);
}

/** Terms that somebody may have meant who wrote this word, or that were written for it. */
export function expandErrors(terms: TermList, { term }: QueryWord, known: Expansion): Expansion {
  const seen = new Set([term, ...known.flatMap((each) => each.terms)]);
  const found = misspelt(terms, term).filter((each) => !seen.has(each));
  return found.length === 0 ? [] : [{ kind: 'typing-error', terms: found }];
}

function termsOfPrefix(terms: TermList, prefix: Uint8Array, documents: number): readonly string[] {
  const cursor = new TermCursor(terms);
  const found: { readonly term: string; readonly documents: number }[] = [];
  let least = 0;
  let hasTerm = cursor.seek(prefix, prefix.length);
  for (let looked = 0; hasTerm && looked < mostLooked && beginsWith(cursor, prefix); looked += 1) {
    if (found.length < mostOfPrefix || cursor.documents > least)
      found.push({ term: bytesToTerm(cursor.term, cursor.length), documents: cursor.documents });
    if (found.length >= mostOfPrefix * 2) {
      found.sort((a, b) => b.documents - a.documents).length = mostOfPrefix;
      least = found.at(-1)?.documents ?? 0;
    }
    hasTerm = cursor.next();
  }
  found.sort((a, b) => b.documents - a.documents);
  let room = documents * mostOverlap;
  return found
    .slice(0, mostOfPrefix)
    .filter((each, at) => (room -= each.documents) >= 0 || at === 0)
    .map(({ term }) => term);
}

const isWord = /^\p{L}+$/u;

function misspelt(terms: TermList, term: string): readonly string[] {
  const errors = isWord.test(term) ? errorsAllowed(Array.from(term).length) : 0;
  if (errors === 0) return [];
  return nearTerms(terms, term, errors)
    .toSorted((a, b) => a.errors - b.errors || b.documents - a.documents)
    .slice(0, mostNear)
    .map((each) => each.term);
}
