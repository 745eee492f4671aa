import { err, ok, type Result } from '../lib/result.ts';
import { documentKinds, type DocumentKind, type SearchDocument } from './document.ts';
import { mergeSegments, mergeTerms } from './merge-segments.ts';
import { segmentCapacity } from './postings.ts';
import { createSegmentWriter } from './segment-writer.ts';
import { openSegment, sumOf, type Segment, type SegmentFault } from './segment.ts';
import { readTermList, TermCursor, type TermList } from './term-list.ts';

/**
 * A segment of an index as it is kept: its bytes never change, what is deleted of it does. No two have one name, whoever
 * made them: it has their checksum in it.
 */
export type SegmentPart = { readonly name: string; readonly bytes: Uint8Array; readonly deleted: readonly number[] };

export type IndexSegment = {
  readonly name: string;
  readonly segment: Segment;
  readonly deleted: Set<number>;
  /** Number of its first document in the index. */
  readonly base: number;
};

/** What a search needs to know of all documents, by their number in the index; a deleted one keeps its number until a merge. */
export type DocumentTable = {
  readonly count: number;
  readonly isLive: Uint8Array;
  readonly words: Uint32Array;
  /** Place in {@link documentKinds}. */
  readonly kinds: Uint8Array;
  readonly at: Float64Array;
  readonly live: number;
  /** Mean number of words of a live document, by kind. */
  readonly meanWords: readonly number[];
};

/**
 * A full-text index: sealed segments, searched together. Changes seal a small segment at once, so that what is put in is
 * found at once; small segments are merged as they gather.
 */
export type SearchIndex = {
  readonly segments: () => readonly IndexSegment[];
  readonly table: () => DocumentTable;
  /** The terms of all segments. */
  readonly terms: () => TermList;
  /** Puts documents in; one that is there already is replaced. */
  readonly put: (documents: readonly SearchDocument[]) => void;
  /** They are no longer found; what is in the bytes goes with the next merge. */
  readonly remove: (ids: readonly string[]) => void;
  /** They are no longer found, and nothing of them is left in any byte. */
  readonly purge: (ids: readonly string[]) => void;
  /** Merges what has gathered, once; false where nothing had. */
  readonly tidy: () => boolean;
  readonly has: (id: string) => boolean;
  /** Everything that is to be kept. */
  readonly parts: () => readonly SegmentPart[];
};

/** So many segments of about one size are merged to one. */
const fanIn = 8;
/** Beyond this share of deleted documents a segment is written anew. */
const mostDeleted = 0.2;

/** An index with what was kept of one, or an empty one. A damaged part is refused, and so is the index. */
export function openIndex(parts: readonly SegmentPart[] = []): Result<SearchIndex, SegmentFault> {
  const segments: IndexSegment[] = [];
  for (const { name, bytes, deleted } of parts) {
    const segment = openSegment(bytes);
    if (!segment.ok) return segment;
    if (deleted.some((index) => index >= segment.value.documents.length))
      return err({ code: 'damaged-segment', message: 'A segment of the search index does not have what was deleted.' });
    segments.push({ name, segment: segment.value, deleted: new Set(deleted), base: 0 });
  }
  return ok(createIndex(segments));
}

function createIndex(initial: readonly IndexSegment[]): SearchIndex {
  let segments = withBases(initial);
  let table: DocumentTable | undefined;
  let terms: TermList | undefined;
  const places = new Map<string, Place>();
  for (const each of segments) notePlaces(places, each);
  let nextNumber = 1 + segments.reduce((most, { name }) => Math.max(most, Number.parseInt(name, 10) || 0), 0);
  const writer = createSegmentWriter();

  const replace = (old: readonly IndexSegment[], bytes: readonly (Uint8Array | null)[]): void => {
    const added = bytes.flatMap((each): IndexSegment[] => {
      const opened = each === null ? undefined : openSegment(each);
      if (opened?.ok !== true) return [];
      const name = `${nextNumber++}-${sumOf(opened.value).toString(16)}`;
      return [{ name, segment: opened.value, deleted: new Set(), base: 0 }];
    });
    segments = withBases([...segments.filter((each) => !old.includes(each)), ...added]);
    for (const each of added) notePlaces(places, each);
    if (old.length === 0 && terms !== undefined) terms = unite([terms, ...added.map(({ segment }) => segment.terms)]);
    table = undefined;
  };
  const forget = (ids: readonly string[]): void => {
    for (const id of ids) {
      const place = places.get(id);
      if (place === undefined) continue;
      place.deleted.add(place.index);
      places.delete(id);
      table = undefined;
    }
  };
  const rewrite = (old: readonly IndexSegment[]): void => replace(old, [mergeSegments(old)]);

  return {
    segments: () => segments,
    table: () => (table ??= tableOf(segments)),
    terms: () => (terms ??= unite(segments.map(({ segment }) => segment.terms))),
    has: (id) => places.has(id),
    put: (documents) => {
      // Of several with one id the last one counts.
      const latest = new Map(documents.map((document) => [document.id, document]));
      forget([...latest.keys()]);
      const sealed: Uint8Array[] = [];
      for (const document of latest.values()) {
        writer.add(document);
        if (writer.isFull()) sealed.push(writer.seal());
      }
      if (writer.size() > 0) sealed.push(writer.seal());
      replace([], sealed);
    },
    remove: forget,
    purge: (ids) => {
      forget(ids);
      // One that was removed before, or replaced, may still have its words somewhere.
      const gone = new Set(ids);
      const hasGone = ({ segment, deleted }: IndexSegment): boolean =>
        [...deleted].some((index) => gone.has(segment.documents[index]?.id ?? ''));
      for (let next = segments.find(hasGone); next !== undefined; next = segments.find(hasGone)) rewrite([next]);
      terms = undefined;
    },
    tidy: () => {
      const due = dueForMerge(segments);
      if (due.length === 0) return false;
      rewrite(due);
      return true;
    },
    parts: () => segments.map(({ name, segment, deleted }) => ({ name, bytes: segment.bytes, deleted: [...deleted] })),
  };
}

function unite(lists: readonly TermList[]): TermList {
  const united = readTermList(mergeTerms(lists.map((list) => new TermCursor(list))));
  return united ?? { bytes: new Uint8Array(8), count: 0, groups: new Uint32Array(), entriesAt: 8 };
}

/** Which of the documents of a segment one is. */
type Place = { readonly deleted: Set<number>; readonly index: number };

function notePlaces(places: Map<string, Place>, { segment, deleted }: IndexSegment): void {
  segment.documents.forEach(({ id }, index) => {
    if (!deleted.has(index)) places.set(id, { deleted, index });
  });
}

/** A search that is under way goes on with the segments it began with: these are never changed. */
function withBases(segments: readonly IndexSegment[]): readonly IndexSegment[] {
  let base = 0;
  return segments.map((each) => {
    const placed = each.base === base ? each : { ...each, base };
    base += each.segment.documents.length;
    return placed;
  });
}

const liveOf = ({ segment, deleted }: IndexSegment): number => segment.documents.length - deleted.size;
const tierOf = (live: number): number => Math.floor(Math.log(Math.max(1, live)) / Math.log(fanIn) + 1e-9);

/** Segments of about one size, once there are enough of them; or one of which much was deleted. */
function dueForMerge(segments: readonly IndexSegment[]): readonly IndexSegment[] {
  const worn = segments.find((each) => each.deleted.size > each.segment.documents.length * mostDeleted);
  if (worn !== undefined) return [worn];
  for (let tier = 0; tier <= tierOf(segmentCapacity / 2); tier += 1) {
    const alike = segments.filter((each) => tierOf(liveOf(each)) === tier);
    if (alike.length < fanIn) continue;
    let room = segmentCapacity;
    const taken = alike.filter((each) => {
      if (liveOf(each) > room) return false;
      room -= liveOf(each);
      return true;
    });
    if (taken.length > 1) return taken;
  }
  return [];
}

function tableOf(segments: readonly IndexSegment[]): DocumentTable {
  const last = segments.at(-1);
  const count = last === undefined ? 0 : last.base + last.segment.documents.length;
  const isLive = new Uint8Array(count);
  const words = new Uint32Array(count);
  const kinds = new Uint8Array(count);
  const at = new Float64Array(count);
  const sums = documentKinds.map(() => ({ words: 0, documents: 0 }));
  const kindPlaces = new Map<DocumentKind, number>(documentKinds.map((kind, index) => [kind, index]));
  for (const { segment, deleted, base } of segments)
    segment.documents.forEach((document, index) => {
      const number = base + index;
      const kind = kindPlaces.get(document.kind) ?? 0;
      words[number] = document.words;
      kinds[number] = kind;
      at[number] = document.at;
      const sum = sums[kind];
      if (deleted.has(index) || sum === undefined) return;
      isLive[number] = 1;
      sum.words += document.words;
      sum.documents += 1;
    });
  const live = sums.reduce((sum, each) => sum + each.documents, 0);
  return {
    count,
    isLive,
    words,
    kinds,
    at,
    live,
    meanWords: sums.map((sum) => sum.words / Math.max(1, sum.documents)),
  };
}
