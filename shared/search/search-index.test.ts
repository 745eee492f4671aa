import {
  array,
  assert,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  property,
  record,
  uniqueArray,
  type Arbitrary,
} from 'fast-check';
import { expect, it } from 'vitest';
import { createSegmentWriter } from './segment-writer.ts';
import { openSegment } from './segment.ts';
import { openIndex, type SearchIndex } from './search-index.ts';
import { arbitraryDocuments, arbitraryText, documentOf, idsOf, indexOf, searchAll } from './test-search.ts';
import type { SearchDocument } from './document.ts';

const queries = ['pool', 'database pool', '"the pool"', 'recon*', 'migratoin', 'zurich -pool', '4.18.0'];

/** Everything that a search tells of a hit. */
const told = (index: SearchIndex, documents: readonly SearchDocument[]) =>
  queries.map((query) => {
    const { hits, total } = searchAll(index, documents, query, { isStrict: false });
    return {
      query,
      total,
      hits: hits.map(({ document, block, score, hasAll }) => [document.id, block, score, hasAll]),
    };
  });

type Change =
  | { readonly kind: 'put'; readonly ids: readonly number[]; readonly text: string }
  | { readonly kind: 'remove' | 'purge'; readonly ids: readonly number[] }
  | { readonly kind: 'tidy' | 'reopen' };

const ids = uniqueArray(nat(15), { minLength: 1, maxLength: 4 });
const change: Arbitrary<Change> = oneof(
  { weight: 5, arbitrary: record({ kind: constant('put' as const), ids, text: arbitraryText }) },
  { weight: 2, arbitrary: record({ kind: constantFrom('remove' as const, 'purge' as const), ids }) },
  { weight: 2, arbitrary: record({ kind: constantFrom('tidy' as const, 'reopen' as const) }) },
);

it('[M3.6] answers the same however its documents came in, were replaced, deleted, merged and opened again', () => {
  assert(
    property(array(change, { maxLength: 40 }), (changes) => {
      const kept = new Map<string, SearchDocument>();
      let index = indexOf([]);
      for (const each of changes) {
        const named = 'ids' in each ? each.ids.map((id) => `d${id}`) : [];
        if (each.kind === 'put') {
          const documents = named.map((id, at) => documentOf(id, [each.text, `${each.text} ${id}`], at));
          index.put(documents);
          for (const document of documents) kept.set(document.id, document);
        } else if (each.kind === 'tidy') while (index.tidy());
        else if (each.kind === 'reopen') {
          const opened = openIndex(index.parts());
          expect(opened.ok).toBe(true);
          if (opened.ok) index = opened.value;
        } else {
          index[each.kind](named);
          for (const id of named) kept.delete(id);
        }
      }
      const documents = [...kept.values()];
      expect(told(index, documents)).toEqual(told(indexOf(documents), documents));
      expect(documents.every(({ id }) => index.has(id))).toBe(true);
    }),
    { numRuns: 120 },
  );
});

it('[M3.6] merges small segments as they gather', () => {
  const index = indexOf([]);
  const documents = Array.from({ length: 200 }, (_, at) => documentOf(`d${at}`, [`pool number n${at}`]));
  for (const document of documents) {
    index.put([document]);
    while (index.tidy());
  }
  expect(index.segments().length).toBeLessThan(24);
  expect(idsOf(searchAll(index, documents, 'pool'))).toHaveLength(200);
});

it('[M3.6] leaves nothing of a purged document in any byte, also when it was replaced before', () => {
  const secret = documentOf('secret', ['the unmentionable name of Ozymandias']);
  const others = [documentOf('a', ['a pool']), documentOf('b', ['the name of a pool'])];
  const index = indexOf([secret, ...others]);
  index.put([documentOf('secret', ['nothing to see'])]);
  const hasIt = (): boolean =>
    index.parts().some(({ bytes }) => asText(bytes).includes('zymandias')) ||
    asText(index.terms().bytes).includes('zymandias');
  expect(hasIt()).toBe(true);
  index.purge(['secret']);
  expect(hasIt()).toBe(false);
  expect(index.parts().some(({ bytes }) => asText(bytes).includes('secret'))).toBe(false);
  expect(idsOf(searchAll(index, others, 'name'))).toEqual(['b']);
});

/** Bytes as text, one character each. */
const asText = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

it('[M3.6] refuses a segment with any byte changed, cut or added', () => {
  assert(
    property(arbitraryDocuments(6), nat(), integer({ min: 1, max: 255 }), (documents, place, change) => {
      const writer = createSegmentWriter();
      for (const document of documents) writer.add(document);
      const bytes = writer.seal();
      expect(openSegment(bytes).ok).toBe(true);
      const changed = bytes.slice();
      const at = place % bytes.length;
      changed[at] = (changed[at] ?? 0) ^ change;
      expect(openSegment(changed)).toMatchObject({ ok: false, error: { code: 'damaged-segment' } });
      expect(openSegment(bytes.subarray(0, at)).ok).toBe(false);
      const longer = new Uint8Array(bytes.length + 4);
      longer.set(bytes);
      expect(openSegment(longer).ok).toBe(false);
      expect(openIndex([{ name: '1', bytes: changed, deleted: [] }]).ok).toBe(false);
    }),
    { numRuns: 150 },
  );
});
