import { useLiveQuery } from 'dexie-react-hooks';
import type { FoldedTranscript } from '../../shared/domain/transcript/fold-transcript.ts';
import { transcriptStream, type Transcript } from '../../shared/domain/transcript/transcript.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import {
  readTranscriptLines,
  type DeletedTranscript,
  type ReadTranscript,
} from '../../shared/projections/transcript-events.ts';
import { createJournalCache } from './journal-cache.ts';
import type { KeptTranscript } from './kept-transcripts.ts';
import { useOnceRead } from './once-read.ts';
import { useOnItsWay } from './on-its-way.ts';
import { pageStore } from './page-store.ts';
import type { Store } from './schema.ts';

/** A transcript as the page has it; `keptAt` is the time of its last line, epoch ms. */
export type TranscriptReading =
  | { readonly state: 'loading' }
  | { readonly state: 'missing' }
  | { readonly state: 'broken'; readonly message: string }
  | { readonly state: 'deleted'; readonly deleted: DeletedTranscript }
  | {
      readonly state: 'ready';
      readonly folded: FoldedTranscript;
      readonly keptAt: number;
      readonly seq: number;
      readonly headHash: string;
    };

const loading: TranscriptReading = { state: 'loading' };

/** Transcripts whose lines stay parsed: the one that is edited, and those looked at last. */
const mostRead = 4;
const readJournal = createJournalCache(mostRead);
const reads = new Map<string, { readonly lines: readonly JournalLine[]; readonly read: ReadTranscript }>();

/** The transcripts of a review, oldest first, deleted ones too; undefined while they are being read. */
export function useTranscripts(review: string): readonly KeptTranscript[] | undefined {
  return useOnceRead(
    useLiveQuery(async () => byTime(await pageStore().transcripts.where({ review }).toArray()), [review]),
  );
}

/** Every transcript of the workspace, oldest first, deleted ones too; undefined while they are being read. */
export function useAllTranscripts(): readonly KeptTranscript[] | undefined {
  return useOnceRead(useLiveQuery(async () => byTime(await pageStore().transcripts.toArray()), []));
}

/** One transcript with what undo needs. */
export function useTranscript(id: string): TranscriptReading {
  const reading = useLiveQuery(() => readTranscript(pageStore(), id), [id]) ?? loading;
  return useOnItsWay(reading.state === 'missing', id) ? loading : reading;
}

/** What the transcripts of a review say, those that can be read; `review` empty asks for none. */
export function useReadTranscripts(review: string): readonly Transcript[] {
  const read = useLiveQuery(async () => {
    const kept = review === '' ? [] : byTime(await pageStore().transcripts.where({ review }).toArray());
    const found: Transcript[] = [];
    for (const { id } of kept) {
      const reading = await readTranscript(pageStore(), id);
      if (reading.state === 'ready') found.push(reading.folded.transcript);
    }
    return found;
  }, [review]);
  return read ?? none;
}

const none: readonly Transcript[] = [];

const byTime = (transcripts: readonly KeptTranscript[]): readonly KeptTranscript[] =>
  transcripts.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));

/** Reads and folds a transcript from the page's database; goes on from what was read of it before. */
export async function readTranscript(store: Store, id: string): Promise<TranscriptReading> {
  const stream = transcriptStream(id);
  const cursor = await store.cursors.get(stream);
  if (cursor === undefined || cursor.seq === 0) return { state: 'missing' };
  const journal = await readJournal(store, cursor);
  if (!journal.ok) return { state: 'broken', message: journal.error.message };
  const { lines } = journal.value;
  const read = readTranscriptLines(lines, continuedRead(stream, lines));
  if (!read.ok) return { state: 'broken', message: read.error.message };
  if (read.value === undefined) return { state: 'missing' };
  remember(stream, { lines, read: read.value });
  if (read.value.state === 'deleted') return { state: 'deleted', deleted: read.value.deleted };
  const { folded } = read.value;
  if (folded.fault !== null) return { state: 'broken', message: folded.fault.message };
  return { state: 'ready', folded, keptAt: cursor.at, seq: cursor.seq, headHash: cursor.hash };
}

/** What was read before, where these lines continue it. */
function continuedRead(stream: string, lines: readonly JournalLine[]): ReadTranscript | undefined {
  const known = reads.get(stream);
  return known !== undefined && known.lines.every((line, index) => line === lines[index]) ? known.read : undefined;
}

function remember(
  stream: string,
  read: { readonly lines: readonly JournalLine[]; readonly read: ReadTranscript },
): void {
  reads.delete(stream);
  reads.set(stream, read);
  const oldest = reads.keys().next().value;
  if (reads.size > mostRead && oldest !== undefined) reads.delete(oldest);
}
