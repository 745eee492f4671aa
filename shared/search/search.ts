import { documentKinds, type DocumentKind, type IndexedDocument } from './document.ts';
import { expandErrors, expandWord, type Expansion } from './expand.ts';
import { createBlockFinder, type BlockFinder } from './find-blocks.ts';
import { gatherWord } from './gather.ts';
import { blocksWithAll, createPhraseTest, type PhraseBlocks } from './phrase.ts';
import type { Clause, Query, QueryWord } from './query.ts';
import { createQueue, rankWord, type RankedWord } from './rank.ts';
import type { DocumentTable, IndexSegment, SearchIndex } from './search-index.ts';
import { plainBlock } from './segment.ts';
import type { TermList } from './term-list.ts';

export type SearchFilter = {
  readonly kinds?: readonly DocumentKind[];
  readonly reviews?: ReadonlySet<string>;
  /** Epoch ms, both included. */
  readonly from?: number;
  readonly to?: number;
};

export type SearchOptions = {
  /** Hits at most. */
  readonly limit: number;
  readonly filter?: SearchFilter;
  /** False finds the very words only: no stems, no typing errors. */
  readonly isTolerant?: boolean;
  /** True leaves out documents that lack a word, where too few have them all. */
  readonly isStrict?: boolean;
};

export type SearchHit = {
  readonly document: IndexedDocument;
  /** The block that has most of what was searched. */
  readonly block: number;
  readonly score: number;
  /** False where a word of the query is missing; such hits come after all others. */
  readonly hasAll: boolean;
};

export type SearchAnswer = {
  readonly hits: readonly SearchHit[];
  /** Documents that match; of phrases at least as many as were checked. */
  readonly total: number;
  /** False where phrases were not checked beyond the last hit. */
  readonly isTotal: boolean;
  /** What stood for the query's words: to mark them in a text. */
  readonly terms: readonly string[];
};

/** The search asks for these texts of a document, to look for a phrase in them. */
export type TextRequest = { readonly document: string; readonly blocks: readonly number[] };

export type TextOf = (document: string, block: number) => string;

/** Searches with texts that are at hand. */
export function search(index: SearchIndex, query: Query, options: SearchOptions, textOf: TextOf): SearchAnswer {
  const steps = searchSteps(index, query, options);
  let step = steps.next([]);
  while (step.done !== true) {
    const { document, blocks } = step.value;
    step = steps.next(blocks.map((block) => textOf(document, block)));
  }
  return step.value;
}

/**
 * Searches step by step: yields what texts it needs, in the order of the request, and returns the answer. Documents that
 * have every word come first, by BM25, newer before older where they are equal; where they are fewer than the limit,
 * documents that have some of the words follow. Phrases and excluded words hold for every hit.
 */
export function* searchSteps(
  index: SearchIndex,
  query: Query,
  options: SearchOptions,
): Generator<TextRequest, SearchAnswer, readonly string[]> {
  const search = prepare(index, query, options);
  const { words, required } = search;
  const complete = words.length > 0 ? candidates(search, true) : new Uint32Array();
  const hits: SearchHit[] = [];
  let checked = 0;
  const takeFrom = function* (numbers: Uint32Array, hasAll: boolean): Generator<TextRequest, void, readonly string[]> {
    const { scores } = search;
    const queue = createQueue(numbers, (a, b) => {
      const difference = (scores[a] as number) - (scores[b] as number);
      return difference !== 0 ? difference > 0 : isNewer(search, a, b);
    });
    for (let next = queue.take(); next !== undefined && hits.length < options.limit; next = queue.take()) {
      checked += 1;
      const { segment, document } = search.locate(next);
      const block = yield* check(search, segment, document);
      if (block !== null)
        hits.push({ document: documentAt(segment, document), block, score: scores[next] as number, hasAll });
    }
  };
  const isChecked = search.phrases.length > 0;
  const found = complete.length;
  yield* takeFrom(complete, true);
  const completeHits = hits.length;
  const isTotal = !isChecked || checked === found;
  if (hits.length < options.limit && options.isStrict !== true && words.length > Math.max(1, required.length))
    yield* takeFrom(candidates(search, false), false);
  return {
    hits,
    total: isChecked ? completeHits : found,
    isTotal,
    terms: [...new Set(search.expansions.flatMap((each) => each.flatMap(({ terms }) => terms)))],
  };
}

type Phrase = {
  /** The blocks of a segment that have all its words. */
  readonly blocksOf: (segment: IndexSegment) => PhraseBlocks;
  readonly test: (text: string, isPlain: boolean) => boolean;
  readonly isExcluded: boolean;
};

function preparePhrase(words: readonly QueryWord[], ranked: readonly RankedWord[], isExcluded: boolean): Phrase {
  const sorted = ranked.toSorted((a, b) => a.documents.length - b.documents.length);
  const known = new Map<IndexSegment, PhraseBlocks>();
  return {
    blocksOf: (segment) => {
      const blocks = known.get(segment) ?? blocksWithAll(segment, sorted);
      known.set(segment, blocks);
      return blocks;
    },
    test: createPhraseTest(words.map(({ term }) => term)),
    isExcluded,
  };
}

/** Whether a word was found so seldom that typing errors are looked for. */
const enough = 20;

type Prepared = {
  readonly table: DocumentTable;
  readonly words: readonly RankedWord[];
  /** Words of phrases, which every hit must have. */
  readonly required: readonly RankedWord[];
  readonly excluded: readonly RankedWord[];
  readonly phrases: readonly Phrase[];
  readonly scores: Float64Array;
  readonly isAllowed: (number: number) => boolean;
  readonly locate: (number: number) => { readonly segment: IndexSegment; readonly document: number };
  readonly bestBlock: BlockFinder;
  readonly expansions: readonly Expansion[];
};

function prepare(index: SearchIndex, query: Query, options: SearchOptions): Prepared {
  const table = index.table();
  const segments = index.segments();
  const terms = index.terms();
  const expansions: Expansion[] = [];
  const rank = (word: QueryWord, isTolerant: boolean, isShown: boolean): RankedWord => {
    const gather = (expansion: Expansion) => gatherWord(segments, table.count, table.isLive, expansion);
    const expansion = expandWord(terms, table.live, word, isTolerant);
    const ranked = rankWord(gather(expansion), table);
    const errors = isTolerant && ranked.documents.length < enough ? expandErrors(terms, word, expansion) : [];
    if (isShown) expansions.push(expansion, errors);
    return errors.length === 0 ? ranked : rankWord([...ranked.gathered, ...gather(errors)], table);
  };
  const words: RankedWord[] = [];
  const required: RankedWord[] = [];
  const excluded: RankedWord[] = [];
  const phrases: Phrase[] = [];
  for (const clause of query.clauses) {
    if (clause.kind === 'phrase') {
      const own = clause.words.map((word) => rank(word, false, !clause.isExcluded));
      phrases.push(preparePhrase(clause.words, own, clause.isExcluded));
      if (!clause.isExcluded) required.push(...own);
      continue;
    }
    const isTolerant = options.isTolerant !== false && !clause.isExcluded;
    for (const word of wordsOf(clause, terms, table.live))
      (clause.isExcluded ? excluded : words).push(rank(word, isTolerant, !clause.isExcluded));
  }
  words.push(...required);
  const scores = new Float64Array(table.count);
  const locate = (number: number) => {
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((segments[middle] as IndexSegment).base <= number) low = middle;
      else high = middle - 1;
    }
    const segment = segments[low] as IndexSegment;
    return { segment, document: number - segment.base };
  };
  const isAllowed = createFilter(table, options.filter, (number) => {
    const { segment, document } = locate(number);
    return documentAt(segment, document);
  });
  return {
    table,
    words,
    required,
    excluded,
    phrases,
    scores,
    isAllowed,
    locate,
    bestBlock: createBlockFinder(),
    expansions,
  };
}

/** Words held together by joints that occur nowhere together are searched one by one. */
function wordsOf(clause: Clause & { readonly kind: 'word' }, terms: TermList, documents: number): readonly QueryWord[] {
  if (clause.parts.length === 0 || clause.isExcluded || expandWord(terms, documents, clause.word, false).length > 0)
    return [clause.word];
  const last = clause.parts.length - 1;
  return clause.parts.map((part, at) => (at === last ? { ...part, isPrefix: clause.word.isPrefix } : part));
}

const documentAt = (segment: IndexSegment, document: number): IndexedDocument =>
  segment.segment.documents[document] as IndexedDocument;

function isNewer({ table, locate }: Prepared, a: number, b: number): boolean {
  const difference = (table.at[a] as number) - (table.at[b] as number);
  if (difference !== 0) return difference > 0;
  const [first, second] = [locate(a), locate(b)];
  return documentAt(first.segment, first.document).id < documentAt(second.segment, second.document).id;
}

function createFilter(
  table: DocumentTable,
  filter: SearchFilter | undefined,
  documentOf: (number: number) => IndexedDocument,
): (number: number) => boolean {
  if (filter === undefined) return () => true;
  const { kinds, reviews, from = -Infinity, to = Infinity } = filter;
  const isKind = documentKinds.map((kind) => kinds === undefined || kinds.includes(kind));
  return (number) => {
    const at = table.at[number] as number;
    if (isKind[table.kinds[number] as number] !== true || at < from || at > to) return false;
    if (reviews === undefined) return true;
    const { review } = documentOf(number);
    return review !== null && reviews.has(review);
  };
}

/** Documents that have every word, or those that lack one or more; their scores are summed up on the way. */
function candidates(search: Prepared, isComplete: boolean): Uint32Array {
  const { words, required, table, scores } = search;
  const found = new Uint32Array(table.count);
  let size = 0;
  // The word that fewest documents have bounds those that have all.
  const rarest = words.reduce((least, word) => (word.documents.length < least.documents.length ? word : least));
  const bounds = isComplete ? [rarest] : required.length > 0 ? required.slice(0, 1) : words;
  const seen = new Uint8Array(table.count);
  for (const { documents } of bounds)
    for (let i = 0; i < documents.length; i += 1) {
      const document = documents[i] as number;
      if (seen[document] === 1) continue;
      seen[document] = 1;
      const score = scoreOf(words, document, isComplete);
      if (score === 0 || !isPossible(search, document)) continue;
      scores[document] = score;
      found[size++] = document;
    }
  return found.subarray(0, size);
}

/** The sum over all words; 0 where one is missing, or where none is and that is what is asked for. */
function scoreOf(words: readonly RankedWord[], document: number, isComplete: boolean): number {
  let sum = 0;
  let missing = 0;
  for (const { scores } of words) {
    const score = scores[document] as number;
    if (score === 0) missing += 1;
    sum += score;
  }
  return (missing === 0) === isComplete ? sum : 0;
}

function isPossible({ required, excluded, isAllowed, phrases, locate }: Prepared, number: number): boolean {
  if (excluded.some(({ scores }) => (scores[number] as number) > 0) || !isAllowed(number)) return false;
  if (required.some(({ scores }) => scores[number] === 0)) return false;
  if (phrases.length === 0) return true;
  const { segment, document } = locate(number);
  return phrases.every((phrase) => phrase.isExcluded || phrase.blocksOf(segment).documents[document] === 1);
}

/** The blocks of a document in which a phrase can be. */
function blocksOf(phrase: Phrase, segment: IndexSegment, document: number): readonly number[] {
  const all = phrase.blocksOf(segment).blocks;
  const { firstBlock } = segment.segment.layout;
  const base = firstBlock[document] as number;
  const found: number[] = [];
  for (let block = base; block < (firstBlock[document + 1] as number); block += 1)
    if (all[block] === 1) found.push(block - base);
  return found;
}

/** The block to show of a document, or null where a phrase is not in it, or one that must not be is. */
function* check(
  { phrases, words, bestBlock }: Prepared,
  segment: IndexSegment,
  document: number,
): Generator<TextRequest, number | null, readonly string[]> {
  let shown: number | null = null;
  for (const phrase of phrases) {
    const possible = blocksOf(phrase, segment, document);
    const texts = possible.length === 0 ? [] : yield { document: documentAt(segment, document).id, blocks: possible };
    const { blockWords, layout } = segment.segment;
    const base = layout.firstBlock[document] as number;
    const place = texts.findIndex((text, at) =>
      phrase.test(text, ((blockWords[base + (possible[at] as number)] as number) & plainBlock) !== 0),
    );
    if (place >= 0 === phrase.isExcluded) return null;
    if (!phrase.isExcluded) shown ??= possible[place] ?? null;
  }
  return shown ?? bestBlock(segment, document, words);
}
