import { BitWriter } from './bits.ts';
import type { IndexedDocument } from './document.ts';
import { createDocumentList, readAllBlocks, readDocuments, segmentCapacity, writePostings } from './postings.ts';
import { layOut, writeSegment, type Segment } from './segment.ts';
import { compare, createTermListWriter, TermCursor } from './term-list.ts';

/** A segment and which of its documents were deleted. */
export type MergeSource = { readonly segment: Segment; readonly deleted: ReadonlySet<number> };

/**
 * One segment with what is left of these, in their order; null where nothing is. Nothing of a deleted document is in its
 * bytes, not even a term that it alone had.
 */
export function mergeSegments(sources: readonly MergeSource[]): Uint8Array<ArrayBuffer> | null {
  const documents: IndexedDocument[] = [];
  const blockWords: number[] = [];
  const inputs = sources.map((source) => prepare(source, documents, blockWords));
  if (documents.length === 0) return null;
  const layout = layOut(documents.map(({ blocks }) => blocks));
  const list = createTermListWriter();
  const postings = new BitWriter();
  const entries = createEntries();
  for (;;) {
    const least = leastOf(inputs);
    if (least === undefined) break;
    const { cursor } = least;
    const term = cursor.term.slice(0, cursor.length);
    entries.clear();
    for (const input of inputs) {
      if (input.isDone || compare(input.cursor.term, input.cursor.length, term, term.length) !== 0) continue;
      addEntries(input, entries.add);
      input.isDone = !input.cursor.next();
    }
    if (entries.size() === 0) continue;
    const start = postings.align();
    const count = writePostings(postings, layout, entries.all(), 0, entries.size());
    list.add(term, 0, term.length, count, postings.align() - start);
  }
  return writeSegment({
    documents,
    blockWords: Uint8Array.from(blockWords),
    terms: list.finish(),
    postings: postings.bytes.subarray(0, postings.align()),
  });
}

type Input = MergeSource & {
  readonly cursor: TermCursor;
  /** First block of each document in the new segment; of one that was deleted, -1. */
  readonly blockOf: Int32Array;
  isDone: boolean;
};

function prepare(source: MergeSource, documents: IndexedDocument[], blockWords: number[]): Input {
  const { segment, deleted } = source;
  const blockOf = new Int32Array(segment.documents.length).fill(-1);
  segment.documents.forEach((document, index) => {
    if (deleted.has(index)) return;
    blockOf[index] = blockWords.length;
    documents.push(document);
    const from = segment.layout.firstBlock[index] as number;
    for (let block = 0; block < document.blocks; block += 1)
      blockWords.push(segment.blockWords[from + block] as number);
  });
  const cursor = new TermCursor(segment.terms);
  return { ...source, cursor, blockOf, isDone: !cursor.next() };
}

function leastOf(inputs: readonly Input[]): Input | undefined {
  let least: Input | undefined;
  for (const input of inputs) {
    if (input.isDone) continue;
    const { cursor } = input;
    if (least === undefined || compare(cursor.term, cursor.length, least.cursor.term, least.cursor.length) < 0)
      least = input;
  }
  return least;
}

const list = createDocumentList(segmentCapacity);

function addEntries({ segment, cursor, blockOf }: Input, add: (entry: number) => void): void {
  readDocuments(segment.bytes, segment.postingsAt + cursor.postingsAt, segment.layout, cursor.documents, list);
  readAllBlocks(segment.bytes, segment.layout, segment.longest, list, (document, count, blocks, often) => {
    const base = blockOf[document] as number;
    if (base < 0) return;
    for (let i = 0; i < count; i += 1) add(((base + (blocks[i] as number)) << 8) | (often[i] as number));
  });
}

function createEntries() {
  let entries = new Uint32Array(1 << 12);
  let size = 0;
  return {
    clear: (): void => {
      size = 0;
    },
    size: () => size,
    all: () => entries,
    add: (entry: number): void => {
      if (size === entries.length) {
        const larger = new Uint32Array(entries.length * 2);
        larger.set(entries);
        entries = larger;
      }
      entries[size] = entry;
      size += 1;
    },
  };
}

/** The terms of several lists as one, with how many documents have each in all. */
export function mergeTerms(lists: readonly TermCursor[]): Uint8Array {
  const inputs = lists.map((cursor) => ({ cursor, isDone: !cursor.next() }));
  const out = createTermListWriter();
  const term = new Uint8Array(lists[0]?.term.length ?? 0);
  for (;;) {
    let least: TermCursor | undefined;
    for (const { cursor, isDone } of inputs)
      if (!isDone && (least === undefined || compare(cursor.term, cursor.length, least.term, least.length) < 0))
        least = cursor;
    if (least === undefined) return out.finish();
    const length = least.length;
    term.set(least.term);
    let documents = 0;
    for (const input of inputs) {
      const { cursor } = input;
      if (input.isDone || compare(cursor.term, cursor.length, term, length) !== 0) continue;
      documents += cursor.documents;
      input.isDone = !cursor.next();
    }
    out.add(term, 0, length, documents, 0);
  }
}
