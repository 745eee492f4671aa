import type { Expansion, MatchKind } from './expand.ts';
import { createDocumentList, readDocuments, segmentCapacity } from './postings.ts';
import type { IndexSegment } from './search-index.ts';
import { TermCursor, termToBytes } from './term-list.ts';

/** Where one term's postings lie in one segment. */
export type TermPlace = {
  readonly segment: IndexSegment;
  /** Byte of the postings in the segment. */
  readonly at: number;
  readonly documents: number;
};

/** What one kind of match of one word brought: how often it occurs, by number of the document in the index. */
export type Gathered = {
  readonly kind: MatchKind;
  readonly often: Uint16Array;
  /** Live documents that have one of the terms, by number, in no order. */
  readonly documents: Uint32Array;
  readonly places: ReadonlyMap<IndexSegment, readonly TermPlace[]>;
};

const list = createDocumentList(segmentCapacity);

/** Reads where the terms that stand for one word occur. */
export function gatherWord(
  segments: readonly IndexSegment[],
  count: number,
  isLive: Uint8Array,
  expansion: Expansion,
): readonly Gathered[] {
  return expansion.map(({ kind, terms }) => {
    const often = new Uint16Array(count);
    const touched = new Uint32Array(count);
    let size = 0;
    const places = new Map<IndexSegment, TermPlace[]>();
    const sorted = terms.map(termToBytes).toSorted(byBytes);
    for (const segment of segments) {
      const cursor = new TermCursor(segment.segment.terms);
      for (const term of sorted) {
        if (!cursor.find(term, term.length)) continue;
        const place: TermPlace = {
          segment,
          at: segment.segment.postingsAt + cursor.postingsAt,
          documents: cursor.documents,
        };
        const known = places.get(segment);
        if (known === undefined) places.set(segment, [place]);
        else known.push(place);
        readDocuments(segment.segment.bytes, place.at, segment.segment.layout, place.documents, list);
        for (let i = 0; i < list.count; i += 1) {
          const document = segment.base + (list.documents[i] as number);
          if (isLive[document] === 0) continue;
          const before = often[document] as number;
          if (before === 0) touched[size++] = document;
          often[document] = Math.min(0xffff, before + (list.occurrences[i] as number));
        }
      }
    }
    return { kind, often, documents: touched.subarray(0, size), places };
  });
}

function byBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i += 1) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
  return a.length - b.length;
}
