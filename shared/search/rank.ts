import { worth } from './expand.ts';
import type { Gathered } from './gather.ts';
import type { DocumentTable } from './search-index.ts';

/** Saturation and weight of a document's length of BM25 (Robertson and Zaragoza, 2009). */
const k1 = 1.2;
const b = 0.75;

/** One word of the query: what it brought, and what a document scores for it. */
export type RankedWord = {
  readonly gathered: readonly Gathered[];
  /** By kind of match, in the order of `gathered`. */
  readonly rarities: readonly number[];
  readonly scores: Float64Array;
  /** All that were found, each once, in no order. */
  readonly documents: Uint32Array;
};

/**
 * BM25 of one word over the whole index, whatever its segments. Of the kinds of match a document has, the one counts that
 * scores most; a kind is as rare as all documents that it or a better one found. A document is long or short among its
 * own kind.
 */
export function rankWord(gathered: readonly Gathered[], table: DocumentTable): RankedWord {
  const scores = new Float64Array(table.count);
  const rarities: number[] = [];
  const all = new Uint32Array(table.count);
  let found = 0;
  for (const { kind, often, documents } of gathered) {
    for (let i = 0; i < documents.length; i += 1)
      if (scores[documents[i] as number] === 0) all[found++] = documents[i] as number;
    const rarity = Math.log(1 + (table.live - found + 0.5) / (found + 0.5));
    rarities.push(rarity);
    const most = worth[kind] * rarity * (k1 + 1);
    for (let i = 0; i < documents.length; i += 1) {
      const document = documents[i] as number;
      const mean = table.meanWords[table.kinds[document] as number] as number;
      const length = mean === 0 ? 1 : (table.words[document] as number) / mean;
      const count = often[document] as number;
      const score = (most * count) / (count + k1 * (1 - b + b * length));
      if (score > (scores[document] as number)) scores[document] = score;
    }
  }
  return { gathered, rarities, scores, documents: all.subarray(0, found) };
}

/** Takes numbers out in the order `isBefore`, the first of them first, without sorting them all. */
export function createQueue(numbers: Uint32Array, isBefore: (a: number, b: number) => boolean) {
  const heap = numbers;
  let size = heap.length;
  const sink = (from: number): void => {
    let at = from;
    const moved = heap[at] as number;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= size) break;
      if (child + 1 < size && isBefore(heap[child + 1] as number, heap[child] as number)) child += 1;
      if (!isBefore(heap[child] as number, moved)) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = moved;
  };
  for (let i = (size >> 1) - 1; i >= 0; i -= 1) sink(i);
  return {
    take: (): number | undefined => {
      if (size === 0) return undefined;
      const first = heap[0] as number;
      size -= 1;
      heap[0] = heap[size] as number;
      sink(0);
      return first;
    },
  };
}
