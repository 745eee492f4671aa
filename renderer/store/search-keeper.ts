import { invariant } from '../../shared/lib/invariant.ts';
import type { SearchDocument } from '../../shared/search/document.ts';
import { parseQuery } from '../../shared/search/query.ts';
import { openIndex, type SearchIndex } from '../../shared/search/search-index.ts';
import { searchSteps, type SearchAnswer, type SearchFilter, type SearchHit } from '../../shared/search/search.ts';
import { snippetOf, type Snippet } from '../../shared/search/snippet.ts';
import type { Cursor, SearchStream, Store } from './schema.ts';
import { createSearchTexts, isSearched, type SearchTexts } from './search-texts.ts';

export type FoundHit = {
  readonly document: string;
  readonly kind: SearchDocument['kind'];
  readonly review: string | null;
  readonly at: number;
  /** The block that fits best; in a transcript with the moment its first word that was found was said, ms. */
  readonly block: number;
  readonly startMs: number | null;
  readonly snippet: Snippet;
  /** False where a word of the query is missing. */
  readonly hasAll: boolean;
};
export type Found = { readonly hits: readonly FoundHit[]; readonly total: number; readonly isTotal: boolean };

export type SearchQuestion = {
  readonly text: string;
  readonly filter: SearchFilter | undefined;
  readonly limit: number;
};

/** The search index of what this page keeps: reviews and transcripts. */
export type SearchKeeper = {
  /** Takes in what changed since; tells how many streams are done of how many. Answers whether anything did. */
  readonly update: (tell: (done: number, of: number) => void) => Promise<boolean>;
  readonly search: (question: SearchQuestion) => Promise<Found>;
  /** Searches while the answer is wanted; null where it is not any more. */
  readonly searchWhile: (question: SearchQuestion, isWanted: () => boolean) => Promise<Found | null>;
};

/** Streams that are taken in together, and then kept. */
const atOnce = 64;

/**
 * Opens the index as it is kept, or an empty one where it is damaged. `isOurs` says whether this page keeps what it makes;
 * of several windows one does.
 */
export async function openSearchKeeper(store: Store, isOurs: () => boolean): Promise<SearchKeeper> {
  const { index, streams, isDamaged } = await readKept(store);
  const texts = createSearchTexts(store);
  let wasOurs = false;
  return {
    update: async (tell) => {
      const { due, gone } = await changesSince(store, streams);
      if (gone.length === 0 && due.length === 0) return false;
      for (const stream of gone) forgetStream(index, streams, texts, stream);
      for (let from = 0; from < due.length || from === 0; from += atOnce) {
        const batch = due.slice(from, from + atOnce);
        await takeIn(index, streams, texts, batch);
        while (index.tidy());
        if (isOurs()) {
          // Another window may have kept it until now: what it left is not what this one has.
          if (isDamaged && !wasOurs) await forgetKept(store);
          await keep(store, index, streams, wasOurs ? [...gone, ...batch.map(({ stream }) => stream)] : 'all');
          wasOurs = true;
        }
        tell(Math.min(from + atOnce, due.length), due.length);
      }
      return true;
    },
    search: async (question) => (await find(index, texts, question, () => false)) ?? nothing,
    searchWhile: (question, isWanted) => find(index, texts, question, () => !isWanted()),
  };
}

const nothing: Found = { hits: [], total: 0, isTotal: true };

async function find(
  index: SearchIndex,
  texts: SearchTexts,
  { text, filter, limit }: SearchQuestion,
  isStale: () => boolean,
): Promise<Found | null> {
  const query = parseQuery(text, { isTyping: true });
  if (query.clauses.length === 0) return nothing;
  const steps = searchSteps(index, query, { limit, ...(filter !== undefined && { filter }) });
  let step = steps.next([]);
  while (step.done !== true) {
    const { document, blocks } = step.value;
    const whole = await texts.documentOf(document);
    if (isStale()) return null;
    step = steps.next(blocks.map((block) => whole?.blocks[block]?.text ?? ''));
  }
  return toFound(texts, step.value, isStale);
}

type Streams = Map<string, SearchStream>;

async function changesSince(
  store: Store,
  streams: Streams,
): Promise<{ readonly due: readonly Cursor[]; readonly gone: readonly string[] }> {
  const cursors = (await store.cursors.toArray()).filter(({ stream }) => isSearched(stream));
  const here = new Set(cursors.map(({ stream }) => stream));
  return {
    due: cursors.filter(({ stream, seq, hash }) => {
      const known = streams.get(stream);
      return known?.seq !== seq || known.hash !== hash;
    }),
    gone: [...streams.keys()].filter((stream) => !here.has(stream)),
  };
}

function forgetStream(index: SearchIndex, streams: Streams, texts: SearchTexts, stream: string): void {
  texts.forget(stream);
  index.purge(streams.get(stream)?.documents ?? []);
  streams.delete(stream);
}

/** What was erased leaves nothing in any byte; what was only changed goes with the next merge. */
async function takeIn(
  index: SearchIndex,
  streams: Streams,
  texts: SearchTexts,
  batch: readonly Cursor[],
): Promise<void> {
  const fresh: SearchDocument[] = [];
  const erased: string[] = [];
  const left: string[] = [];
  for (const cursor of batch) {
    const { stream, seq, hash } = cursor;
    texts.forget(stream);
    const { documents, erasedAt } = await texts.read(cursor);
    const before = streams.get(stream);
    const known = before?.documents ?? [];
    const now = documents.filter(({ blocks }) => blocks.length > 0);
    const ids = new Set(now.map(({ id }) => id));
    const isErased = before !== undefined && erasedAt > before.seq;
    if (isErased) erased.push(...known);
    else left.push(...known.filter((id) => !ids.has(id)));
    fresh.push(...now);
    // Those that are no more are named on: what was said in them may still be in some byte, and is to go with the stream.
    streams.set(stream, { stream, seq, hash, documents: [...new Set([...ids, ...(isErased ? [] : known)])] });
  }
  if (erased.length > 0) index.purge(erased);
  index.remove(left);
  index.put(fresh);
}

async function toFound(
  texts: SearchTexts,
  { hits, total, isTotal, terms }: SearchAnswer,
  isStale: () => boolean,
): Promise<Found | null> {
  const found: FoundHit[] = [];
  for (const hit of hits) {
    const shown = await toFoundHit(texts, hit, terms);
    if (isStale()) return null;
    if (shown !== undefined) found.push(shown);
  }
  return { hits: found, total, isTotal };
}

/** Undefined where the document changed since it was indexed; it is found anew in a moment. */
async function toFoundHit(
  texts: SearchTexts,
  { document, block, hasAll }: SearchHit,
  terms: readonly string[],
): Promise<FoundHit | undefined> {
  const { id, kind, review, at } = document;
  const whole = (await texts.documentOf(id))?.blocks[block];
  if (whole === undefined) return undefined;
  const snippet = snippetOf(whole.text, terms);
  const startMs = await texts.momentOf(id, block, snippet.at);
  return { document: id, kind, review, at, block, startMs, snippet, hasAll };
}

type Kept = { readonly index: SearchIndex; readonly streams: Streams; readonly isDamaged: boolean };

async function readKept(store: Store): Promise<Kept> {
  const [parts, kept] = await store.transaction('r', store.searchParts, store.searchStreams, async () => [
    await store.searchParts.toArray(),
    await store.searchStreams.toArray(),
  ]);
  const opened = openIndex(parts);
  if (opened.ok)
    return { index: opened.value, streams: new Map(kept.map((each) => [each.stream, each])), isDamaged: false };
  // It follows from what is kept elsewhere: a damaged index is made anew.
  const empty = openIndex();
  invariant(empty.ok, 'an empty index opens');
  return { index: empty.value, streams: new Map(), isDamaged: true };
}

/** Both together: a stream that is said to be indexed is in some part. */
const forgetKept = (store: Store): Promise<void> =>
  store.transaction('rw', store.searchParts, store.searchStreams, async () => {
    await store.searchParts.clear();
    await store.searchStreams.clear();
  });

/** Keeps the index and how far it is with the streams that changed, in one transaction. */
async function keep(
  store: Store,
  index: SearchIndex,
  streams: Streams,
  changed: readonly string[] | 'all',
): Promise<void> {
  const parts = index.parts();
  const names = new Set(parts.map(({ name }) => name));
  await store.transaction('rw', store.searchParts, store.searchStreams, async () => {
    const kept = new Set(await store.searchParts.toCollection().primaryKeys());
    await store.searchParts.bulkDelete([...kept].filter((name) => !names.has(name)));
    for (const { name, bytes, deleted } of parts)
      if (kept.has(name)) await store.searchParts.update(name, { deleted });
      else await store.searchParts.put({ name, bytes, deleted });
    const old = changed === 'all' ? await store.searchStreams.toCollection().primaryKeys() : changed;
    await store.searchStreams.bulkDelete(old.filter((stream) => !streams.has(stream)));
    const told = changed === 'all' ? [...streams.keys()] : changed;
    await store.searchStreams.bulkPut(told.flatMap((stream) => streams.get(stream) ?? []));
  });
}
