import { array, assert, constantFrom, integer, oneof, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import {
  arbitraryDocuments,
  arbitraryText,
  arbitraryWord,
  documentOf,
  foundByReading,
  idsOf,
  indexOf,
  plainDistance,
  plainWords,
  searchAll,
} from './test-search.ts';

const fold = (word: string): string => plainWords(word).join(' ');

it('[M3.6] finds a word in every document that has it, and in no other', () => {
  assert(
    property(arbitraryDocuments(12), arbitraryWord, (documents, word) => {
      const found = idsOf(searchAll(indexOf(documents), documents, word, { isTolerant: false }));
      expect(found).toEqual(foundByReading(documents, (words) => words.includes(fold(word))));
    }),
    { numRuns: 150 },
  );
});

it('[M3.6] finds a phrase where its words follow each other in one text, and nowhere else', () => {
  assert(
    property(arbitraryDocuments(12), array(arbitraryWord, { minLength: 2, maxLength: 3 }), (documents, phrase) => {
      const found = idsOf(searchAll(indexOf(documents), documents, `"${phrase.join(' ')}"`));
      const wanted = phrase.map(fold);
      const expected = foundByReading(documents, (words) =>
        words.some((_, at) => wanted.every((word, index) => words[at + index] === word)),
      );
      expect(found).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

it('[M3.6] finds the beginning of a word', () => {
  assert(
    property(arbitraryDocuments(12), arbitraryWord, integer({ min: 1, max: 6 }), (documents, word, length) => {
      const prefix = fold(word).slice(0, length);
      const found = idsOf(searchAll(indexOf(documents), documents, `${prefix}*`, { isTolerant: false }));
      expect(found).toEqual(foundByReading(documents, (words) => words.some((each) => each.startsWith(prefix))));
    }),
    { numRuns: 150 },
  );
});

it('[M3.6] finds a word with a typing error or two, by its length', () => {
  assert(
    property(
      arbitraryDocuments(12),
      constantFrom('poool', 'rlease', 'migratino', 'databsae', 'zurihc', 'spol', 'reconcilliations', 'xpool'),
      (documents, word) => {
        const errors = word.length < 8 ? 1 : 2;
        const found = idsOf(searchAll(indexOf(documents), documents, word));
        const near = foundByReading(documents, (words) => words.some((each) => plainDistance(each, word) <= errors));
        // Words of one stem are found besides; these are not near.
        for (const id of near) expect(found).toContain(id);
        const stems = ['reconcil', 'migrat', 'databas', 'poool'];
        const possible = foundByReading(documents, (words) =>
          words.some((each) => plainDistance(each, word) <= errors || stems.some((stem) => each.startsWith(stem))),
        );
        for (const id of found) expect(possible).toContain(id);
      },
    ),
    { numRuns: 150 },
  );
});

it('[M3.6] leaves out what must not occur, words and phrases', () => {
  assert(
    property(arbitraryDocuments(12), arbitraryWord, arbitraryWord, (documents, word, other) => {
      const [a, b] = [fold(word), fold(other)];
      const has = (wanted: string) => foundByReading(documents, (words) => words.includes(wanted));
      const index = indexOf(documents);
      const found = idsOf(searchAll(index, documents, `${a} -${b}`, { isTolerant: false }));
      expect(found).toEqual(has(a).filter((id) => !has(b).includes(id)));
      const withPhrase = foundByReading(documents, (words) =>
        words.some((_, at) => words[at] === b && words[at + 1] === a),
      );
      const besides = idsOf(searchAll(index, documents, `${a} -"${b} ${a}"`, { isTolerant: false }));
      expect(besides).toEqual(has(a).filter((id) => !withPhrase.includes(id)));
    }),
    { numRuns: 100 },
  );
});

it('[M3.6] keeps the order of hits: the word itself, one of its stem, one with an error', () => {
  const documents = [
    documentOf('typo', ['the migrateon of it went on and on']),
    documentOf('stem', ['the migrating of it went on and on']),
    documentOf('exact', ['the migration of it went on and on']),
  ];
  const found = searchAll(indexOf(documents), documents, 'migration');
  expect(found.hits.map(({ document }) => document.id)).toEqual(['exact', 'stem', 'typo']);
});

it('[M3.6] shows the block in which most of the words are', () => {
  const documents = [documentOf('a', ['the pool', 'the database and its pool', 'a database'])];
  const [hit] = searchAll(indexOf(documents), documents, 'database pool').hits;
  expect(hit?.block).toBe(1);
  expect(searchAll(indexOf(documents), documents, '"a database"').hits[0]?.block).toBe(2);
});

it('[M3.6] lets documents that lack a word follow those that have all, and says so', () => {
  const documents = [
    documentOf('some', ['pool pool pool pool']),
    documentOf('all', ['a pool, and much else, and a canary']),
  ];
  const { hits, total } = searchAll(indexOf(documents), documents, 'pool canary', { isStrict: false });
  expect(hits.map(({ document, hasAll }) => [document.id, hasAll])).toEqual([
    ['all', true],
    ['some', false],
  ]);
  expect(total).toBe(1);
});

it('[M3.6] finds names, numbers and versions whole, in part and while they are typed', () => {
  const texts = [
    'db.pool.max was 20 in v4.18.0',
    'see #4127: p95 of checkout-eu.example.org',
    'データベース移行の計画',
    'Łódź, Straße, Ångström',
  ];
  const documents = texts.map((text, index) => documentOf(`d${index}`, [text]));
  const index = indexOf(documents);
  const find = (query: string) => idsOf(searchAll(index, documents, query, { isTolerant: false }));
  const missedBy = (queries: readonly string[], wanted: string) =>
    queries.filter((query) => find(query).join() !== wanted);
  expect(
    missedBy(['db.pool.max', 'pool', 'max', '4.18.0', 'v4.18.0', '4.18*', 'pool.max', '"pool max"'], 'd0'),
  ).toEqual([]);
  expect(missedBy(['#4127', '4127', 'P95', 'checkout-eu.example.org', 'checkout', 'example.o*'], 'd1')).toEqual([]);
  expect(missedBy(['データベース', '移行', '計*'], 'd2')).toEqual([]);
  expect(missedBy(['lodz', 'strasse', 'STRASSE', 'angstrom', 'Łódź'], 'd3')).toEqual([]);
  expect(find('移動')).toEqual([]);
  expect(find('5.18.0')).toEqual([]);
});

it('[M3.6] filters by kind, review and time', () => {
  const documents = [
    documentOf('a', ['pool'], 10),
    { ...documentOf('b', ['pool'], 20), kind: 'decision' as const, review: 'r-x' },
    documentOf('c', ['pool'], 30),
  ];
  const index = indexOf(documents);
  const find = (filter: object) => idsOf(searchAll(index, documents, 'pool', { filter }));
  expect(find({ kinds: ['decision'] })).toEqual(['b']);
  expect(find({ reviews: new Set(['r-x', 'r-c']) })).toEqual(['b', 'c']);
  expect(find({ from: 10, to: 20 })).toEqual(['a', 'b']);
  expect(find({ from: 31 })).toEqual([]);
});

it('[M3.6] takes any text as a query', () => {
  const documents = [documentOf('a', ['pool of the database'])];
  const index = indexOf(documents);
  assert(
    property(
      oneof(string({ unit: 'grapheme' }), arbitraryText, string({ unit: constantFrom('"', '-', '*', 'a', ' ', '.') })),
      (query) => {
        const { hits, total } = searchAll(index, documents, query, { isStrict: false });
        expect(hits.length).toBeLessThanOrEqual(1);
        expect(total).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 300 },
  );
  expect(searchAll(index, documents, '').hits).toEqual([]);
  expect(searchAll(index, documents, '-pool').hits).toEqual([]);
});
