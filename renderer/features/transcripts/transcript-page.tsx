import type { DeletedTranscript } from '../../../shared/projections/transcript-events.ts';
import { routeToHash } from '../../state/route.ts';
import { useReview } from '../../store/review-hooks.ts';
import { useTranscript, type TranscriptReading } from '../../store/transcript-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Empty, Loading } from '../../ui/empty.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { PageHead } from '../../ui/page.tsx';
import { TranscriptEditor } from './transcript-editor.tsx';

type Props = { readonly transcript: string; readonly at: number | null };

/** The place of one transcript: its editor, or what is left to say where there is nothing to edit. */
export function TranscriptPage({ transcript, at }: Props) {
  const reading = useTranscript(transcript);
  const workspace = useWorkspace();
  if (reading.state === 'loading' || workspace === undefined) return <Loading what="the transcript" />;
  switch (reading.state) {
    case 'missing':
      return (
        <Empty title="There is no such transcript here.">
          It may be in another workspace. <a href={routeToHash({ place: 'reviews' })}>All reviews</a>
        </Empty>
      );
    case 'broken':
      return (
        <Empty title="This transcript’s history cannot be read.">
          <p>{reading.message}</p>
          <p>What is on the disk was left as it is. Restore the file from a backup, or import the transcript again.</p>
        </Empty>
      );
    case 'deleted':
      return <Deleted transcript={transcript} deleted={reading.deleted} zone={workspace.zone} />;
    case 'ready':
      return <Ready reading={reading} at={at} workspace={workspace} />;
  }
}

type ReadyProps = {
  readonly reading: TranscriptReading & { readonly state: 'ready' };
  readonly at: number | null;
  readonly workspace: NonNullable<ReturnType<typeof useWorkspace>>;
};

function Ready({ reading: { folded, keptAt }, at, workspace }: ReadyProps) {
  const { transcript } = folded;
  const review = useReview(transcript.review);
  if (review.state === 'loading') return <Loading what="the review" />;
  const of = review.state === 'ready' ? review.folded.review : null;
  if (transcript.segments.length === 0)
    return (
      <>
        <PageHead eyebrow={`Transcript · ${transcript.review}`} title={of?.title ?? 'Transcript'} />
        <Empty
          title={
            transcript.isFilled ? 'There is not one word in this transcript.' : 'The first words are on their way.'
          }
        >
          {transcript.isFilled ? (
            <p>Its source held nothing that was said. Import another file, or transcribe the recording again.</p>
          ) : (
            <p>They appear here as they come; you can begin to put them right while the rest is made.</p>
          )}
        </Empty>
      </>
    );
  return (
    <TranscriptEditor key={transcript.id} folded={folded} keptAt={keptAt} review={of} workspace={workspace} at={at} />
  );
}

const reasons = {
  retention: 'deleted under retention',
  objection: 'deleted because somebody objected',
  order: 'deleted on somebody’s order',
} as const;

type DeletedProps = { readonly transcript: string; readonly deleted: DeletedTranscript; readonly zone: string };

function Deleted({ transcript, deleted, zone }: DeletedProps) {
  return (
    <>
      <PageHead eyebrow={`Transcript · ${deleted.review}`} title="A transcript that was deleted" />
      <Empty title={`It was ${reasons[deleted.why]} on ${formatDayTime(deleted.at, zone)}, by ${deleted.actor}.`}>
        <p>
          Its words and where they came from are gone for good. The hashes of its history stay, and whatever was signed
          still verifies.
        </p>
        <p>
          <code>{transcript}</code>
        </p>
        <p>
          <a href={routeToHash({ place: 'record', review: deleted.review })}>The review</a>
        </p>
      </Empty>
    </>
  );
}
