import { useRef, useState, type ReactNode } from 'react';
import { usualRange } from '../../../shared/analysis/robust.ts';
import type { SeriesId } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { factsInOrder, lackOf, windowOf } from '../../../shared/meeting/facts.ts';
import { timeInZone } from '../../../shared/meeting/said-time.ts';
import { leastComparable } from '../../../shared/analysis/baseline.ts';
import { EvidenceLabels } from '../../canvas/moment-mark.tsx';
import { WindowChart, type ChartMark } from '../../canvas/window-chart.tsx';
import { useLaidOut } from '../../canvas/use-laid-out.ts';
import type { RoomFocus } from '../../state/room-focus.ts';
import { useTimeline } from '../../store/release-hooks.ts';
import { AudienceSays } from './audience-words.tsx';
import { RoomText } from './room-text.tsx';
import styles from './audience-stage.module.css';

const mostLinesOverChart = 3;

/** The fact that the console looks at, with the metric that shows it. A long one has its turn first, then its chart. */
export function AudienceFact({ review, focus }: { readonly review: Review; readonly focus: RoomFocus }) {
  const facts = factsInOrder(review.claims);
  const fact = facts.find((each) => each.id === focus.claim) ?? facts.at(-1);
  if (fact === undefined) return <AudienceSays small="Facts" text="What happened, in order, with what shows it?" />;
  const window = windowOf(fact);
  const lacks = lackOf(fact);
  const hooks = fact.evidence.filter((piece) => piece.locator.type !== 'metric-window');
  const text = keepUnits(fact.text);
  return (
    <>
      <p className={styles['small']}>
        {fact.happenedAt !== null && (
          <span className={styles['mono']}>{timeInZone(fact.happenedAt, review.zone)} · </span>
        )}
        fact {facts.indexOf(fact) + 1} of {facts.length}
      </p>
      {window === undefined ? (
        <RoomText key={text} text={text} />
      ) : (
        <FactOverChart key={text} text={text}>
          <FactChart review={review} {...window} />
        </FactOverChart>
      )}
      {window === undefined && lacks === undefined && (
        <p className={styles['hooks']} dir="auto">
          <EvidenceLabels evidence={hooks} between=" · " />
        </p>
      )}
      {lacks !== undefined && <p className={styles['unsupported']}>{lacks}</p>}
    </>
  );
}

/** Both at once where the text is short; else in turns, so that neither loses its room. */
function FactOverChart({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  const trial = useRef<HTMLParagraphElement>(null);
  const [isLong, setIsLong] = useState(false);
  useLaidOut(() => {
    if (trial.current === null) return;
    const line = Number.parseFloat(getComputedStyle(trial.current).lineHeight);
    setIsLong(trial.current.offsetHeight > line * (mostLinesOverChart + 0.5));
  });
  return (
    <>
      <p className={`${styles['fact']} ${isLong ? styles['trial'] : ''}`} ref={trial} aria-hidden={isLong} dir="auto">
        {text}
      </p>
      {isLong ? <RoomText text={text} after={children} /> : children}
    </>
  );
}

/** A figure and its unit stay on one line: `180 ms`. */
const keepUnits = (text: string): string => text.replace(/(\d) (?=(ms|s|min|h|%|kB|MB|GB|rps)\b|%)/g, '$1\u00a0');

type ChartProps = { readonly review: Review; readonly series: string; readonly from: number; readonly to: number };

function FactChart({ review, series, from, to }: ChartProps) {
  const content = review.package?.content;
  const around = useTimeline(from, to);
  const deviation = content?.deviations.find((each) => each.series === series);
  const before = deviation?.before.map((each) => each.value) ?? [];
  const usual = before.length >= leastComparable ? (usualRange(before) ?? null) : null;
  const inWindow = (at: number | null): at is number => at !== null && at >= from && at <= to;
  const marks: ChartMark[] = (around?.deployments ?? [])
    .filter((row) => row.service === review.service)
    .flatMap((row) => {
      const at = row.finishedAt ?? row.startedAt;
      const what = `${row.version} ${row.result === 'failure' ? 'failed' : 'deployed'}`;
      return inWindow(at) ? [{ at, label: what, dotted: false }] : [];
    });
  for (const row of around?.incidents ?? [])
    if (row.service === review.service && inWindow(row.detectedAt))
      marks.push({ at: row.detectedAt, label: 'alert', dotted: true });
  const name = deviation?.metric ?? series;
  const baseline = usual === null ? 'no baseline' : `usual range of ${before.length} releases`;
  return (
    <div className={styles['chart']}>
      <WindowChart
        series={series as SeriesId}
        from={from}
        to={to}
        zone={review.zone}
        unit={deviation?.unit ?? ''}
        usual={usual}
        marks={marks.toSorted((a, b) => a.at - b.at)}
        caption={`${review.service} ${name} · ${baseline} · ${review.zone}`}
        room
      />
    </div>
  );
}
