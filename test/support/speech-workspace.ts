import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { followDeletions } from '../../electron/host/open-speech.ts';
import { createSpeechJobFiles } from '../../electron/host/speech-jobs.ts';
import {
  createSpeechService,
  type SpeechService,
  type SpeechServiceParts,
} from '../../electron/host/speech-service.ts';
import { soundOf } from '../../electron/host/speech-sound.ts';
import { createTranscriptService, type TranscriptService } from '../../electron/host/transcript-service.ts';
import { createWorkspaceService } from '../../electron/host/workspace-service.ts';
import { openJournals } from '../../electron/journal/journals.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { openRecordingStore, type RecordingStore } from '../../electron/recordings/recording-store.ts';
import { createEngines, speechModels } from '../../electron/speech/engines.ts';
import { createOrigins } from '../../electron/transcripts/origins.ts';
import { openTranscriptStore } from '../../electron/transcripts/transcript-store.ts';
import { reviewIdSchema } from '../../shared/domain/ids.ts';

export const spokenReview = reviewIdSchema.parse('r-2026-014');
const device = '0123456789abcdef';

export type SpeechWorkspace = {
  readonly speech: SpeechService;
  readonly transcripts: TranscriptService;
  readonly recordings: RecordingStore;
  close(): Promise<void>;
};

/** Recordings, transcripts and speech to text of a folder, without the rest of a workspace. */
export async function openSpeechWorkspace(
  folder: string,
  worker: NonNullable<SpeechServiceParts['worker']>,
  says: Partial<Pick<SpeechServiceParts, 'isMeeting' | 'isRecording'>> = {},
): Promise<SpeechWorkspace> {
  const journals = await openJournals(join(folder, 'journals'), { clock: systemClock, device });
  const workspace = await createWorkspaceService(journals, { name: 'Spoken', sample: false, zone: 'UTC' });
  const recordings = await openRecordingStore({ root: join(folder, 'recordings'), measure: async () => null });
  const store = await openTranscriptStore(join(folder, 'transcripts'), { clock: systemClock, device });
  const origins = createOrigins(join(folder, 'transcripts'));
  const transcripts = createTranscriptService({ store, origins, workspace });
  const speech = createSpeechService({
    engines: createEngines(speechModels(folder), worker),
    worker,
    transcripts,
    sound: (recording) => soundOf(recordings, recording),
    clock: systemClock,
    files: createSpeechJobFiles(join(folder, 'speech-jobs')),
    isMeeting: () => false,
    isRecording: () => false,
    onBug,
    ...says,
  });
  const leave = followDeletions(recordings, speech, onBug);
  return {
    speech,
    transcripts,
    recordings,
    close: async () => {
      leave();
      await speech.stop();
      await recordings.close();
      await store.close();
      await journals.close();
    },
  };
}

function onBug(error: unknown): never {
  throw error;
}

/** Puts WebM files into a new recording as its parts, as the room would send them. Lengths are ms. */
export async function putRecording(
  recordings: RecordingStore,
  recording: string,
  files: readonly { readonly path: string; readonly durationMs: number }[],
): Promise<void> {
  const opened = await recordings.open(spokenReview, recording);
  if (!opened.ok) throw new Error(opened.error.message);
  for (const [before, { path, durationMs }] of files.entries()) {
    const part = before + 1;
    await opened.value.recording.beginPart('audio/webm;codecs=opus', 1_767_225_600_000 + part);
    const bytes = await readFile(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const chunk = { part, index: 0, ms: durationMs, sha256, bytes, at: 1_767_225_600_000 };
    const kept = await opened.value.recording.append(chunk);
    if (!kept.ok) throw new Error(kept.error.message);
    await opened.value.recording.endPart(part, 'stopped', durationMs);
  }
  await recordings.rest(recording);
}
