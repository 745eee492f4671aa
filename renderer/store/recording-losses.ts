import {
  isRecordingStream,
  recordingStream,
  streamToRecording,
  type StreamHead,
} from '../../shared/contract/frames.ts';
import type { KeptRecording } from './recording-tables.ts';
import type { Store } from './schema.ts';

/**
 * Notes of each recording how much of it the main process still has. What it lost stays here, can be played and saved as
 * a file; it is not given back, since a recording is the main process's to tell.
 */
export async function noteLostRecordings(store: Store, heads: readonly StreamHead[]): Promise<void> {
  const there = new Map(heads.flatMap(({ stream, seq }) => (isRecordingStream(stream) ? [[stream, seq]] : [])));
  await store.transaction('rw', store.recordings, async () => {
    for (const kept of await store.recordings.toArray()) {
      if (kept.asideAt !== null) continue;
      const seq = there.get(recordingStream(kept.id)) ?? 0;
      const mainHas = seq < kept.seq ? seq : null;
      if (mainHas !== kept.mainHas) await store.recordings.update(kept.copy, { mainHas });
    }
  });
}

/** Sets a copy aside with its sound, because the main process has another list of this recording; that one comes anew. */
export async function setRecordingAside(store: Store, stream: string, now: number): Promise<void> {
  await store.transaction('rw', store.recordings, store.cursors, async () => {
    await store.cursors.delete(stream);
    const copies = await store.recordings.where('id').equals(streamToRecording(stream)).toArray();
    for (const { copy, asideAt } of copies) if (asideAt === null) await store.recordings.update(copy, { asideAt: now });
  });
}

/** What only this window has of a recording, ms of sound: all of a copy set aside, or what follows the main's last entry. */
export function msOnlyHere({ list, asideAt, mainHas, seq }: KeptRecording): number {
  if (asideAt === null && mainHas === null) return 0;
  const length = list.parts.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return asideAt !== null || seq === 0 ? length : Math.round(length * (1 - (mainHas ?? 0) / seq));
}
