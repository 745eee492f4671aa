import { invariant } from '../../../shared/lib/invariant.ts';
import type { SearchDocument } from '../../../shared/search/document.ts';
import { parseQuery } from '../../../shared/search/query.ts';
import { openIndex, type SearchIndex, type SegmentPart } from '../../../shared/search/search-index.ts';
import { search, type TextOf } from '../../../shared/search/search.ts';
import { createSegmentWriter } from '../../../shared/search/segment-writer.ts';
import { caps, goals, type Capped } from '../goals.ts';
import { percentile, type Arm, type Comparison } from '../harness.ts';
import { makeTexts, makeVocabulary } from '../made-texts.ts';
import { openPeers, wholeText, type Peer, type PeerIndex } from './search-peers.ts';
import { makeQueries, queryKinds, type QueryKind } from './search-queries.ts';

/** Meetings that are indexed beside the peers, and in a small and a large archive. */
export type SearchScale = { readonly beside: number; readonly small: number; readonly large: number };

export type SearchBench = {
  readonly comparisons: readonly Comparison[];
  readonly absent: string;
  /** To be asked for after the comparisons. */
  readonly capped: () => readonly Capped[];
};

/** Ranks of the words that every index is asked for, to hold it to reading all texts. */
const probes = [0, 3, 20, 60, 110, 150, 400, 1500, 6000, 20_000, 49_000];

/** F1: building an index beside others; F2: queries in a small and a ten times larger archive; F3 to F5: caps. */
export async function createSearchBench(root: string, scale: SearchScale): Promise<SearchBench> {
  const vocabulary = makeVocabulary();
  const { documents, bytes } = makeTexts(vocabulary, scale.large);
  const beside = documents.slice(0, scale.beside);
  const { peers, absent } = await openPeers(root);
  const small = openArchive(documents.slice(0, scale.small));
  const large = openArchive(documents);
  const queries = makeQueries(vocabulary, documents.slice(0, scale.small));
  const probed = probes.map((rank) => vocabulary[rank] ?? '');
  return {
    absent,
    comparisons: [
      building(peers, beside, probed),
      finding(peers, beside, probed),
      ...queryKinds.map((kind) => growing(kind, queries[kind], small, large)),
    ],
    capped: () => [
      ...queryKinds.map((kind) => p95Of(kind, queries[kind], large)),
      ...archiveCaps(large, bytes),
      freshMs(large),
    ],
  };
}

type Archive = {
  readonly index: SearchIndex;
  readonly parts: readonly SegmentPart[];
  readonly documents: number;
  readonly textOf: TextOf;
};

function sealAll(documents: readonly SearchDocument[]): readonly SegmentPart[] {
  const writer = createSegmentWriter();
  const sealed: Uint8Array[] = [];
  for (const document of documents) {
    writer.add(document);
    if (writer.isFull()) sealed.push(writer.seal());
  }
  if (writer.size() > 0) sealed.push(writer.seal());
  return sealed.map((bytes, at) => ({ name: String(at + 1), bytes, deleted: [] }));
}

function openParts(parts: readonly SegmentPart[]): SearchIndex {
  const opened = openIndex(parts);
  invariant(opened.ok, 'an index that was made opens');
  return opened.value;
}

function openArchive(documents: readonly SearchDocument[]): Archive {
  const parts = sealAll(documents);
  // Outside the heap, as the page has them in IndexedDB: a collector that walks half a gigabyte is not what is measured.
  const texts = new Map(documents.map(({ id, blocks }) => [id, blocks.map(({ text }) => Buffer.from(text, 'latin1'))]));
  const textOf: TextOf = (id, block) => texts.get(id)?.[block]?.toString('latin1') ?? '';
  return { index: openParts(parts), parts, documents: documents.length, textOf };
}

/** Which documents have each word, as one text: the same for whoever finds the same. */
const tellFound = (words: readonly string[], find: (word: string) => readonly number[]): string =>
  words.map((word) => `${word} ${checksum(find(word))}`).join(', ');

const checksum = (numbers: readonly number[]): string =>
  `${numbers.length}/${numbers.reduce((sum, number) => (sum + (number + 1) * (number + 1)) % 1_000_003, 0)}`;

function readAll(documents: readonly SearchDocument[]): (word: string) => readonly number[] {
  const words = documents.map(
    (document) =>
      new Set(
        wholeText(document)
          .toLowerCase()
          .match(/[a-z]+/g),
      ),
  );
  return (word) => words.flatMap((own, number) => (own.has(word) ? [number] : []));
}

const exactly = { limit: Number.MAX_SAFE_INTEGER, isTolerant: false, isStrict: true } as const;

const findExactly =
  (index: SearchIndex, documents: number) =>
  (word: string): readonly number[] =>
    search(index, parseQuery(word), { ...exactly, limit: documents }, () => '').hits.map(({ document }) =>
      Number(document.id.slice(2)),
    );

function building(peers: readonly Peer[], documents: readonly SearchDocument[], probed: readonly string[]): Comparison {
  const texts = documents.map(wholeText);
  const megabytes = texts.reduce((sum, text) => sum + text.length, 0) / 1e6;
  const expected = tellFound(probed, readAll(documents));
  const arm = (name: string, build: () => PeerIndex): Arm => ({
    name,
    expected,
    run: () => {
      const from = performance.now();
      const { find, close } = build();
      const nsPerUnit = ((performance.now() - from) * 1e6) / megabytes;
      const found = tellFound(probed, find);
      close();
      return Promise.resolve({ nsPerUnit, checksum: found });
    },
  });
  const own = arm('Hotwash', () => ({
    find: findExactly(openParts(sealAll(documents)), documents.length),
    close: () => undefined,
  }));
  const claims = { MiniSearch: goals.buildAgainstMiniSearch, FlexSearch: goals.buildAgainstFlexSearch };
  return {
    id: 'F1',
    title: `building an index of ${count(documents.length)} meetings of 8,000 words, ${megabytes.toFixed(0)} MB`,
    unit: 'MB',
    arms: [own, ...peers.map((peer) => arm(peer.name, () => peer.build(texts)))],
    claims: peers.flatMap(({ name }) =>
      name === 'MiniSearch' || name === 'FlexSearch' ? [{ arm: own.name, beside: name, goal: claims[name] }] : [],
    ),
  };
}

const count = (value: number): string => value.toLocaleString('en');

/** Told, without a goal: every document with a word, in order of relevance. */
function finding(peers: readonly Peer[], documents: readonly SearchDocument[], probed: readonly string[]): Comparison {
  const texts = documents.map(wholeText);
  const expected = tellFound(probed, readAll(documents));
  const rounds = 20;
  const arm = (name: string, find: (word: string) => readonly number[]): Arm => ({
    name,
    expected,
    run: () => {
      const from = performance.now();
      for (let round = 0; round < rounds; round += 1) for (const word of probed) find(word);
      const nsPerUnit = ((performance.now() - from) * 1e6) / (rounds * probed.length);
      return Promise.resolve({ nsPerUnit, checksum: tellFound(probed, find) });
    },
  });
  return {
    id: 'F2',
    title: `all of ${count(documents.length)} meetings with a word, best first`,
    unit: 'query',
    arms: [
      arm('Hotwash', findExactly(openParts(sealAll(documents)), documents.length)),
      ...peers.map((peer) => arm(peer.name, peer.build(texts).find)),
    ],
    claims: [],
  };
}

const shown = 20;

/** Each query once; ms. */
const timesOf = (queries: readonly string[], { index, textOf }: Archive): readonly number[] =>
  queries.map((query) => {
    const from = performance.now();
    search(index, parseQuery(query), { limit: shown }, textOf);
    return performance.now() - from;
  });

function growing(kind: QueryKind, queries: readonly string[], small: Archive, large: Archive): Comparison {
  const arm = (archive: Archive): Arm => {
    const found = (): string =>
      checksum(
        queries.map((query) => search(archive.index, parseQuery(query), { limit: shown }, archive.textOf).hits.length),
      );
    return {
      name: `in ${count(archive.documents)} meetings`,
      expected: found(),
      run: () => {
        const nsPerUnit = percentile(timesOf(queries, archive), 0.95) * 1e6;
        return Promise.resolve({ nsPerUnit, checksum: found() });
      },
    };
  };
  const arms = [arm(small), arm(large)] as const;
  return {
    id: 'F2',
    title: `${kind}: the best ${shown}; p95`,
    unit: 'query',
    arms,
    claims: [{ arm: arms[1].name, beside: arms[0].name, goal: goals.queryGrowth }],
  };
}

function p95Of(kind: QueryKind, queries: readonly string[], archive: Archive): Capped {
  const runs = [1, 2, 3].map(() => percentile(timesOf(queries, archive), 0.95));
  return {
    what: `${kind}, p95 in ${count(archive.documents)} meetings`,
    value: runs.toSorted((a, b) => a - b)[1] ?? NaN,
    cap: caps.query,
  };
}

function archiveCaps({ parts, documents }: Archive, bytes: number): readonly Capped[] {
  const from = performance.now();
  const index = openParts(parts);
  index.terms();
  index.table();
  const loadMs = performance.now() - from;
  const size = index.terms().bytes.length + parts.reduce((sum, part) => sum + part.bytes.length, 0);
  const of = `${count(documents)} meetings, ${(bytes / 1e6).toFixed(0)} MB of text`;
  return [
    { what: `opening the index of ${of}`, value: loadMs, cap: caps.indexLoad },
    { what: `the index of ${of}, in memory`, value: size / 1e6, cap: caps.toldMb },
    { what: 'the index, of its text', value: (100 * size) / bytes, cap: caps.indexShare },
  ];
}

/** From a new meeting's texts to its first hit, beside all others. */
function freshMs({ index, documents }: Archive): Capped {
  const words = 'ptarmigan kingfisher walrus narwhal';
  const blocks = Array.from({ length: 57 }, (_, at) => ({
    text: `${words} ${`minute number ${at} of a new meeting `.repeat(22)}`,
    startMs: at * 60_000,
  }));
  const from = performance.now();
  index.put([{ id: 't-new', kind: 'transcript', review: null, at: 0, blocks }]);
  const { hits } = search(index, parseQuery('ptarmigan'), { limit: shown }, () => '');
  const value = performance.now() - from;
  invariant(hits[0]?.document.id === 't-new', 'the new meeting is found');
  return { what: `a new meeting searchable beside ${count(documents)}`, value, cap: caps.fresh };
}
