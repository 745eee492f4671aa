import { worth } from './expand.ts';
import type { TermPlace } from './gather.ts';
import { createDocumentList, readBlocks, readDocuments, segmentCapacity, type DocumentList } from './postings.ts';
import type { RankedWord } from './rank.ts';
import type { IndexSegment } from './search-index.ts';

/** Terms whose blocks are looked at for one word; further ones are rare. */
const mostTerms = 16;

/** Reads in which blocks of single documents words are. What it read of a segment is kept for the next document of it. */
export type BlockFinder = (segment: IndexSegment, document: number, words: readonly RankedWord[]) => number;

/** Finds the block of a document that has most of what is searched, the earliest of several. */
export function createBlockFinder(): BlockFinder {
  const lists = new Map<TermPlace, DocumentList>();
  const listOf = (place: TermPlace): DocumentList => {
    const known = lists.get(place);
    if (known !== undefined) return known;
    const list = createDocumentList(Math.min(place.documents, segmentCapacity));
    readDocuments(place.segment.segment.bytes, place.at, place.segment.segment.layout, place.documents, list);
    lists.set(place, list);
    return list;
  };
  let blocks = new Uint32Array(256);
  let often = new Uint32Array(256);
  const readPlace = (place: TermPlace, document: number): number => {
    const { segment } = place.segment;
    if (blocks.length < segment.longest) {
      blocks = new Uint32Array(segment.longest);
      often = new Uint32Array(segment.longest);
    }
    const list = listOf(place);
    const nth = indexOf(list, document);
    return nth < 0 ? 0 : readBlocks(segment.bytes, segment.layout, list, nth, blocks, often);
  };
  return (segment, document, words) => {
    const scores = new Float64Array(segment.segment.documents[document]?.blocks ?? 0);
    for (const { gathered, rarities } of words) {
      // The best kind of match that the document has; a worse one shows nothing that this does not.
      const at = gathered.findIndex((each) => (each.often[segment.base + document] ?? 0) > 0);
      const found = gathered[at];
      if (found === undefined) continue;
      const own = new Float64Array(scores.length);
      for (const place of (found.places.get(segment) ?? []).slice(0, mostTerms)) {
        const count = readPlace(place, document);
        for (let i = 0; i < count; i += 1) {
          const times = often[i] as number;
          const block = blocks[i] as number;
          own[block] = Math.max(own[block] as number, times / (times + 1));
        }
      }
      const most = worth[found.kind] * (rarities[at] ?? 0);
      for (let block = 0; block < own.length; block += 1)
        scores[block] = (scores[block] as number) + most * (own[block] as number);
    }
    let best = 0;
    for (let block = 1; block < scores.length; block += 1)
      if ((scores[block] as number) > (scores[best] as number)) best = block;
    return best;
  };
}

function indexOf({ documents, count }: DocumentList, document: number): number {
  let low = 0;
  let high = count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = documents[middle] as number;
    if (found === document) return middle;
    if (found < document) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
