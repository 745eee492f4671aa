import { join } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import { createOrigins } from '../transcripts/origins.ts';
import { openTranscriptStore, type TranscriptStore } from '../transcripts/transcript-store.ts';
import type { ReviewService } from './review-service.ts';
import type { Services } from './services.ts';
import { createTranscriptImporter } from './transcript-import.ts';
import { createScribeTranscripts } from './transcript-notes.ts';
import { createTranscriptService, forgetUnused, type TranscriptService } from './transcript-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

export type OpenedTranscripts = {
  readonly store: TranscriptStore;
  readonly transcripts: TranscriptService;
  /** What is made of transcripts once reviews can be asked. */
  readonly services: (
    reviews: ReviewService,
    sounds: Pick<RecordingStore, 'ids' | 'list'>,
  ) => Pick<Services, 'transcripts' | 'transcriptImport' | 'scribeTranscripts'>;
};

/** Opens the transcripts of a workspace. Throws the file system's error. */
export async function openTranscripts({
  workspaceDir,
  clock,
  device,
  workspace,
}: {
  readonly workspaceDir: string;
  readonly clock: Clock;
  readonly device: string;
  readonly workspace: WorkspaceService;
}): Promise<OpenedTranscripts> {
  const directory = join(workspaceDir, 'transcripts');
  const store = await openTranscriptStore(directory, { clock, device });
  const origins = createOrigins(directory);
  // A kill between the file and the transcript, or between a deletion and its file, leaves a file that nothing names.
  await forgetUnused(store, origins);
  const transcripts = createTranscriptService({ store, origins, workspace });
  return {
    store,
    transcripts,
    services: (reviews, sounds) => ({
      transcripts,
      transcriptImport: createTranscriptImporter({ transcripts, origins, reviews, workspace }),
      scribeTranscripts: createScribeTranscripts({ transcripts, reviews, workspace, sounds }),
    }),
  };
}
