import { err, ok, type Result } from '../lib/result.ts';
import { checksum } from './checksum.ts';
import { documentKinds, type IndexedDocument } from './document.ts';
import { longestDocument, segmentCapacity, type BlockLayout } from './postings.ts';
import { readTermList, type TermList } from './term-list.ts';

/** A text that is ASCII is looked through for a phrase several times as fast. */
export const plainBlock = 0x80;
export const mostBlockWords = 0x7f;

/** Written and never changed: the words of up to {@link segmentCapacity} documents and where they occur. */
export type Segment = {
  readonly bytes: Uint8Array;
  readonly documents: readonly IndexedDocument[];
  readonly layout: BlockLayout;
  /** Blocks of its longest document. */
  readonly longest: number;
  /** Words in each block, at most {@link mostBlockWords}; {@link plainBlock} besides where its text is ASCII. */
  readonly blockWords: Uint8Array;
  readonly terms: TermList;
  /** Where in `bytes` the postings begin. */
  readonly postingsAt: number;
};

export type SegmentFault = { readonly code: 'damaged-segment'; readonly message: string };

export type SegmentParts = {
  readonly documents: readonly IndexedDocument[];
  readonly blockWords: Uint8Array;
  readonly terms: Uint8Array;
  readonly postings: Uint8Array;
};

const magic = 0x31_53_57_48; // "HWS1", little-endian
const version = 2;
const headBytes = 32;
/** A reader of bits looks ahead. */
const paddingBytes = 8;

/**
 * Layout, little-endian: 0 magic "HWS1", 4 version, 8 XXH32 of all from 16 on, 12 length of the documents' table, 16
 * blocks, 20 length of the terms, 24 length of the postings, 28 length of all; then the documents' table as JSON, words
 * per block, terms (term-list.ts), postings (postings.ts), each from a multiple of four on, and zeros.
 */
export function writeSegment({ documents, blockWords, terms, postings }: SegmentParts): Uint8Array<ArrayBuffer> {
  const table = new TextEncoder().encode(JSON.stringify(documents));
  const at = placesOf(table.length, blockWords.length, terms.length, postings.length);
  const bytes = new Uint8Array(at.end);
  bytes.set(table, headBytes);
  bytes.set(blockWords, at.blockWords);
  bytes.set(terms, at.terms);
  bytes.set(postings, at.postings);
  const view = new DataView(bytes.buffer);
  [magic, version, 0, table.length, blockWords.length, terms.length, postings.length, at.end].forEach((value, index) =>
    view.setUint32(index * 4, value, true),
  );
  view.setUint32(8, checksum(bytes.subarray(16)), true);
  return bytes;
}

/** The checksum that a segment carries. */
export const sumOf = ({ bytes }: Segment): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(8, true);

const aligned = (length: number): number => (length + 3) & ~3;

function placesOf(table: number, blocks: number, terms: number, postings: number) {
  const blockWords = headBytes + aligned(table);
  const termsAt = blockWords + aligned(blocks);
  const postingsAt = termsAt + aligned(terms);
  return { blockWords, terms: termsAt, postings: postingsAt, end: postingsAt + aligned(postings) + paddingBytes };
}

/** Maps a segment. Bytes that were changed or cut are refused: what they were made from is indexed anew then. */
export function openSegment(input: Uint8Array): Result<Segment, SegmentFault> {
  const bytes = input.byteOffset % 4 === 0 ? input : input.slice();
  if (bytes.length < headBytes) return damaged('is too short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const number = (index: number): number => view.getUint32(index * 4, true);
  if (number(0) !== magic || number(1) !== version) return damaged('is of another kind or version');
  const [table, blocks, termsLength, postings] = [number(3), number(4), number(5), number(6)];
  const at = placesOf(table, blocks, termsLength, postings);
  if (number(7) !== bytes.length || at.end !== bytes.length) return damaged('has the wrong length');
  if (checksum(bytes.subarray(16)) !== number(2)) return damaged('was changed');
  const documents = readTable(bytes.subarray(headBytes, headBytes + table));
  const terms = readTermList(bytes.subarray(at.terms, at.terms + termsLength));
  const layout = documents === undefined ? undefined : layOut(documents.map((each) => each.blocks));
  if (documents === undefined || terms === undefined || layout?.firstBlock[documents.length] !== blocks)
    return damaged('contradicts itself');
  return ok({
    bytes,
    documents,
    layout,
    longest: longestDocument(layout),
    blockWords: bytes.subarray(at.blockWords, at.blockWords + blocks),
    terms,
    postingsAt: at.postings,
  });
}

const damaged = (how: string): Result<never, SegmentFault> =>
  err({ code: 'damaged-segment', message: `A segment of the search index ${how}.` });

export function layOut(blocksPerDocument: readonly number[]): BlockLayout {
  const documents = blocksPerDocument.length;
  const firstBlock = new Uint32Array(documents + 1);
  blocksPerDocument.forEach((blocks, index) => (firstBlock[index + 1] = (firstBlock[index] as number) + blocks));
  const documentOf = new Uint16Array(firstBlock[documents] as number);
  for (let i = 0; i < documents; i += 1) documentOf.fill(i, firstBlock[i], firstBlock[i + 1]);
  return { documents, firstBlock, documentOf };
}

function readTable(bytes: Uint8Array): readonly IndexedDocument[] | undefined {
  try {
    const table: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return Array.isArray(table) && table.length <= segmentCapacity && table.every(isDocument) ? table : undefined;
  } catch {
    return undefined;
  }
}

function isDocument(value: unknown): value is IndexedDocument {
  if (typeof value !== 'object' || value === null) return false;
  const { id, kind, review, at, blocks, words } = value as { readonly [key: string]: unknown };
  return (
    typeof id === 'string' &&
    documentKinds.some((known) => known === kind) &&
    (review === null || typeof review === 'string') &&
    [at, blocks, words].every((number) => Number.isFinite(number))
  );
}
