import type { Review } from '../../../shared/domain/review/review.ts';
import type { KeptTranscript } from '../../store/kept-transcripts.ts';
import { useTranscript, useTranscripts } from '../../store/transcript-hooks.ts';
import { routeToHash } from '../../state/route.ts';
import { sourceInWords } from '../../state/transcript-source.ts';
import { Loading } from '../../ui/empty.tsx';
import { formatDay, formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { recordingInWords } from './recording-in-words.ts';
import { countVerified } from './transcript-words.ts';
import styles from './transcripts-of-review.module.css';

/** The transcripts of a review: where each came from, how much of it is verified, and the way into it. */
export function TranscriptsOfReview({ review }: { readonly review: Review }) {
  const kept = useTranscripts(review.id);
  return (
    <Section title="Transcripts" note="of what was said">
      {kept === undefined ? (
        <Loading what="the transcripts" />
      ) : kept.length === 0 ? (
        <p className={styles['none']}>
          {review.recordings.length === 0
            ? 'There is none. Import one from the tool you met in; WebVTT, SubRip, Podcast JSON and plain text are read.'
            : 'There is none yet. Import one, or have the recording transcribed.'}
        </p>
      ) : (
        <ul className={styles['list']}>
          {kept.map((each) => (
            <TranscriptLine key={each.id} kept={each} review={review} />
          ))}
        </ul>
      )}
    </Section>
  );
}

type LineProps = {
  readonly kept: KeptTranscript;
  readonly review: Review;
};

function TranscriptLine({ kept, review: { recordings, zone } }: LineProps) {
  const followed = recordings.find(({ id }) => id === kept.recording);
  const href = routeToHash({ place: 'transcript', transcript: kept.id, at: null });
  if (kept.source === null)
    return (
      <li className={styles['line']}>
        <a href={href}>
          deleted{kept.deleted?.why === 'retention' ? ' under retention' : ''} on {formatDay(kept.at, zone)}
        </a>
        <span className={styles['under']}>its hash stays</span>
      </li>
    );
  return (
    <li className={styles['line']}>
      <a href={href} dir="auto">
        {sourceInWords(kept.source)}
      </a>
      <span className={styles['under']}>
        {formatDayTime(kept.at, zone)}
        {' · '}
        {followed === undefined ? 'without a recording' : `follows ${recordingInWords(followed, zone)}`}
      </span>
      <Verified transcript={kept.id} />
    </li>
  );
}

function Verified({ transcript: id }: { readonly transcript: string }) {
  const reading = useTranscript(id);
  if (reading.state === 'loading') return <span className={styles['under']}>…</span>;
  if (reading.state === 'broken') return <Mark tone="over">cannot be read</Mark>;
  if (reading.state !== 'ready') return <span />;
  const { transcript } = reading.folded;
  const [verified, all] = [countVerified(transcript), transcript.segments.length];
  const words = `${verified.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')} verified`;
  if (!transcript.isFilled) return <span className={styles['figure']}>{words}, more is coming</span>;
  return all > 0 && verified === all ? (
    <Mark tone="calm">all {all.toLocaleString('en-GB')} verified</Mark>
  ) : (
    <span className={styles['figure']}>{words}</span>
  );
}
