import { join } from 'node:path';
import { makeFolder } from '../platform/files.ts';
import type { Clock } from '../platform/clock.ts';
import { measureMs } from '../recordings/media/measure.ts';
import { openRecordingStore, type RecordingStore } from '../recordings/recording-store.ts';
import { recoverRecordings } from './recover-recordings.ts';
import { createRecordingMedia, type RecordingMedia } from './recording-media.ts';
import { createRecordingService, type RecordingService } from './recording-service.ts';
import type { ReviewService } from './review-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

type OpenedRecordings = {
  readonly store: RecordingStore;
  readonly recordings: RecordingService;
  readonly media: RecordingMedia;
};

/** Opens a workspace's recordings; those that a kill ended are ended in words before anything else is recorded. */
export async function openRecordings({
  workspaceDir,
  clock,
  reviews,
  workspace,
}: {
  readonly workspaceDir: string;
  readonly clock: Clock;
  readonly reviews: ReviewService;
  readonly workspace: WorkspaceService;
}): Promise<OpenedRecordings> {
  const root = join(workspaceDir, 'recordings');
  await makeFolder(root);
  const store = await openRecordingStore({ root, measure: measureMs });
  const recordings = createRecordingService({ clock, store, reviews, root });
  await recoverRecordings(recordings, reviews);
  return { store, recordings, media: createRecordingMedia({ root, clock, store, reviews, workspace }) };
}
