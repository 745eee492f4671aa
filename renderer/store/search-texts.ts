import { isErasing } from '../../shared/journal/erased-lines.ts';
import { transcriptOfStream, type Transcript } from '../../shared/domain/transcript/transcript.ts';
import { foldReviewLines } from '../../shared/projections/review-events.ts';
import { momentInBlock, reviewToDocuments, transcriptToDocument } from '../../shared/projections/search-documents.ts';
import type { SearchDocument } from '../../shared/search/document.ts';
import { createJournalCache } from './journal-cache.ts';
import type { Cursor, Store } from './schema.ts';
import { readTranscript } from './transcript-hooks.ts';

/** What a stream says now. `erasedAt` is the last line by which some of it was erased, 0 where nothing was. */
export type StreamText = {
  readonly documents: readonly SearchDocument[];
  readonly transcript: Transcript | null;
  readonly erasedAt: number;
};

/** Reads what is searched from what the page keeps; of what was read last it keeps the texts at hand, and no journal. */
export type SearchTexts = {
  readonly read: (cursor: Cursor) => Promise<StreamText>;
  /** Undefined where the document is gone. */
  readonly documentOf: (id: string) => Promise<SearchDocument | undefined>;
  /** When the word at offset `at` of a block was said, ms of the transcript; null where nothing was said. */
  readonly momentOf: (id: string, block: number, at: number) => Promise<number | null>;
  readonly forget: (stream: string) => void;
};

/** Code units of all texts that stay at hand: those of about 200 meetings. */
const mostTexts = 12_000_000;

export const isSearched = (stream: string): boolean =>
  stream.startsWith('r-') || transcriptOfStream(stream) !== undefined;

const streamOf = (document: string): string => document.split('/')[0] ?? '';

export function createSearchTexts(store: Store): SearchTexts {
  const readJournal = createJournalCache(1);
  const kept = new Map<string, { readonly text: StreamText; readonly size: number }>();
  let size = 0;

  const forget = (stream: string): void => {
    size -= kept.get(stream)?.size ?? 0;
    kept.delete(stream);
  };

  const remember = (stream: string, text: StreamText): void => {
    forget(stream);
    const own = text.documents.reduce(
      (sum, { blocks }) => blocks.reduce((all, each) => all + each.text.length, sum),
      0,
    );
    kept.set(stream, { text, size: own });
    size += own;
    for (const oldest of kept.keys()) {
      if (size <= mostTexts || oldest === stream) break;
      forget(oldest);
    }
  };

  async function read(cursor: Cursor): Promise<StreamText> {
    const id = transcriptOfStream(cursor.stream);
    if (id !== undefined) {
      const reading = await readTranscript(store, id);
      if (reading.state === 'deleted') return { documents: [], transcript: null, erasedAt: cursor.seq };
      if (reading.state !== 'ready') return nothing;
      const { transcript } = reading.folded;
      return { documents: [transcriptToDocument(transcript, cursor.at)], transcript, erasedAt: 0 };
    }
    const journal = await readJournal(store, cursor);
    if (!journal.ok) return nothing;
    const { lines } = journal.value;
    const folded = foldReviewLines(lines);
    return {
      documents: folded.ok && folded.value !== undefined ? reviewToDocuments(folded.value.review) : [],
      transcript: null,
      erasedAt: lines.findLast(({ type }) => isErasing(type))?.seq ?? 0,
    };
  }

  async function textOf(stream: string): Promise<StreamText> {
    const known = kept.get(stream);
    if (known !== undefined) {
      // What was asked for last is forgotten last.
      kept.delete(stream);
      kept.set(stream, known);
      return known.text;
    }
    const cursor = await store.cursors.get(stream);
    if (cursor === undefined) return nothing;
    const text = await read(cursor);
    remember(stream, text);
    return text;
  }

  return {
    read,
    documentOf: async (id) => (await textOf(streamOf(id))).documents.find((each) => each.id === id),
    momentOf: async (id, block, at) => {
      const { documents, transcript } = await textOf(streamOf(id));
      const found = documents.find((each) => each.id === id)?.blocks[block];
      if (transcript === null || found?.startMs == null) return null;
      return momentInBlock(transcript, found.startMs, found.text, at);
    },
    forget,
  };
}

const nothing: StreamText = { documents: [], transcript: null, erasedAt: 0 };
