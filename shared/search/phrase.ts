import { createDocumentList, readAllBlocks, readBlocks, readDocuments, segmentCapacity } from './postings.ts';
import type { RankedWord } from './rank.ts';
import { createScanner, hashWord, longestWord } from './scan-words.ts';
import type { IndexSegment } from './search-index.ts';
import { termToBytes } from './term-list.ts';
import { TermTable } from './term-table.ts';

const scanner = createScanner();
const room = 64;

const beyondAscii = /[^\x00-\x7f]/; // oxlint-disable-line no-control-regex
export const isPlainText = (text: string): boolean => !beyondAscii.test(text);

/**
 * Tells texts in which the words stand one after another, with nothing but what parts words between them. `isPlain` where
 * the text is ASCII: most are then told by a pattern that every text with the phrase meets.
 */
export function createPhraseTest(words: readonly string[]): (text: string, isPlain: boolean) => boolean {
  const table = new TermTable(room);
  const wanted = words.map((word) => {
    const bytes = termToBytes(word);
    return table.numberOf(bytes, 0, bytes.length, hashWord(bytes, 0, bytes.length));
  });
  const last = wanted.at(-1);
  // The last words of the text so far; -1 for one that the phrase does not have.
  const ring = new Int32Array(wanted.length);
  let at = 0;
  let isFound = false;
  const take = (from: number, to: number, hash: number, _start: number, _end: number, isWhole: boolean): void => {
    if (isWhole || isFound) return;
    const number = table.find(scanner.bytes, from, to, hash);
    ring[at % ring.length] = number;
    at += 1;
    if (number === last && at >= ring.length)
      isFound = wanted.every((each, index) => ring[(at + index) % ring.length] === each);
  };
  const pattern = patternOf(words);
  return (text, isPlain) => {
    if (isPlain && !pattern.test(text)) return false;
    ring.fill(-1);
    at = 0;
    isFound = false;
    scanner.scan(text, take);
    return isFound;
  };
}

/** Between two words there may be the single letter after an apostrophe, and the mark of a version. */
const between = '[^a-z0-9]+(?:[a-z][^a-z0-9]+)?v?';

function patternOf(words: readonly string[]): RegExp {
  const isAscii = words.every((word) => /^[a-z0-9]+$/.test(word) && word.length < longestWord);
  return isAscii ? new RegExp(words.join(between), 'i') : /^/;
}

/** What it costs to look through a text, beside reading that a block has a word. */
const readingText = 128;
const list = createDocumentList(segmentCapacity);

/** The blocks of a segment, by number, in which a phrase can be, and the documents that have such. */
export type PhraseBlocks = { readonly blocks: Uint8Array; readonly documents: Uint8Array };

/** Finds the blocks in which all the words are that tell blocks apart, the rarest first: 1 where they are. */
export function blocksWithAll(each: IndexSegment, words: readonly RankedWord[]): PhraseBlocks {
  const { segment } = each;
  const { layout } = segment;
  const marks = new Uint8Array(layout.documentOf.length);
  const blocks = new Uint32Array(segment.longest);
  const often = new Uint32Array(segment.longest);
  // By document, the step up to which some block of it has all words.
  const reached = new Uint8Array(layout.documents);
  let step = 0;
  let open = marks.length;
  for (const word of words) {
    const [place] = word.gathered[0]?.places.get(each) ?? [];
    if (place === undefined) return { blocks: marks.fill(0), documents: reached.fill(0) };
    readDocuments(segment.bytes, place.at, layout, place.documents, list);
    let inAll = 0;
    let wanted = 0;
    for (let i = 0; i < list.count; i += 1) {
      inAll += list.blocks[i] as number;
      if (reached[list.documents[i] as number] === step) wanted += 1;
    }
    // A frequent word rules out so little that reading the texts is less work than reading where it is.
    if (step > 0 && open * (1 - inAll / marks.length) * readingText < inAll) continue;
    let left = 0;
    const mark = (document: number, count: number, found: Uint32Array): void => {
      const base = layout.firstBlock[document] as number;
      for (let i = 0; i < count; i += 1) {
        const block = base + (found[i] as number);
        if (marks[block] !== step) continue;
        marks[block] = step + 1;
        reached[document] = step + 1;
        left += 1;
      }
    };
    // Places in the list save reading all where few are wanted.
    if (wanted * list.stride < list.count * 2)
      for (let i = 0; i < list.count; i += 1) {
        const document = list.documents[i] as number;
        if (reached[document] === step)
          mark(document, readBlocks(segment.bytes, layout, list, i, blocks, often), blocks);
      }
    else readAllBlocks(segment.bytes, layout, segment.longest, list, mark);
    open = left;
    step += 1;
  }
  const all = step;
  for (let block = 0; block < marks.length; block += 1) marks[block] = marks[block] === all ? 1 : 0;
  for (let document = 0; document < reached.length; document += 1)
    reached[document] = reached[document] === all ? 1 : 0;
  return { blocks: marks, documents: reached };
}
