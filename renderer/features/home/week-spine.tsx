import { releaseIdOf, type ServiceId } from '../../../shared/domain/ids.ts';
import type { RowOf } from '../../../shared/domain/release/rows.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { nextStep } from '../../../shared/projections/next-step.ts';
import { guessTextWidth, placeLabels, shorten } from '../../canvas/chart/label-lanes.ts';
import { useWidth } from '../../canvas/chart/use-width.ts';
import { routeToHash } from '../../state/route.ts';
import { formatDayTime, formatWeekday } from '../../ui/format-time.ts';
import { countOf } from '../../ui/format-number.ts';
import { reviewsIn, type Week, type WeekMark } from './week.ts';
import styles from './week-spine.module.css';

const height = 124;
const spine = 78;

type Props = {
  readonly week: Week;
  readonly zone: string;
  readonly now: number;
  readonly deployments: readonly RowOf<'deployment'>[];
  readonly marks: readonly WeekMark[];
  readonly reviews: readonly Review[];
};

/** The week as one line: deployments as ticks above it, what went wrong with a word, reviews as diamonds below. */
export function WeekSpine({ week, zone, now, deployments, marks, reviews }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>(1120);
  const x = (at: number) => Math.min(1, Math.max(0, (at - week.from) / (week.end - week.from))) * width;
  const planned = reviewsIn(week, reviews);
  const ticks = deployments.filter((row) => row.startedAt >= week.from && row.startedAt < week.end);
  const shown = marks.filter((mark) => mark.at >= week.from && mark.at < week.end);
  const isNow = now >= week.from && now < week.end;
  return (
    <figure className={styles['figure']} ref={ref}>
      <svg width={width} height={height} role="group" aria-label={tellWeek(ticks.length, shown.length, planned.length)}>
        {ticks.map((row) => (
          <line
            key={row.id}
            className={styles['tick']}
            x1={x(row.startedAt)}
            x2={x(row.startedAt)}
            y1={spine - 8}
            y2={spine}
          >
            <title>{`${formatDayTime(row.startedAt, zone)} ${row.service} ${row.version} to ${row.environment}, ${row.result}`}</title>
          </line>
        ))}
        <line className={styles['spine']} x1={0} x2={width} y1={spine} y2={spine} />
        {week.days.map((day) => {
          const isToday =
            isNow && day <= now && now < day + 86_400_000 && formatWeekday(day, zone) === formatWeekday(now, zone);
          return (
            <g key={day}>
              <line className={styles['day']} x1={x(day)} x2={x(day)} y1={spine - 6} y2={spine + 6} />
              <text className={isToday ? styles['today'] : styles['dayName']} x={x(day) + 6} y={spine + 40}>
                {formatWeekday(day, zone)}
              </text>
            </g>
          );
        })}
        {isNow && <line className={styles['now']} x1={x(now)} x2={x(now)} y1={spine - 16} y2={spine + 16} />}
        <Marks marks={shown} x={x} width={width} zone={zone} />
        {planned.map((review) => (
          <ReviewDiamond key={review.id} review={review} at={x(review.scheduledAt ?? 0)} zone={zone} />
        ))}
      </svg>
    </figure>
  );
}

function Marks({
  marks,
  x,
  width,
  zone,
}: {
  marks: readonly WeekMark[];
  x: (at: number) => number;
  width: number;
  zone: string;
}) {
  const texts = marks.map((mark) => shorten(mark.text, 34));
  const wanted = marks.map((mark, index) => ({
    x: x(mark.at),
    width: guessTextWidth(texts[index] ?? '', 13),
    weight: mark.weight,
  }));
  const placed = placeLabels(wanted, { width, lanes: 3, sides: 1 });
  return marks.map((mark, index) => {
    const label = placed.find((each) => each.index === index);
    const top = label === undefined ? spine - 14 : spine - 22 - label.lane * 18;
    const body = (
      <>
        <title>{`${formatDayTime(mark.at, zone)} ${mark.text}`}</title>
        <line className={styles['stem']} x1={x(mark.at)} x2={x(mark.at)} y1={top} y2={spine} />
        <circle cx={x(mark.at)} cy={spine} r={5} />
        {label !== undefined && (
          <text className={styles['markText']} x={label.textX} textAnchor={label.anchor} y={top + 2}>
            {texts[index]}
          </text>
        )}
      </>
    );
    if (mark.href === null)
      return (
        <g key={mark.id} className={styles[mark.tone]}>
          {body}
        </g>
      );
    const release = releaseIdOf(mark.href.service as ServiceId, mark.href.version);
    return (
      <a key={mark.id} className={styles[mark.tone]} href={routeToHash({ place: 'release', release })}>
        {body}
      </a>
    );
  });
}

function ReviewDiamond({ review, at, zone }: { review: Review; at: number; zone: string }) {
  const step = nextStep(review);
  const told = `${formatDayTime(review.scheduledAt ?? 0, zone)} review ${review.title}`;
  return (
    <a href={routeToHash({ place: step.place, review: review.id })} aria-label={told} className={styles['review']}>
      <title>{told}</title>
      <rect x={at - 12} y={spine - 2} width={24} height={24} className={styles['target']} />
      <path
        d={`M${at},${spine + 2}l6,7l-6,7l-6,-7z`}
        className={review.phase === 'signed' || review.phase === 'closed' ? styles['held'] : styles['planned']}
      />
    </a>
  );
}

const tellWeek = (deployments: number, marks: number, reviews: number): string =>
  `The week: ${countOf(deployments, 'deployment')}, ${marks} of note, ${countOf(reviews, 'review')}`;
