import { useLiveQuery } from 'dexie-react-hooks';
import type { HappenedEvent } from '../../shared/domain/review/events.ts';
import { lineToReviewEvent } from '../../shared/projections/review-events.ts';
import { withRemains } from '../../shared/journal/erased-lines.ts';
import { createJournalCache, type CachedJournal } from './journal-cache.ts';
import { pageStore } from './page-store.ts';
import type { Store } from './schema.ts';

const readJournal = createJournalCache(4);
const read = new WeakMap<CachedJournal, readonly HappenedEvent[]>();
const none: readonly HappenedEvent[] = [];

/** What happened in a review, with when; empty while it loads and for a journal that cannot be read. */
export const useReviewEvents = (review: string): readonly HappenedEvent[] =>
  useLiveQuery(() => readReviewEvents(pageStore(), review), [review]) ?? none;

export async function readReviewEvents(store: Store, review: string): Promise<readonly HappenedEvent[]> {
  const cursor = await store.cursors.get(review);
  if (cursor === undefined || cursor.seq === 0) return none;
  const journal = await readJournal(store, cursor);
  if (!journal.ok) return none;
  const known = read.get(journal.value);
  if (known !== undefined) return known;
  const events = withRemains(journal.value.lines).flatMap((line) => {
    const event = lineToReviewEvent(line);
    return event.ok ? [event.value] : [];
  });
  read.set(journal.value, events);
  return events;
}
