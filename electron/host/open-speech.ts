import { join } from 'node:path';
import { reviewIdSchema, type ReviewId } from '../../shared/domain/ids.ts';
import type { Journals } from '../journal/journals.ts';
import type { StartChild } from '../platform/child.ts';
import type { Clock } from '../platform/clock.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import { createEngines, speechModels } from '../speech/engines.ts';
import type { SpeechWorker } from '../speech/run-worker.ts';
import { findSpeechWorker } from '../speech/speech-assets.ts';
import type { ReviewService } from './review-service.ts';
import { createSpeechJobFiles } from './speech-jobs.ts';
import { createSpeechService, type SpeechService } from './speech-service.ts';
import { soundOf } from './speech-sound.ts';
import type { TranscriptService } from './transcript-service.ts';

export type SpeechParts = {
  readonly workspaceDir: string;
  readonly clock: Clock;
  readonly journals: Journals;
  readonly reviews: ReviewService;
  readonly recordingStore: RecordingStore;
  readonly transcripts: TranscriptService;
  readonly onBug: (error: unknown) => void;
  /** Starts the child process as the shell can. */
  readonly start: StartChild;
  /** Where the child process lies; found from the built program where it is not said. */
  readonly worker?: SpeechWorker;
};

/** Wires speech to text to a workspace: it follows the meetings and the recordings in the journals. */
export async function openSpeech(parts: SpeechParts): Promise<SpeechService> {
  const { workspaceDir, clock, journals, reviews, recordingStore, transcripts, onBug } = parts;
  const worker = parts.worker ?? (await findSpeechWorker(parts.start));
  const reviewOf = (id: ReviewId) => {
    const read = reviews.read(id);
    return read.ok ? read.value.review : undefined;
  };
  const speech = createSpeechService({
    engines: createEngines(speechModels(workspaceDir), worker),
    worker,
    transcripts,
    sound: (recording) => soundOf(recordingStore, recording),
    clock,
    files: createSpeechJobFiles(join(workspaceDir, 'speech-jobs')),
    isMeeting: () => reviews.ids().some((id) => reviewOf(id)?.agenda.pace.name === 'running'),
    isRecording: (review, recording) =>
      reviewOf(review)?.recordings.some(({ id, state }) => id === recording && state.name !== 'stopped') ?? false,
    onBug,
  });
  const leave = journals.subscribe((stream, lines) => {
    if (lines.some(({ type }) => /^(meeting|recording|review\.closed|command)\b/.test(type))) speech.look();
    const review = reviewIdSchema.safeParse(stream);
    if (!review.success) return;
    for (const { type, body } of lines)
      if (type === 'recording.stopped.v1' && typeof body?.['recording'] === 'string')
        speech.recorded(review.data, body['recording']).catch(onBug);
  });
  const leaveRecordings = followDeletions(recordingStore, speech, onBug);
  return {
    ...speech,
    stop: async () => {
      leave();
      leaveRecordings();
      await speech.stop();
    },
  };
}

/** Ends what is at work on a recording once its sound was deleted. Returns how to leave. */
export function followDeletions(
  store: Pick<RecordingStore, 'list' | 'subscribe'>,
  speech: Pick<SpeechService, 'jobs' | 'deleted'>,
  onBug: (error: unknown) => void,
): () => void {
  async function look(id: string): Promise<void> {
    if ((await store.list(id)).purged !== null) await speech.deleted(id);
  }
  return store.subscribe((id) => {
    if (speech.jobs().some(({ recording }) => recording === id)) look(id).catch(onBug);
  });
}
