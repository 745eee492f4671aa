import { invariant } from '../lib/invariant.ts';
import { BitWriter } from './bits.ts';
import type { IndexedDocument, SearchDocument } from './document.ts';
import { segmentCapacity, writePostings } from './postings.ts';
import { createScanner, type WordSink } from './scan-words.ts';
import { isPlainText } from './phrase.ts';
import { layOut, mostBlockWords, plainBlock, writeSegment } from './segment.ts';
import { createTermListWriter } from './term-list.ts';
import { TermTable } from './term-table.ts';

/** Collects documents and seals them into one segment. */
export type SegmentWriter = {
  /** Adds a document that this segment does not have yet; it is not full. */
  readonly add: (document: SearchDocument) => void;
  readonly isFull: () => boolean;
  /** Documents so far. */
  readonly size: () => number;
  /** The segment's bytes. The writer is empty again afterwards. */
  readonly seal: () => Uint8Array<ArrayBuffer>;
};

/** Beyond this many postings a segment is sealed before it has all its documents, so that sealing needs no more memory. */
const fullPostings = 10_000_000;
const mostOften = 255;

export function createSegmentWriter(): SegmentWriter {
  const scanner = createScanner();
  let draft = createDraft();
  const { bytes } = scanner;
  let weight = 1;
  let words = 0;
  const take: WordSink = (from, to, hash, _start, _end, isWhole) => {
    if (!isWhole) words += 1;
    draft.note(draft.terms.numberOf(bytes, from, to, hash), weight);
  };
  return {
    add: (document) => {
      invariant(draft.documents.length < segmentCapacity, 'a full segment is sealed');
      let inAll = 0;
      for (const block of document.blocks) {
        weight = Math.min(16, block.weight ?? 1);
        words = 0;
        scanner.scan(block.text, take);
        draft.endBlock(words, isPlainText(block.text));
        inAll += words;
      }
      const { id, kind, review, at, blocks } = document;
      draft.documents.push({ id, kind, review, at, blocks: blocks.length, words: inAll });
    },
    isFull: () => draft.documents.length >= segmentCapacity || draft.postings() > fullPostings,
    size: () => draft.documents.length,
    seal: () => {
      const bytes = sealDraft(draft);
      draft = createDraft();
      return bytes;
    },
  };
}

/** Each word of each block once, in the order they came: the term's number above, how often below. */
function createDraft() {
  const terms = new TermTable(1 << 14);
  const documents: IndexedDocument[] = [];
  let log = new Uint32Array(1 << 16);
  let size = 0;
  let placeOf = new Uint32Array(1 << 14);
  let blockOf = new Uint32Array(1 << 14);
  const blockEnds: number[] = [];
  const blockWords: number[] = [];
  const grow = (): void => {
    const [places, blocks] = [new Uint32Array(terms.count * 2), new Uint32Array(terms.count * 2)];
    places.set(placeOf);
    blocks.set(blockOf);
    placeOf = places;
    blockOf = blocks;
  };
  return {
    terms,
    documents,
    blockEnds,
    blockWords,
    postings: () => size,
    log: () => log,
    note: (term: number, often: number): void => {
      if (term >= blockOf.length) grow();
      const block = blockEnds.length + 1;
      if (blockOf[term] === block) {
        const place = placeOf[term] as number;
        const entry = log[place] as number;
        log[place] = entry + Math.min(often, mostOften - (entry & 0xff));
        return;
      }
      if (size === log.length) {
        const larger = new Uint32Array(log.length * 2);
        larger.set(log);
        log = larger;
      }
      blockOf[term] = block;
      placeOf[term] = size;
      log[size] = (term << 8) | often;
      size += 1;
    },
    endBlock: (words: number, isPlain: boolean): void => {
      blockEnds.push(size);
      blockWords.push(Math.min(mostBlockWords, words) | (isPlain ? plainBlock : 0));
    },
  };
}

type Draft = ReturnType<typeof createDraft>;

function sealDraft(draft: Draft): Uint8Array<ArrayBuffer> {
  const { terms, documents } = draft;
  const layout = layOut(documents.map(({ blocks }) => blocks));
  const order = terms.sorted();
  const { entries, ends } = sortByTerm(draft, order);
  const list = createTermListWriter();
  const postings = new BitWriter();
  let from = 0;
  for (let rank = 0; rank < order.length; rank += 1) {
    const term = order[rank] as number;
    const to = ends[rank] as number;
    const start = postings.align();
    const count = writePostings(postings, layout, entries, from, to);
    const begin = terms.starts[term] as number;
    list.add(terms.bytes, begin, terms.starts[term + 1] as number, count, postings.align() - start);
    from = to;
  }
  return writeSegment({
    documents,
    blockWords: Uint8Array.from(draft.blockWords),
    terms: list.finish(),
    postings: postings.bytes.subarray(0, postings.align()),
  });
}

/** A counting sort: the log by term, the block of each entry in place of its term. */
function sortByTerm(draft: Draft, order: Uint32Array): { readonly entries: Uint32Array; readonly ends: Uint32Array } {
  const log = draft.log();
  const size = draft.postings();
  const counts = new Uint32Array(order.length);
  for (let i = 0; i < size; i += 1) {
    const term = (log[i] as number) >>> 8;
    counts[term] = (counts[term] as number) + 1;
  }
  const next = new Uint32Array(order.length);
  const ends = new Uint32Array(order.length);
  let sum = 0;
  for (let rank = 0; rank < order.length; rank += 1) {
    const term = order[rank] as number;
    next[term] = sum;
    sum += counts[term] as number;
    ends[rank] = sum;
  }
  const entries = new Uint32Array(size);
  let at = 0;
  draft.blockEnds.forEach((end, block) => {
    for (; at < end; at += 1) {
      const entry = log[at] as number;
      const term = entry >>> 8;
      const place = next[term] as number;
      entries[place] = (block << 8) | (entry & 0xff);
      next[term] = place + 1;
    }
  });
  return { entries, ends };
}
