import { useLiveQuery } from 'dexie-react-hooks';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { FoldedReview } from '../../shared/domain/review/fold.ts';
import { foldReviewLines } from '../../shared/projections/review-events.ts';
import { createJournalCache, type CachedJournal } from './journal-cache.ts';
import { useOnceRead } from './once-read.ts';
import { useOnItsWay } from './on-its-way.ts';
import { pageStore } from './page-store.ts';
import type { Cursor, Store } from './schema.ts';

/** A review as the page has it; `keptAt` is the time of its last line, epoch ms. */
export type ReviewReading =
  | { readonly state: 'loading' }
  | { readonly state: 'missing' }
  | { readonly state: 'broken'; readonly message: string }
  | {
      readonly state: 'ready';
      readonly folded: FoldedReview;
      readonly keptAt: number;
      readonly seq: number;
      readonly headHash: string;
    };

const loading: ReviewReading = { state: 'loading' };
const readJournal = createJournalCache();
const folds = new WeakMap<CachedJournal, ReviewReading>();

/** All reviews that can be read, in the order of their ids; undefined while they load. */
export function useReviews(): readonly FoldedReview[] | undefined {
  return useOnceRead(useLiveQuery(() => readReviews(pageStore()), []));
}

/**
 * One review. It counts as missing only once the page is up to date and a moment has passed, since the lines of a review
 * that was opened just now are still on their way.
 */
export function useReview(id: ReviewId): ReviewReading {
  const reading = useLiveQuery(() => readReview(pageStore(), id), [id]) ?? loading;
  return useOnItsWay(reading.state === 'missing', id) ? loading : reading;
}

export async function readReviews(store: Store): Promise<readonly FoldedReview[]> {
  const cursors = await store.cursors.where('stream').startsWith('r-').toArray();
  const reviews: FoldedReview[] = [];
  for (const cursor of cursors) {
    const reading = await readCursor(store, cursor);
    if (reading.state === 'ready') reviews.push(reading.folded);
  }
  return reviews;
}

export async function readReview(store: Store, id: string): Promise<ReviewReading> {
  const cursor = await store.cursors.get(id);
  return cursor === undefined || cursor.seq === 0 ? { state: 'missing' } : readCursor(store, cursor);
}

async function readCursor(store: Store, cursor: Cursor): Promise<ReviewReading> {
  const journal = await readJournal(store, cursor);
  if (!journal.ok) return { state: 'broken', message: journal.error.message };
  const known = folds.get(journal.value);
  if (known !== undefined) return known;
  const reading = fold(journal.value, cursor);
  folds.set(journal.value, reading);
  return reading;
}

function fold(journal: CachedJournal, cursor: Cursor): ReviewReading {
  const folded = foldReviewLines(journal.lines);
  if (!folded.ok) return { state: 'broken', message: folded.error.message };
  if (folded.value === undefined) return { state: 'missing' };
  return { state: 'ready', folded: folded.value, keptAt: cursor.at, seq: cursor.seq, headHash: cursor.hash };
}
