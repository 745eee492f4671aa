import { usualRange } from '../../../shared/analysis/robust.ts';
import type { SeriesId } from '../../../shared/domain/ids.ts';
import { claimSupport } from '../../../shared/domain/claim/claim.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { factsInOrder, windowOf } from '../../../shared/meeting/facts.ts';
import { timeInZone } from '../../../shared/meeting/said-time.ts';
import { leastComparable } from '../../../shared/projections/review-package.ts';
import { WindowChart, type ChartMark } from '../../canvas/window-chart.tsx';
import type { RoomFocus } from '../../state/room-focus.ts';
import { useTimeline } from '../../store/release-hooks.ts';
import { AudienceSays } from './audience-words.tsx';
import styles from './audience-stage.module.css';

/** The fact that the console looks at, with the metric that shows it. */
export function AudienceFact({ review, focus }: { readonly review: Review; readonly focus: RoomFocus }) {
  const facts = factsInOrder(review.claims);
  const fact = facts.find((each) => each.id === focus.claim) ?? facts.at(-1);
  if (fact === undefined) return <AudienceSays small="Facts" text="What happened, in order, with what shows it?" />;
  const window = windowOf(fact);
  const supported = claimSupport(fact) === 'supported';
  const hooks = fact.evidence.filter((piece) => piece.locator.type !== 'metric-window');
  return (
    <>
      <p className={styles['small']}>
        {fact.happenedAt !== null && (
          <span className={styles['mono']}>{timeInZone(fact.happenedAt, review.zone)} · </span>
        )}
        fact {facts.indexOf(fact) + 1} of {facts.length}
      </p>
      <p className={window === undefined ? styles['big'] : styles['fact']}>{keepUnits(fact.text)}</p>
      {window !== undefined && <FactChart review={review} {...window} />}
      {window === undefined && supported && (
        <p className={styles['hooks']}>{hooks.map((piece) => piece.label).join(' · ')}</p>
      )}
      {!supported && <p className={styles['unsupported']}>no evidence yet: stays unsupported</p>}
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
