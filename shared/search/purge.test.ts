import { array, assert, boolean, property, record, stringMatching } from 'fast-check';
import { expect, it } from 'vitest';
import { invariant } from '../lib/invariant.ts';
import { openIndex, type SearchIndex } from './search-index.ts';
import { bytesToTerm, TermCursor, type TermList } from './term-list.ts';
import { documentOf, idsOf, indexOf, searchAll } from './test-search.ts';

const text = array(stringMatching(/^[xyz]{4,9}$/), { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
const fate = record({
  text,
  /** What it said before it was replaced. */
  before: array(text, { maxLength: 2 }),
  isPurged: boolean(),
});

function termsOf(list: TermList): readonly string[] {
  const cursor = new TermCursor(list);
  const found: string[] = [];
  while (cursor.next()) found.push(bytesToTerm(cursor.term, cursor.length));
  return found;
}

/** Every term in what would be kept of an index, and in what it has in memory. */
function allTerms(index: SearchIndex): ReadonlySet<string> {
  const opened = openIndex(index.parts());
  invariant(opened.ok, 'what was kept opens');
  const lists = [...opened.value.segments().map(({ segment }) => segment.terms), index.terms()];
  return new Set(lists.flatMap(termsOf));
}

const asText = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const wordsOf = (texts: readonly string[]): readonly string[] => texts.flatMap((each) => each.split(' '));

it('[M3.6] has no word in any byte that only purged documents had, now or before they were changed', () => {
  assert(
    property(array(fate, { minLength: 1, maxLength: 24 }), boolean(), (fates, isTidied) => {
      const index = indexOf([]);
      fates.forEach(({ before, text: last }, number) => {
        for (const each of [...before, last]) index.put([documentOf(`d${number}.`, [each])]);
        if (isTidied) while (index.tidy());
      });
      expect(new Set(termsOf(index.terms()))).toEqual(new Set(allTerms(index)));
      const gone = fates.flatMap(({ isPurged }, number) => (isPurged ? [`d${number}.`] : []));
      index.purge(gone);
      const left = new Set(
        wordsOf(fates.filter(({ isPurged }) => !isPurged).flatMap((each) => [each.text, ...each.before])),
      );
      expect([...allTerms(index)].filter((term) => !left.has(term) && /^[xyz]+$/.test(term))).toEqual([]);
      const bytes = index.parts().map((part) => asText(part.bytes));
      for (const { isPurged, text: last, before } of fates)
        for (const word of isPurged ? wordsOf([last, ...before]) : [])
          if (![...left].some((each) => each.includes(word)))
            expect(bytes.some((each) => each.includes(word))).toBe(false);
      expect(gone.filter((id) => bytes.some((each) => each.includes(`"${id}"`)))).toEqual([]);
      const kept = fates.flatMap((each, number) => (each.isPurged ? [] : [documentOf(`d${number}.`, [each.text])]));
      for (const { id, blocks } of kept.slice(0, 3)) {
        const [word = ''] = wordsOf(blocks.map((block) => block.text));
        expect(idsOf(searchAll(index, kept, word, { isTolerant: false }))).toContain(id);
      }
    }),
    { numRuns: 100 },
  );
});
