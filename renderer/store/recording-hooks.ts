import { useLiveQuery } from 'dexie-react-hooks';
import { useIsReading } from './once-read.ts';
import { pageStore } from './page-store.ts';
import type { KeptRecording } from './recording-tables.ts';
import type { Store } from './schema.ts';

/** A recording as this page has it; `missing` once the page is up to date and it is not there. */
export type RecordingReading =
  | { readonly state: 'loading' }
  | { readonly state: 'missing' }
  | { readonly state: 'ready'; readonly kept: KeptRecording };

/** One recording: its list, what of its sound is here, and what is wrong with it. */
export function useRecording(id: string): RecordingReading {
  const found = useLiveQuery(() => readRecording(pageStore(), id), [id]);
  const isReading = useIsReading();
  if (found === undefined) return { state: 'loading' };
  if (found === null) return { state: isReading ? 'loading' : 'missing' };
  return { state: 'ready', kept: found };
}

/** All recordings of a review that this page has, oldest first, copies that were set aside among them; undefined while they load. */
export function useRecordingsOf(review: string): readonly KeptRecording[] | undefined {
  return useLiveQuery(() => readRecordingsOf(pageStore(), review), [review]);
}

export async function readRecording(store: Store, id: string): Promise<KeptRecording | null> {
  const copies = await store.recordings.where('id').equals(id).toArray();
  return copies.find(({ asideAt }) => asideAt === null) ?? null;
}

export async function readRecordingsOf(store: Store, review: string): Promise<readonly KeptRecording[]> {
  const found = await store.recordings.where('review').equals(review).toArray();
  return found.toSorted((a, b) => startOf(a) - startOf(b) || a.copy - b.copy);
}

const startOf = ({ list }: KeptRecording): number => list.parts[0]?.startedAt ?? 0;
