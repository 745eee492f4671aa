import { runningRecording } from '../../shared/domain/recording/recording.ts';
import type { RecordingService } from './recording-service.ts';
import type { ReviewService } from './review-service.ts';

/**
 * Ends what was being recorded when the program last ended: what was acknowledged is kept and plays, and the review says
 * that it was recovered. A second start finds nothing left to end. Where the disk says no, the next start tries again.
 */
export async function recoverRecordings(
  recordings: Pick<RecordingService, 'stop' | 'note'>,
  reviews: Pick<ReviewService, 'ids' | 'read'>,
): Promise<void> {
  for (const review of reviews.ids()) {
    const read = reviews.read(review);
    const running = read.ok ? runningRecording(read.value.review.recordings) : undefined;
    if (running === undefined) continue;
    const ref = { review, recording: running.id };
    const stopped = await recordings.stop(ref, 'recovered');
    if (stopped.ok) await recordings.note(ref, 'recovered', stopped.value.durationMs, null);
  }
}
