import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import { wallToRecording } from '../../shared/domain/recording/entry.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { notesToSegments } from '../../shared/domain/transcript/notes-to-segments.ts';
import { decideSeated } from '../../shared/domain/workspace/seated.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import { fail, refusalToFault } from './fault.ts';
import type { ReviewService } from './review-service.ts';
import type { TranscriptService } from './transcript-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

export type NotesTranscriptParts = {
  readonly transcripts: TranscriptService;
  readonly reviews: ReviewService;
  readonly workspace: WorkspaceService;
  readonly sounds: Pick<RecordingStore, 'ids' | 'list'>;
};

export type ScribeTranscripts = {
  /** Makes a transcript of what the scribe wrote down; times follow the recording, or else the meeting's own clock. */
  readonly make: (
    review: ReviewId,
    recording: string | null,
  ) => Promise<Result<Output<'transcript.from-notes'>, CallFault>>;
};

export const createScribeTranscripts = (parts: NotesTranscriptParts): ScribeTranscripts => ({
  make: (review, recording) => transcriptOfNotes(parts, review, recording),
});

async function transcriptOfNotes(
  { transcripts, reviews, workspace, sounds }: NotesTranscriptParts,
  review: ReviewId,
  recording: string | null,
): Promise<Result<Output<'transcript.from-notes'>, CallFault>> {
  const seated = decideSeated(workspace.current());
  if (!seated.ok) return err(refusalToFault(seated.error));
  const read = reviews.read(review);
  if (!read.ok) return read;
  const { notes, recordings } = read.value.review;
  if (recording !== null && recordings.every(({ id }) => id !== recording))
    return fail('no-recording', 'There is no such recording of this review. Nothing was made.');
  const isMade = transcripts
    .list(review)
    .some(({ source, recording: known }) => source?.kind === 'scribe' && known === recording);
  if (isMade)
    return fail('known-transcript', 'The notes are a transcript of this review already. Edit it, or delete it first.');
  const isHere = recording !== null && sounds.ids().includes(recording);
  const list = isHere ? await sounds.list(recording) : undefined;
  const segments = notesToSegments(notes, (note) =>
    list === undefined ? note.meetingMs : wallToRecording(list, note.at),
  );
  if (segments.length === 0)
    return fail('no-notes', 'No note of this review lies within it. The scribe writes notes in the room.');
  const opening = {
    review,
    recording,
    offsetMs: 0,
    startedAt: null,
    language: 'und',
    source: { kind: 'scribe' },
  } as const;
  const founded = await transcripts.found(opening, segments, 'human-verified', seated.value);
  return founded.ok ? ok({ transcript: founded.value.transcript, segments: segments.length }) : founded;
}
