import { useMemo, useState } from 'react';
import { median } from '../../../shared/analysis/robust.ts';
import type { SeriesId } from '../../../shared/domain/ids.ts';
import type { RowOf } from '../../../shared/domain/release/rows.ts';
import type { Span } from '../../canvas/chart/window.ts';
import type { ChartMark } from '../../canvas/series-view/plot-frame.tsx';
import { SeriesPanel } from '../../canvas/series-view/series-panel.tsx';
import { go, routeToHash } from '../../state/route.ts';
import { useSamples, useSeriesOf, useTimeline } from '../../store/release-hooks.ts';
import type { ReleaseDetail } from '../../store/read-releases.ts';
import { Empty, Loading } from '../../ui/empty.tsx';
import { SelectField } from '../../ui/field.tsx';
import { formatQuantity } from '../../ui/format-number.ts';
import { chartMarks } from './chart-marks.ts';
import { mainDeployment, sightingOf } from '../../state/tell-release.ts';
import { tellVerdict } from './tell-verdict.ts';
import styles from './releases.module.css';

const hour = 3_600_000;
/** Enough for a second between samples over the hours that are compared: nothing is drawn together there. */
const everySample = 50_000;
const before = 6 * hour;
const after = hour;

type Props = { readonly detail: ReleaseDetail; readonly zone: string };

/** How one figure of the service went round this release: the sentence first, the line under it. */
export function ReleaseChart({ detail, zone }: Props) {
  const series = useSeriesOf(detail.summary.service);
  const [chosen, setChosen] = useState<string | null>(null);
  const sorted = useMemo(() => series?.toSorted((a, b) => (a.series < b.series ? -1 : 1)), [series]);
  if (sorted === undefined) return <Loading what="the figures" />;
  const row = sorted.find((each) => each.series === chosen) ?? preferred(sorted);
  if (row === undefined)
    return (
      <Empty title={`No figures are known for ${detail.summary.service}.`}>
        <p>Take in a file of its latency, errors or load, and its chart stands here.</p>
      </Empty>
    );
  return (
    <section aria-label="Figures" className={styles['foot']}>
      <div className={styles['pick']}>
        <SelectField label="Figure" value={row.series} onChange={(event) => setChosen(event.target.value)}>
          {sorted.map((each) => (
            <option key={each.id} value={each.series}>
              {each.metric}
              {each.environment === '' ? '' : ` · ${each.environment}`}
            </option>
          ))}
        </SelectField>
      </div>
      <SeriesChart key={row.series} detail={detail} row={row} zone={zone} />
    </section>
  );
}

/** Latency tells most of a release, then errors; production before the rest. */
function preferred(series: readonly RowOf<'series'>[]): RowOf<'series'> | undefined {
  const score = (row: RowOf<'series'>) =>
    (row.environment === 'production' ? 4 : 0) +
    (/p9\d|latency/i.test(row.metric) ? 2 : /error|5xx/i.test(row.metric) ? 1 : 0);
  return series.toSorted((a, b) => score(b) - score(a))[0];
}

function SeriesChart({ detail, row, zone }: Props & { readonly row: RowOf<'series'> }) {
  const deployment = mainDeployment(detail);
  const seen = deployment === undefined ? undefined : sightingOf(deployment, detail.runtime);
  const at =
    seen?.completeAt ?? seen?.firstSeenAt ?? deployment?.finishedAt ?? deployment?.startedAt ?? detail.summary.at;
  const whole = useMemo(() => ({ from: at - 24 * hour, to: at + 48 * hour }), [at]);
  const [span, setSpan] = useState<Span>({ from: at - before, to: at + 12 * hour });
  const [selection, setSelection] = useState<Span | null>(null);
  const series: SeriesId = row.series;
  const earlier = useSamples(series, at - before, at - 1, everySample);
  const later = useSamples(series, at, at + after, everySample);
  const timeline = useTimeline(whole.from, whole.to);
  const marks = useMemo(
    (): readonly ChartMark[] => chartMarks(detail, deployment, seen, timeline, zone),
    [detail, deployment, seen, timeline, zone],
  );
  const usual = earlier === undefined ? undefined : median(earlier.last);
  const format = (value: number) => formatQuantity(value, row.unit);
  const verdict =
    earlier === undefined || later === undefined
      ? ' '
      : tellVerdict({
          metric: row.metric,
          unit: row.unit,
          better: row.better,
          before: usual,
          after: median(later.last),
        });
  return (
    <div>
      <p className={styles['verdict']}>{verdict}</p>
      <p className={styles['under']}>
        medians of the 6 hours before and the hour after {seen === undefined ? 'CI said done' : 'the runtime showed it'}{' '}
        · {zone}
      </p>
      <SeriesPanel
        row={row}
        zone={zone}
        span={span}
        whole={whole}
        onSpan={setSpan}
        selection={selection}
        onSelect={setSelection}
        onTake={() =>
          selection !== null && go({ place: 'series', series: row.series, from: selection.from, to: selection.to })
        }
        marks={marks}
        start={at}
        level={usual === undefined ? null : { value: usual, label: `${format(usual)} usual before` }}
        height={372}
      />
      <p className={styles['keys']}>
        <a href={routeToHash({ place: 'series', series: row.series, from: span.from, to: span.to })}>
          All of this series
        </a>
      </p>
    </div>
  );
}
