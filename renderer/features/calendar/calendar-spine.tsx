import { closedOn } from '../../../shared/domain/calendar/due-window.ts';
import { dayWords } from '../../../shared/domain/calendar/zone-time.ts';
import type { Calendar } from '../../../shared/domain/policy/policy.ts';
import { nextStep } from '../../../shared/projections/next-step.ts';
import { guessTextWidth, placeLabels, shorten } from '../../canvas/chart/label-lanes.ts';
import { useWidth } from '../../canvas/chart/use-width.ts';
import { routeToHash } from '../../state/route.ts';
import { countOf } from '../../ui/format-number.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { lanesOf, type SpineRange } from './spine-range.ts';
import type { Planned } from './planned.ts';
import styles from './calendar-spine.module.css';

type Props = {
  readonly range: SpineRange;
  readonly zone: string;
  readonly now: number;
  readonly plan: readonly Planned[];
  readonly calendar: Calendar;
};

const spine = 74;
const laneHeight = 22;
const mostLanes = 8;

/** Four weeks as one line: reviews as diamonds on it, when each may be held as bars below, days kept free hatched. */
export function CalendarSpine({ range, zone, now, plan, calendar }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>(1120);
  const x = (at: number) => Math.min(1, Math.max(0, (at - range.from) / (range.end - range.from))) * width;
  const windows = barsIn(range, plan);
  const lanes = lanesOf(windows.map(({ window }) => ({ from: window.earliest, to: window.due })));
  const used = Math.min(mostLanes, Math.max(0, ...lanes.map((lane) => lane + 1)));
  const height = spine + 34 + used * laneHeight;
  const dated = plan.filter(({ at }) => at !== null && at >= range.from && at < range.end);
  const closed = range.days.filter(({ day }) => closedOn(day, calendar) !== undefined);
  const hidden = lanes.filter((lane) => lane >= mostLanes).length;
  const told = `${countOf(dated.length, 'review')}, ${countOf(windows.length, 'due window')}, ${countOf(closed.length, 'day')} kept free`;
  return (
    <figure className={styles['figure']} ref={ref}>
      <svg width={width} height={height} role="group" aria-label={`Four weeks: ${told}`}>
        <defs>
          <pattern id="kept-free" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" x2="0" y1="0" y2="6" className={styles['hatch']} />
          </pattern>
        </defs>
        <KeptFree range={range} calendar={calendar} x={x} height={height} />
        <line className={styles['line']} x1={0} x2={width} y1={spine} y2={spine} />
        <Days range={range} x={x} zone={zone} now={now} />
        <Reviews dated={dated} x={x} width={width} zone={zone} />
        {windows.map((planned, index) => {
          const lane = lanes[index] ?? 0;
          return lane >= mostLanes ? null : (
            <DueBar key={planned.review.id} planned={planned} x={x} y={spine + 34 + lane * laneHeight} width={width} />
          );
        })}
        {now >= range.from && now < range.end && (
          <line className={styles['now']} x1={x(now)} x2={x(now)} y1={spine - 16} y2={spine + 6} />
        )}
      </svg>
      {hidden > 0 && <figcaption>{countOf(hidden, 'due window')} more below in the table</figcaption>}
    </figure>
  );
}

type Bar = Planned & { readonly window: NonNullable<Planned['window']> };

/** Windows of reviews that are still to be held. */
const barsIn = (range: SpineRange, plan: readonly Planned[]): readonly Bar[] =>
  plan
    .filter((each): each is Bar => each.window !== null && !each.isHeld)
    .filter(({ window }) => window.due > range.from && window.earliest < range.end)
    .toSorted((a, b) => a.window.earliest - b.window.earliest);

type Place = { readonly range: SpineRange; readonly x: (at: number) => number };

function KeptFree({ range, calendar, x, height }: Place & { readonly calendar: Calendar; readonly height: number }) {
  return range.days.map(({ day, at }, index) => {
    const closed = closedOn(day, calendar);
    if (closed === undefined) return null;
    const end = range.days[index + 1]?.at ?? range.end;
    const before = range.days[index - 1];
    const name = closed.kind === 'blackout' ? closed.name : 'sprint';
    const isFirst = before === undefined || closedOn(before.day, calendar)?.kind !== closed.kind;
    return (
      <g key={day}>
        <title>{`${dayWords(day)}: kept free, ${name}`}</title>
        <rect x={x(at)} y={20} width={x(end) - x(at)} height={height - 20} fill="url(#kept-free)" />
        {isFirst && (
          <text className={styles['keptName']} x={x(at) + 2} y={14}>
            {shorten(name, 24)}
          </text>
        )}
      </g>
    );
  });
}

function Days({ range, x, zone, now }: Place & { readonly zone: string; readonly now: number }) {
  return range.days.map(({ day, at }, index) => {
    const isMonday = index % 7 === 0;
    const isToday = now >= at && now < (range.days[index + 1]?.at ?? range.end);
    return (
      <g key={day}>
        <title>{`${dayWords(day)}, ${zone}`}</title>
        <line
          className={isMonday ? styles['week'] : styles['day']}
          x1={x(at)}
          x2={x(at)}
          y1={spine - (isMonday ? 10 : 4)}
          y2={spine + (isMonday ? 10 : 4)}
        />
        {(isMonday || isToday) && (
          <text className={isToday ? styles['today'] : styles['dayName']} x={x(at) + 5} y={spine + 20}>
            {isToday ? dayWords(day) : isNearToday(range, index, now) ? '' : dayWords(day).slice(4)}
          </text>
        )}
      </g>
    );
  });
}

/** A Monday's name gives way to today's where the two would touch. */
function isNearToday(range: SpineRange, monday: number, now: number): boolean {
  const today = range.days.findLastIndex(({ at }) => at <= now);
  return now < range.end && today > monday && today - monday <= 2;
}

type ReviewsProps = {
  readonly dated: readonly Planned[];
  readonly x: (at: number) => number;
  readonly width: number;
  readonly zone: string;
};

function Reviews({ dated, x, width, zone }: ReviewsProps) {
  const texts = dated.map(({ review }) => shorten(review.title, 28));
  const wanted = dated.map(({ at, isHeld }, index) => ({
    x: x(at ?? 0),
    width: guessTextWidth(texts[index] ?? '', 13),
    weight: isHeld ? 1 : 2,
  }));
  const placed = placeLabels(wanted, { width, lanes: 2, sides: 1 });
  return dated.map(({ review, at, isHeld, state }, index) => {
    const label = placed.find((each) => each.index === index);
    const left = x(at ?? 0);
    const told = `${formatDayTime(at ?? 0, zone)} review ${review.title}, ${isHeld ? 'held' : state}`;
    return (
      <g key={review.id}>
        <a
          className={styles['review']}
          href={routeToHash({ place: nextStep(review).place, review: review.id })}
          aria-label={told}
        >
          <title>{told}</title>
          <rect x={left - 12} y={spine - 12} width={24} height={24} className={styles['target']} />
          <path
            d={`M${left},${spine - 8}l7,8l-7,8l-7,-8z`}
            className={isHeld ? styles['held'] : state === 'late' ? styles['late'] : styles['planned']}
          />
        </a>
        {label !== undefined && (
          <text className={styles['title']} x={label.textX} textAnchor={label.anchor} y={spine - 18 - label.lane * 18}>
            {texts[index]}
          </text>
        )}
      </g>
    );
  });
}

type BarProps = {
  readonly planned: Bar;
  readonly x: (at: number) => number;
  readonly y: number;
  readonly width: number;
};

function DueBar({ planned, x, y, width }: BarProps) {
  const { review, window, state } = planned;
  const [from, to] = [x(window.earliest), x(window.due)];
  const text = shorten(review.title, 34);
  const room = guessTextWidth(text, 13);
  const told = `${review.title}: to be held until ${dayWords(window.lastDay)}, ${state === 'to-plan' ? 'no date yet' : state}`;
  const isInside = from + room + 8 < width;
  return (
    <g>
      <a className={styles['due']} href={routeToHash({ place: 'prepare', review: review.id })} aria-label={told}>
        <title>{told}</title>
        <rect x={from} y={y - 14} width={Math.max(24, to - from)} height={24} className={styles['target']} />
        <line
          className={state === 'late' ? styles['lateBar'] : styles['bar']}
          x1={from}
          x2={to}
          y1={y + 6}
          y2={y + 6}
        />
      </a>
      <text className={styles['barName']} x={isInside ? from : to} textAnchor={isInside ? 'start' : 'end'} y={y}>
        {text}
      </text>
    </g>
  );
}
