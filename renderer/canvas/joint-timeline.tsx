import type { ReviewId } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { useJointTimeline } from '../state/joint.ts';
import { formatClockSeconds, formatDay, formatSpan } from '../ui/format-time.ts';
import { Loading } from '../ui/empty.tsx';
import { Mark } from '../ui/mark.tsx';
import styles from './joint-panel.module.css';

const shownMoments = 120;

/** The services' timelines as one, with the stretches in which nobody can tell what was first (M7.2). */
export function JointTimeline({ review }: { readonly review: Review }) {
  const timeline = useJointTimeline(review.id as ReviewId);
  if (timeline === null) return <Loading what="the timelines" />;
  const { moments, unclear, skew } = timeline;
  const isTied = (row: string): boolean => unclear.some(({ rows }) => rows.includes(row));
  return (
    <>
      <p className={styles['clocks']}>
        Clocks:{' '}
        {skew
          .map(({ service, ms, isKnown }) => `${service} ± ${formatSpan(ms)}${isKnown ? '' : ' at least'}`)
          .join(', ')}
        .{' '}
        {unclear.length === 0
          ? 'The order of all moments is told.'
          : `In ${unclear.length === 1 ? 'one stretch' : `${unclear.length} stretches`} the order of two services cannot be told.`}
      </p>
      <ol className={styles['moments']}>
        {moments.slice(0, shownMoments).map((each, place) => (
          <li key={`${place} ${each.row}`}>
            <time dateTime={new Date(each.at).toISOString()}>
              {place === 0 || formatDay(each.at, review.zone) !== formatDay(moments[place - 1]?.at ?? 0, review.zone)
                ? `${formatDay(each.at, review.zone)} `
                : ''}
              {formatClockSeconds(each.at, review.zone)}
            </time>
            <span className={styles['of']}>{each.service}</span>
            <span dir="auto">
              {each.text} {isTied(each.row) && <Mark tone="warn">order not told</Mark>}
            </span>
          </li>
        ))}
      </ol>
      {moments.length > shownMoments && (
        <p className={styles['quiet']}>and {moments.length - shownMoments} later moments</p>
      )}
      {moments.length === 0 && <p className={styles['quiet']}>Nothing is known of these hours yet.</p>}
    </>
  );
}
