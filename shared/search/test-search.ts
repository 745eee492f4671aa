import { array, constantFrom, nat, tuple, type Arbitrary } from 'fast-check';
import { invariant } from '../lib/invariant.ts';
import type { SearchDocument } from './document.ts';
import { parseQuery } from './query.ts';
import { openIndex, type SearchIndex } from './search-index.ts';
import { search, type SearchAnswer, type SearchOptions } from './search.ts';

/** What the tests of the index search, and the plain way to find it: without an index, by reading everything. */

const vocabulary =
  'pool Pool pools pooling poll spool pole release released RELEASES relaese migration migrations migrate database databases rollback Zürich zurich the a of db.pool.max 4.18.0 p95 #4127 roll-back reconcile reconciliation reconcilable'.split(
    ' ',
  );

export const arbitraryText = array(tuple(constantFrom(...vocabulary), constantFrom(' ', ', ', '. ', '\n')), {
  maxLength: 30,
}).map((words) => words.map(([word, space]) => word + space).join(''));

export const arbitraryWord = constantFrom(...vocabulary.filter((word) => /^[a-z]+$/i.test(word)));

export const arbitraryDocuments = (most: number): Arbitrary<SearchDocument[]> =>
  array(tuple(array(arbitraryText, { minLength: 1, maxLength: 4 }), nat(5)), { maxLength: most }).map((texts) =>
    texts.map(([blocks, at], index) => documentOf(`d${index}`, blocks, at)),
  );

export const documentOf = (id: string, texts: readonly string[], at = 0): SearchDocument => ({
  id,
  kind: 'transcript',
  review: `r-${id}`,
  at,
  blocks: texts.map((text) => ({ text, startMs: null })),
});

export function indexOf(documents: readonly SearchDocument[]): SearchIndex {
  const opened = openIndex();
  invariant(opened.ok, 'an empty index opens');
  opened.value.put(documents);
  return opened.value;
}

/** Every hit for a query, found in an index of these documents. */
export function searchAll(
  index: SearchIndex,
  documents: readonly SearchDocument[],
  query: string,
  options: Partial<SearchOptions> = {},
): SearchAnswer {
  const byId = new Map(documents.map((document) => [document.id, document]));
  return search(
    index,
    parseQuery(query),
    { limit: 10_000, isStrict: true, ...options },
    (id, block) => byId.get(id)?.blocks[block]?.text ?? '',
  );
}

export const idsOf = ({ hits }: SearchAnswer): readonly string[] => hits.map(({ document }) => document.id).toSorted();

/** The words of a text of {@link arbitraryText}, folded. */
export const plainWords = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g) ?? [];

/** Documents with a text of which this holds. */
export const foundByReading = (
  documents: readonly SearchDocument[],
  holds: (words: readonly string[]) => boolean,
): readonly string[] =>
  documents
    .filter(({ blocks }) => blocks.some(({ text }) => holds(plainWords(text))))
    .map(({ id }) => id)
    .toSorted();

/** Optimal string alignment, the whole matrix. */
export function plainDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array.from({ length: b.length }, () => 0)]);
  for (let j = 0; j <= b.length; j += 1) (rows[0] ?? [])[j] = j;
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      (rows[i] ?? [])[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwap ? at(i - 2, j - 2) + 1 : Infinity,
      );
    }
  return at(a.length, b.length);
}
