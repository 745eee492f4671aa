import MiniSearch from 'minisearch';
import { expect, it } from 'vitest';
import { parseQuery } from './query.ts';
import { search } from './search.ts';
import { corpus, labelledQueries } from './test-corpus.ts';
import { documentOf, indexOf } from './test-search.ts';

const texts = new Map(corpus.map((line) => split(line, ': ')));
const queries = labelledQueries.map((line) => {
  const [query, labels] = split(line, ' => ');
  const [answers, about] = split(labels, ' / ');
  const gains = new Map<string, number>();
  for (const label of about.split(' ').filter(Boolean)) gains.set(label, 1);
  for (const label of answers.split(' ')) gains.set(label, 3);
  return { query, gains };
});

function split(line: string, by: string): readonly [before: string, after: string] {
  const at = line.indexOf(by);
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + by.length)];
}

const depth = 10;
const discount = (place: number): number => 1 / Math.log2(place + 2);

/** Discounted cumulative gain beside the best that there can be (Järvelin and Kekäläinen, 2002), at ten. */
function ndcg(found: readonly string[], gains: ReadonlyMap<string, number>): number {
  const sum = (all: readonly number[]): number => all.reduce((total, gain, place) => total + gain * discount(place), 0);
  const best = [...gains.values()].toSorted((a, b) => b - a).slice(0, depth);
  return sum(found.slice(0, depth).map((label) => gains.get(label) ?? 0)) / sum(best);
}

/** One by the place of the first that answers the query; 0 where none does. */
function reciprocalRank(found: readonly string[], gains: ReadonlyMap<string, number>): number {
  const place = found.findIndex((label) => gains.get(label) === 3);
  return place < 0 ? 0 : 1 / (place + 1);
}

type Finder = (query: string) => readonly string[];

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const measure = (find: Finder) => ({
  ndcg: mean(queries.map(({ query, gains }) => ndcg(find(query), gains))),
  mrr: mean(queries.map(({ query, gains }) => reciprocalRank(find(query), gains))),
});

function ours(): Finder {
  const index = indexOf([...texts].map(([id, text]) => documentOf(id, [text])));
  return (query) =>
    search(index, parseQuery(query, { isTyping: true }), { limit: 20 }, (id) => texts.get(id) ?? '').hits.map(
      ({ document }) => document.id,
    );
}

/** With what its documentation advises for such a search: the last word as a beginning, and typing errors. */
function miniSearch(): Finder {
  const index = new MiniSearch<{ id: string; text: string }>({ fields: ['text'] });
  index.addAll([...texts].map(([id, text]) => ({ id, text })));
  const options = { fuzzy: 0.2, prefix: (_term: string, at: number, terms: string[]) => at === terms.length - 1 };
  return (query) => index.search(query, options).map(({ id }) => String(id));
}

it('[M3.6] finds what was meant among the first, no worse than MiniSearch', () => {
  const [own, other] = [ours(), miniSearch()];
  const [a, b] = [measure(own), measure(other)];
  const tell = ({ ndcg: gain, mrr }: typeof a): string => `NDCG@10 ${gain.toFixed(3)}, MRR ${mrr.toFixed(3)}`;
  process.stdout.write(`${queries.length} queries: Hotwash ${tell(a)}; MiniSearch ${tell(b)}\n`);
  expect(a.ndcg).toBeGreaterThanOrEqual(b.ndcg);
  expect(a.mrr).toBeGreaterThanOrEqual(b.mrr);
});

it('[M3.6] every label of the queries is one of a text', () => {
  expect(queries.flatMap(({ gains }) => [...gains.keys()].filter((label) => !texts.has(label)))).toEqual([]);
});
