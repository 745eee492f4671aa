import { BitReader, riceParameter, type BitWriter } from './bits.ts';

/**
 * Where a word occurs: one number per block, ascending; the block's number in its segment in the upper 24 bits, how
 * often the word occurs there in the lower 8.
 */
export type Entries = Uint32Array;

/** Which blocks belong to which document of a segment. */
export type BlockLayout = {
  readonly documents: number;
  /** First block of each document, and one past the last of all. */
  readonly firstBlock: Uint32Array;
  /** Document of each block. */
  readonly documentOf: Uint16Array;
};

/** Documents of a segment at most. */
export const segmentCapacity = 1024;

/** Where the entries of each document begin, of the word that is being written: kept, so that no word allocates it. */
const beginnings = new Uint32Array(segmentCapacity + 1);

/** A place in the lists of blocks is kept for every so many documents: more often where the lists are long. */
const strideOf = (byBlocks: number): number => (byBlocks >= 2 ? 8 : 64);
const placesOf = (documents: number, stride: number): number => Math.floor((documents - 1) / stride);
const placeBits = 24;

/**
 * Writes where a word occurs, from a whole byte on; answers in how many documents.
 *
 * First the documents: 1 bit whether the word occurs just once in each, else two parameters of 4 bits; then per document
 * its distance from the one before (left out when all have the word), the number of blocks less one and how many more
 * occurrences than blocks, in Rice's code. Then places, one for each {@link strideOf} documents but the first. Then per
 * document its blocks, as the distances between those that have the word or those that do not, whichever are fewer, and
 * how often it occurs in each, where that is not once.
 */
export function writePostings(out: BitWriter, layout: BlockLayout, entries: Entries, from: number, to: number): number {
  const begin = beginnings;
  let documents = 0;
  let total = 0;
  let last = -1;
  for (let i = from; i < to; i += 1) {
    const entry = entries[i] as number;
    const document = layout.documentOf[entry >>> 8] as number;
    if (document !== last) begin[documents++] = i;
    last = document;
    total += entry & 0xff;
  }
  begin[documents] = to;
  const extra = total - (to - from);
  const isOnce = to - from === documents && extra === 0;
  const byBlocks = riceParameter(to - from - documents, documents);
  const byExtra = riceParameter(extra, documents);
  out.align();
  out.bits(isOnce ? 1 : 0, 1);
  if (!isOnce) out.bits((byBlocks << 4) | byExtra, 8);
  const byGap = riceParameter(layout.documents - documents, documents);
  last = -1;
  for (let i = 0; i < documents; i += 1) {
    const first = begin[i] as number;
    const end = begin[i + 1] as number;
    const document = layout.documentOf[(entries[first] as number) >>> 8] as number;
    if (documents < layout.documents) out.rice(document - last - 1, byGap);
    last = document;
    if (isOnce) continue;
    out.rice(end - first - 1, byBlocks);
    out.rice(extraOf(entries, first, end), byExtra);
  }
  writeBlocks(out, layout, entries, begin, documents, strideOf(isOnce ? 0 : byBlocks));
  return documents;
}

const extraOf = (entries: Entries, from: number, to: number): number => {
  let extra = 0;
  for (let i = from; i < to; i += 1) extra += ((entries[i] as number) & 0xff) - 1;
  return extra;
};

function writeBlocks(
  out: BitWriter,
  layout: BlockLayout,
  entries: Entries,
  begin: Uint32Array,
  documents: number,
  stride: number,
): void {
  const places = placesOf(documents, stride);
  const placesAt = out.size;
  for (let i = 0; i < places; i += 1) out.bits(0, placeBits);
  const blocksAt = out.size;
  for (let i = 0; i < documents; i += 1) {
    if (i > 0 && i % stride === 0) out.patch(placesAt + (i / stride - 1) * placeBits, out.size - blocksAt, placeBits);
    const first = begin[i] as number;
    const end = begin[i + 1] as number;
    const document = layout.documentOf[(entries[first] as number) >>> 8] as number;
    const base = layout.firstBlock[document] as number;
    writeBlockSet(out, entries, first, end, base, (layout.firstBlock[document + 1] as number) - base);
    const extra = extraOf(entries, first, end);
    if (extra === 0) continue;
    const parameter = riceParameter(extra, end - first);
    for (let at = first; at < end - 1; at += 1) out.rice(((entries[at] as number) & 0xff) - 1, parameter);
  }
}

/** `to - from` of `blocks` blocks. */
function writeBlockSet(out: BitWriter, entries: Entries, from: number, to: number, base: number, blocks: number): void {
  const count = to - from;
  if (count === blocks) return;
  const isTold = count * 2 <= blocks;
  const told = isTold ? count : blocks - count;
  if (told === 1) {
    out.bits(
      isTold ? ((entries[from] as number) >>> 8) - base : missingBlock(entries, from, to, base),
      widthOf(blocks),
    );
    return;
  }
  const parameter = riceParameter(blocks - told, told + 1);
  let last = -1;
  let next = from;
  for (let block = 0; block < blocks; block += 1) {
    const has = next < to && ((entries[next] as number) >>> 8) - base === block;
    if (has) next += 1;
    if (has !== isTold) continue;
    out.rice(block - last - 1, parameter);
    last = block;
  }
}

function missingBlock(entries: Entries, from: number, to: number, base: number): number {
  let block = 0;
  while (from + block < to && ((entries[from + block] as number) >>> 8) - base === block) block += 1;
  return block;
}

/** Bits that tell one of so many. */
const widthOf = (count: number): number => 32 - Math.clz32(count - 1);

/** What a word's documents were read into; as long as a segment may have documents. */
export type DocumentList = {
  count: number;
  readonly documents: Uint16Array;
  /** How many blocks have the word, and how often it occurs in all. */
  readonly blocks: Uint32Array;
  readonly occurrences: Uint32Array;
  /** The bit at which the blocks' part begins, and after how many documents each place in it. */
  blocksAt: number;
  stride: number;
};

export const createDocumentList = (capacity: number): DocumentList => ({
  count: 0,
  documents: new Uint16Array(capacity),
  blocks: new Uint32Array(capacity),
  occurrences: new Uint32Array(capacity),
  blocksAt: 0,
  stride: 0,
});

/** Reads the documents of a word that has `count` of them, from the byte where it was written. */
export function readDocuments(
  bytes: Uint8Array,
  at: number,
  layout: BlockLayout,
  count: number,
  into: DocumentList,
): void {
  const isOnce = (bytes[at] as number) >= 0x80;
  const reader = new BitReader(bytes, at * 8 + 1);
  const parameters = isOnce ? 0 : reader.bits(8);
  const byBlocks = parameters >> 4;
  const byExtra = parameters & 15;
  const byGap = riceParameter(layout.documents - count, count);
  const isAll = count === layout.documents;
  const { documents, blocks, occurrences } = into;
  let last = -1;
  for (let i = 0; i < count; i += 1) {
    last += isAll ? 1 : 1 + reader.rice(byGap);
    documents[i] = last;
    if (isOnce) {
      blocks[i] = 1;
      occurrences[i] = 1;
      continue;
    }
    const more = reader.rice(byBlocks) + 1;
    blocks[i] = more;
    occurrences[i] = more + reader.rice(byExtra);
  }
  into.count = count;
  into.blocksAt = reader.at;
  into.stride = strideOf(byBlocks);
}

/**
 * Reads the blocks of the `nth` document of a list: numbers within the document, and how often the word occurs in each.
 * Answers how many. `into` and `often` are as long as a document may have blocks.
 */
export function readBlocks(
  bytes: Uint8Array,
  layout: BlockLayout,
  list: DocumentList,
  nth: number,
  into: Uint32Array,
  often: Uint32Array,
): number {
  const { stride } = list;
  const places = placesOf(list.count, stride);
  const place = Math.floor(nth / stride);
  const reader = new BitReader(bytes, list.blocksAt + (place - 1) * placeBits);
  const start = list.blocksAt + places * placeBits;
  reader.at = place === 0 ? start : start + reader.bits(placeBits);
  for (let i = place * stride; i < nth; i += 1) readBlockList(reader, layout, list, i, into, often);
  return readBlockList(reader, layout, list, nth, into, often);
}

/** Reads the blocks of one document after another, for who wants them all; `longest` is the most blocks of any. */
export function readAllBlocks(
  bytes: Uint8Array,
  layout: BlockLayout,
  longest: number,
  list: DocumentList,
  tell: (document: number, count: number, blocks: Uint32Array, often: Uint32Array) => void,
): void {
  const places = placesOf(list.count, list.stride);
  const reader = new BitReader(bytes, list.blocksAt + places * placeBits);
  const { blocks, often } = roomFor(longest);
  for (let i = 0; i < list.count; i += 1)
    tell(list.documents[i] as number, readBlockList(reader, layout, list, i, blocks, often), blocks, often);
}

let room = { blocks: new Uint32Array(1024), often: new Uint32Array(1024) };

/** Kept from word to word, since a segment has many. */
function roomFor(longest: number): typeof room {
  if (room.blocks.length < longest) room = { blocks: new Uint32Array(longest), often: new Uint32Array(longest) };
  return room;
}

export function longestDocument({ firstBlock }: BlockLayout): number {
  let longest = 0;
  for (let i = 1; i < firstBlock.length; i += 1)
    longest = Math.max(longest, (firstBlock[i] as number) - (firstBlock[i - 1] as number));
  return longest;
}

function readBlockList(
  reader: BitReader,
  layout: BlockLayout,
  list: DocumentList,
  nth: number,
  into: Uint32Array,
  often: Uint32Array,
): number {
  const document = list.documents[nth] as number;
  const all = (layout.firstBlock[document + 1] as number) - (layout.firstBlock[document] as number);
  const count = list.blocks[nth] as number;
  readBlockSet(reader, count, all, into);
  const extra = (list.occurrences[nth] as number) - count;
  const parameter = extra > 0 ? riceParameter(extra, count) : 0;
  let left = extra;
  for (let i = 0; i < count; i += 1) {
    const more = extra === 0 ? 0 : i === count - 1 ? left : reader.rice(parameter);
    often[i] = more + 1;
    left -= more;
  }
  return count;
}

function readBlockSet(reader: BitReader, count: number, all: number, into: Uint32Array): void {
  if (count === all) {
    for (let block = 0; block < all; block += 1) into[block] = block;
    return;
  }
  const isTold = count * 2 <= all;
  const told = isTold ? count : all - count;
  const parameter = told === 1 ? 0 : riceParameter(all - told, told + 1);
  let last = -1;
  let size = 0;
  for (let i = 0; i < told; i += 1) {
    const block = told === 1 ? reader.bits(widthOf(all)) : last + 1 + reader.rice(parameter);
    if (isTold) into[size++] = block;
    else for (let between = last + 1; between < block; between += 1) into[size++] = between;
    last = block;
  }
  if (!isTold) for (let block = last + 1; block < all; block += 1) into[size++] = block;
}
