import { array, assert, constantFrom, property, string, uniqueArray } from 'fast-check';
import { expect, it } from 'vitest';
import { checksum } from './checksum.ts';
import { scanTerms } from './query.ts';
import {
  bytesToTerm,
  createTermListWriter,
  readTermList,
  TermCursor,
  termToBytes,
  type TermList,
} from './term-list.ts';
import { plainDistance } from './test-search.ts';
import { errorsAllowed, nearTerms } from './typing-errors.ts';

const term = string({ unit: constantFrom('a', 'b', 'c', 'é', '移', '1', '.'), minLength: 1, maxLength: 9 });
const byBytes = (a: string, b: string): number => {
  const [left, right] = [termToBytes(a), termToBytes(b)];
  for (let i = 0; i < left.length && i < right.length; i += 1)
    if (left[i] !== right[i]) return (left[i] ?? 0) - (right[i] ?? 0);
  return left.length - right.length;
};

function listOf(terms: readonly string[]): TermList {
  const writer = createTermListWriter();
  terms.forEach((each, index) => {
    const bytes = termToBytes(each);
    writer.add(bytes, 0, bytes.length, index + 1, index % 300);
  });
  const list = readTermList(writer.finish());
  if (list === undefined) throw new Error('a list that was written can be read');
  return list;
}

it('finds each term of a list, what comes next, and what is not there', () => {
  assert(
    property(uniqueArray(term, { maxLength: 80 }), array(term, { maxLength: 20 }), (terms, others) => {
      const sorted = terms.toSorted(byBytes);
      const list = listOf(sorted);
      const cursor = new TermCursor(list);
      for (const wanted of [...terms, ...others]) {
        const bytes = termToBytes(wanted);
        const expected = sorted.findIndex((each) => byBytes(each, wanted) >= 0);
        expect(cursor.seek(bytes, bytes.length)).toBe(expected >= 0);
        if (expected < 0) continue;
        expect(bytesToTerm(cursor.term, cursor.length)).toBe(sorted[expected]);
        expect(cursor.documents).toBe(expected + 1);
        const before = sorted.slice(0, expected).reduce((sum, _, index) => sum + (index % 300), 0);
        expect(cursor.postingsAt).toBe(before);
      }
    }),
    { numRuns: 150 },
  );
});

it('finds exactly the terms that are so many typing errors away', () => {
  const letters = string({ unit: constantFrom('a', 'b', 'c', 'é'), minLength: 1, maxLength: 9 });
  assert(
    property(uniqueArray(letters, { maxLength: 120 }), letters, constantFrom(1, 2), (terms, word, errors) => {
      const list = listOf(terms.toSorted(byBytes));
      const found = nearTerms(list, word, errors).map((each) => [each.term, each.errors]);
      const expected = terms
        .toSorted(byBytes)
        .map((each) => [each, plainDistance(each, word)] as const)
        .filter(([, distance]) => distance > 0 && distance <= errors);
      expect(found).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

it('allows no error in short words, one in longer ones, then two', () => {
  expect([3, 4, 7, 8, 20].map(errorsAllowed)).toEqual([0, 1, 1, 2, 2]);
});

it('sums up bytes as the reference implementation of XXH32 does', () => {
  const of = (text: string): string => checksum(new TextEncoder().encode(text)).toString(16).padStart(8, '0');
  expect(of('')).toBe('02cc5d05');
  expect(of('a')).toBe('550d7456');
  expect(of('abc')).toBe('32d153ff');
  expect(of('Nobody inspects the spammish repetition')).toBe('e2293b2f');
});

it('takes words out of a text as they are looked for', () => {
  const terms = (text: string): readonly string[] => scanTerms(text).map((each) => each.term);
  expect(terms("It's Ada's – don't!")).toEqual(['it', 'ada', 'don']);
  expect(terms('db.pool.max=20')).toEqual(['db', 'pool', 'max', 'db.pool.max', '20']);
  expect(terms('v4.18.0, V2 and #4127')).toEqual(['4', '18', '0', '4.18.0', 'v2', 'and', '4127']);
  expect(terms('Zu\u0308rich ZÜRICH Straße ﬁne')).toEqual(['zurich', 'zurich', 'strasse', 'fine']);
  expect(terms('データ x 計')).toEqual(['デー', 'ータ', 'x', '計']);
  expect(terms('Ωμέγα Ёлка 𠀀')).toEqual(['ωμεγα', 'елка', '𠀀']);
  expect(terms('\ud800 \udc00 -- ..')).toEqual([]);
  expect(terms('x'.repeat(100))).toEqual(['x'.repeat(64)]);
});
