import type { Review } from '../../../shared/domain/review/review.ts';
import { ImportTranscript } from './import-transcript.tsx';
import { TranscribeRecordings } from './transcribe-recordings.tsx';
import { TranscriptsOfReview } from './transcripts-of-review.tsx';

/** The transcripts of a review, and how to come to more: from a file, from the scribe, from the sound. */
export const SaidInReview = ({ review }: { readonly review: Review }) => (
  <>
    <TranscriptsOfReview review={review} />
    <ImportTranscript review={review} />
    <TranscribeRecordings review={review} />
  </>
);
