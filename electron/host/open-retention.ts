import { ok } from '../../shared/lib/result.ts';
import type { Clock } from '../platform/clock.ts';
import { createRecordShelf } from './record-shelf.ts';
import type { RecordingMedia } from './recording-media.ts';
import { createRetentionService, type KeptShelf, type RetentionService } from './retention-service.ts';
import type { ReviewService } from './review-service.ts';
import type { TranscriptService } from './transcript-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

type Parts = {
  readonly workspaceDir: string;
  readonly clock: Clock;
  readonly reviews: ReviewService;
  readonly workspace: WorkspaceService;
  readonly media: Pick<RecordingMedia, 'purge'>;
  readonly transcripts: TranscriptService;
  readonly onBug: (error: unknown) => void;
};

/** The clocks over everything that this workspace keeps. */
export const openRetention = ({
  workspaceDir,
  clock,
  reviews,
  workspace,
  media,
  transcripts,
  onBug,
}: Parts): RetentionService =>
  createRetentionService({
    clock,
    workspace,
    onBug,
    shelves: [
      recordingShelf(reviews, media),
      transcriptShelf(transcripts),
      createRecordShelf({ workspaceDir, reviews }),
    ],
  });

/** The sound of stopped recordings; its clock runs from the stop. */
const recordingShelf = (reviews: ReviewService, media: Pick<RecordingMedia, 'purge'>): KeptShelf => ({
  kind: 'recording',
  all: async () =>
    Promise.resolve(
      reviews.ids().flatMap((review) => {
        const read = reviews.read(review);
        return (read.ok ? read.value.review.recordings : []).map(({ id, state, kept }) => ({
          kind: 'recording' as const,
          review,
          id,
          since: state.name === 'stopped' ? state.at : null,
          sha256: kept?.sha256 ?? (state.name === 'stopped' ? state.link : null),
        }));
      }),
    ),
  remove: async ({ id }, why) => {
    const purged = await media.purge(id, why);
    // A recording whose folder is gone has no sound to delete; the tombstone says that there was one.
    return !purged.ok && purged.error.code === 'no-recording' ? ok({}) : purged;
  },
});

/** The words of transcripts and the files they came from; the clock runs from when a transcript was made. */
const transcriptShelf = (transcripts: TranscriptService): KeptShelf => ({
  kind: 'transcript',
  all: async () =>
    Promise.resolve(
      transcripts.list().map(({ transcript: id, review, openedAt, hash }) => ({
        kind: 'transcript' as const,
        review,
        id,
        since: openedAt,
        sha256: hash,
      })),
    ),
  remove: async ({ id }, why) => {
    const erased = await transcripts.erase(id, why, 'hotwash');
    return !erased.ok && erased.error.code === 'deleted' ? ok({}) : erased;
  },
});
