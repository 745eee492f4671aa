import type { ReleaseId } from '../../../shared/domain/ids.ts';
import type { ReviewPackage } from '../../../shared/domain/review/package.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { Timeline } from '../../canvas/chart/timeline.tsx';
import { OpensTo } from '../../canvas/opens-to.tsx';
import { useRelease, useTimeline } from '../../store/release-hooks.ts';
import { Empty, Loading } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatClockSeconds, formatDayTime, formatShortDay } from '../../ui/format-time.ts';
import { packageMarks, spanOf } from './package-marks.ts';
import styles from './prepare.module.css';

const behind = ['deployments', 'runtime', 'sightings', 'incidents', 'flags', 'tickets', 'postmortems'];

/** Deployments, the runtime, alerts and incidents, flags and tickets of the release's hours on one line. */
export function PackageTimeline({ review, content }: { readonly review: Review; readonly content: ReviewPackage }) {
  const { zone } = review;
  const rows = useTimeline(content.window.from, content.window.to);
  const detail = useRelease(review.release as ReleaseId);
  if (rows === undefined) return <Loading what="the timeline" />;
  const marks = packageMarks(content, rows, detail?.runtime ?? [], zone);
  if (marks.length === 0) return <Empty title="Nothing happened in the hours of this package." />;
  const span = spanOf(marks);
  const shown = marks.filter((mark) => mark.at >= span.from && mark.at <= span.to).length;
  const told = countOf(marks.length, 'moment');
  return (
    <>
      <Timeline
        marks={marks}
        from={span.from}
        to={span.to}
        ends={[formatDayTime(span.from, zone), formatDayTime(span.to, zone)]}
        label={`From ${formatDayTime(span.from, zone)} to ${formatDayTime(span.to, zone)}, ${zone}`}
      />
      <p className={styles['under']}>
        <OpensTo content={content} figures={behind} zone={zone} title="One timeline" says={told} trigger={told}>
          <ol className={styles['moments']}>
            {marks.map((mark) => (
              <li key={mark.id}>
                <time>
                  {formatShortDay(mark.at, zone)} {formatClockSeconds(mark.at, zone)}
                </time>
                <span dir="auto">{mark.label}</span>
              </li>
            ))}
          </ol>
        </OpensTo>
        {shown < marks.length && `, ${marks.length - shown} of them before or after this stretch`}
      </p>
    </>
  );
}
