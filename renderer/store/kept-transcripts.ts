import {
  transcriptEventSchemas,
  transcriptOfStream,
  type TranscriptSource,
} from '../../shared/domain/transcript/transcript.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import type { DeletedTranscript } from '../../shared/projections/transcript-events.ts';
import type { Store } from './schema.ts';

/** A transcript as lists show it, told by its first line, or by its last once it was deleted. */
export type KeptTranscript = {
  readonly id: string;
  readonly review: string;
  readonly recording: string | null;
  /** When it was taken in or deleted, epoch ms. */
  readonly at: number;
  /** Null once its words were deleted. */
  readonly source: TranscriptSource | null;
  readonly deleted: Pick<DeletedTranscript, 'why' | 'actor'> | null;
};

/** Notes what fresh lines of a stream say of a transcript as a whole. Called in the transaction that keeps them. */
export async function noteTranscript(store: Store, stream: string, fresh: readonly JournalLine[]): Promise<void> {
  const id = transcriptOfStream(stream);
  if (id === undefined) return;
  for (const line of fresh) {
    const kept = toKept(id, line);
    if (kept !== undefined) await store.transcripts.put(kept);
  }
}

function toKept(id: string, { type, body, at: time, actor }: JournalLine): KeptTranscript | undefined {
  const { command: _command, ...fields } = body ?? {};
  const at = Date.parse(time);
  if (type === 'transcript.opened.v1') {
    const { data } = transcriptEventSchemas[type].safeParse(fields);
    return data && { id, review: data.review, recording: data.recording, at, source: data.source, deleted: null };
  }
  if (type !== 'transcript.erased.v1') return undefined;
  const { data } = transcriptEventSchemas[type].safeParse(fields);
  return (
    data && { id, review: data.review, recording: data.recording, at, source: null, deleted: { why: data.why, actor } }
  );
}
