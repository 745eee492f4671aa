import { useState } from 'react';
import type { RowOf } from '../../../shared/domain/release/rows.ts';
import type { Span } from '../../canvas/chart/window.ts';
import { SeriesPanel } from '../../canvas/series-view/series-panel.tsx';
import { useSeriesMarks } from '../../canvas/series-view/use-series-marks.ts';
import { go } from '../../state/route.ts';
import { useSeries } from '../../store/series-hooks.ts';
import { useSeriesRow } from '../../store/series-row.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Empty, Loading } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { PageHead, Section } from '../../ui/page.tsx';
import { SelectionAsEvidence } from './selection-as-evidence.tsx';
import styles from './series.module.css';

type Props = { readonly series: string; readonly from: number | null; readonly to: number | null };

/** One series, whole: to read, to look closer, and to see what a window of it would say as evidence. */
export function SeriesPage({ series, from, to }: Props) {
  const row = useSeriesRow(series);
  const workspace = useWorkspace();
  // An empty stretch is asked for: the answer still says how far the series reaches.
  const reach = useSeries(series, 0, -1);
  if (row === undefined || reach.state === 'loading') return <Loading what="the series" />;
  if (row === null)
    return (
      <Empty title="No series is known under that name.">
        <p>It may not have been taken in yet, or the address is not whole. Choose one from a release or a package.</p>
      </Empty>
    );
  const extent = reach.state === 'loaded' ? reach.loaded.extent : null;
  return (
    <>
      <PageHead
        eyebrow={`Series · ${row.environment === '' ? 'no environment' : row.environment}`}
        title={row.metric}
        aside={row.service}
      />
      {extent === null ? (
        <Empty title="The series has no samples.">
          <p>It is known by name; its source sent none so far. Nothing is shown as zero.</p>
        </Empty>
      ) : (
        <Whole
          key={series}
          row={row}
          whole={wholeOf(extent)}
          asked={from === null || to === null ? null : { from, to }}
          zone={workspace?.zone ?? 'UTC'}
        />
      )}
    </>
  );
}

/** All there is, with a minute's room where it is but a moment. */
function wholeOf({ from, to }: Span): Span {
  const room = Math.max(60_000 - (to - from), 1) / 2;
  return { from: Math.floor(from - room), to: Math.ceil(to + room) };
}

type WholeProps = {
  readonly row: RowOf<'series'>;
  readonly whole: Span;
  readonly asked: Span | null;
  readonly zone: string;
};

function Whole({ row, whole, asked, zone }: WholeProps) {
  const [span, setSpan] = useState<Span>(() => within(asked, whole) ?? whole);
  const [selection, setSelection] = useState<Span | null>(() =>
    asked === null ? null : (within(asked, whole) ?? null),
  );
  const marks = useSeriesMarks(row, whole, zone);
  const take = () => selection !== null && go({ place: 'series', series: row.series, ...selection });
  return (
    <>
      <p className={styles['under']}>
        {formatDayTime(whole.from, zone)} to {formatDayTime(whole.to, zone)} · {zone} ·{' '}
        {countOf(marks.length, 'deployment, incident or flag', 'deployments, incidents and flags')}
      </p>
      <SeriesPanel
        row={row}
        zone={zone}
        span={span}
        whole={whole}
        onSpan={setSpan}
        selection={selection}
        onSelect={setSelection}
        onTake={take}
        marks={marks}
        start={(span.from + span.to) / 2}
        level={null}
        height={Math.max(320, Math.min(640, innerHeight - 420))}
      />
      <div className={styles['evidence']}>
        <Section title="As evidence" note={zone}>
          {selection === null ? (
            <p className={styles['under']}>
              Drag over the chart, or hold Shift with the arrows, to select a window. It is told here what that window
              would say as evidence: its source, its range and the hash of its samples.
            </p>
          ) : (
            <SelectionAsEvidence
              key={`${selection.from}-${selection.to}`}
              row={row}
              selection={selection}
              zone={zone}
            />
          )}
        </Section>
      </div>
    </>
  );
}

function within(span: Span | null, whole: Span): Span | undefined {
  if (span === null) return undefined;
  const from = Math.max(span.from, whole.from);
  const to = Math.min(span.to, whole.to);
  return to > from ? { from, to } : undefined;
}
