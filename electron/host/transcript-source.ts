import { transcriptOfStream } from '../../shared/domain/transcript/transcript.ts';
import { err } from '../../shared/lib/result.ts';
import type { JournalSource, JournalsSource } from '../sync/sources.ts';
import type { TranscriptStore } from '../transcripts/transcript-store.ts';

/** All journals as the sync sees them: those that are always open, and transcripts, which are opened to be read. */
export function withTranscripts(journals: JournalsSource, store: TranscriptStore): JournalsSource {
  const sourceOf = (stream: string): JournalSource => ({
    head: () => {
      const { seq, hash } = store.head(stream) ?? { seq: 0, hash: '' };
      return { seq, hash };
    },
    read: async (after) => {
      const lines = await store.use(stream, (journal) => journal.read(after));
      // What the disk does not give now is asked for again with the next line or the next pull.
      return lines.ok ? lines.value : [];
    },
    restore: async (lines) => {
      const restored = await store.use(stream, (journal) => journal.restore(lines));
      return restored.ok ? restored.value : err(restored.error);
    },
  });
  const isTranscript = (stream: string): boolean => transcriptOfStream(stream) !== undefined;
  return {
    streams: () => [...journals.streams(), ...store.streams()],
    get: (stream) => {
      if (!isTranscript(stream)) return journals.get(stream);
      return store.head(stream) === undefined ? undefined : sourceOf(stream);
    },
    open: async (stream) => (isTranscript(stream) ? Promise.resolve(sourceOf(stream)) : journals.open(stream)),
    subscribe: (listener) => {
      const stops = [journals.subscribe(listener), store.subscribe(listener)];
      return () => stops.forEach((stop) => stop());
    },
  };
}
