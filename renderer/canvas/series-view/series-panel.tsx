import { useMemo, useState } from 'react';
import type { RowOf } from '../../../shared/domain/release/rows.ts';
import { useSeries, type SeriesReading } from '../../store/series-hooks.ts';
import type { LoadedSeries } from '../../store/load-series.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { countOf, formatQuantity } from '../../ui/format-number.ts';
import { formatClockSeconds, formatDayTime } from '../../ui/format-time.ts';
import { Key } from '../../ui/key.tsx';
import { useWidth } from '../chart/use-width.ts';
import type { Span } from '../chart/window.ts';
import { SeriesTable } from './series-table.tsx';
import { SeriesView, type SeriesWindow } from './series-view.tsx';
import styles from './series-view.module.css';

type Props = SeriesWindow & { readonly row: Pick<RowOf<'series'>, 'series' | 'service' | 'metric' | 'unit'> };

/** A series with all that belongs to looking at it: reading it in, its silence, its keys, its table. */
export function SeriesPanel(props: Props) {
  const { row, zone, span, whole, onSpan, height } = props;
  const [ref, width] = useWidth<HTMLDivElement>(1120);
  const [isTable, setIsTable] = useState(false);
  const reading = useSeriesOver(row.series, span, whole);
  const formatValue = (value: number) => formatQuantity(value, row.unit);
  const formatTime = (time: number) => `${formatDayTime(time, zone).split(',')[0]} ${formatClockSeconds(time, zone)}`;
  return (
    <div ref={ref}>
      {reading.state === 'loading' && (
        <div className={styles['waiting']} style={{ height }}>
          <Loading what="the samples" />
        </div>
      )}
      {reading.state === 'failed' && (
        <Empty title={`The samples cannot be read here: ${reading.message}.`}>
          <p>They are kept in the workspace. Reload the window to read them again.</p>
        </Empty>
      )}
      {reading.state === 'loaded' &&
        (reading.loaded.pyramid.times.length === 0 ? (
          <NoSamples loaded={reading.loaded} zone={zone} span={span} whole={whole} onSpan={onSpan} />
        ) : isTable ? (
          <SeriesTable pyramid={reading.loaded.pyramid} span={span} formatValue={formatValue} formatTime={formatTime} />
        ) : (
          <SeriesView
            {...props}
            pyramid={reading.loaded.pyramid}
            label={`${row.metric} of ${row.service}`}
            width={width}
            formatValue={formatValue}
            formatTime={formatTime}
          />
        ))}
      <p className={styles['tools']}>
        <Key does="read">← →</Key>
        <Key does="select">Shift ← →</Key>
        <Key does="zoom">+ −</Key>
        <Key does="move">[ ]</Key>
        <Key does="all">0</Key>
        <Button kind="quiet" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {isTable ? 'As a chart' : 'As a table'}
        </Button>
        {reading.state === 'loaded' && reading.loaded.missing > 0 && (
          <span>{countOf(reading.loaded.missing, 'chunk')} of it not here yet</span>
        )}
        {reading.state === 'loaded' && reading.loaded.grain === 'chunks' && (
          <span>{reading.loaded.count.toLocaleString('en-GB')} samples: least and greatest of every 4,096</span>
        )}
      </p>
    </div>
  );
}

type NoSamplesProps = {
  readonly loaded: LoadedSeries;
  readonly zone: string;
  readonly span: Span;
  readonly whole: Span;
  readonly onSpan: (span: Span) => void;
};

function NoSamples({ loaded, zone, span, whole, onSpan }: NoSamplesProps) {
  const { extent } = loaded;
  const isWhole = span.from === whole.from && span.to === whole.to;
  return (
    <Empty title={`No samples between ${formatDayTime(loaded.from, zone)} and ${formatDayTime(loaded.to, zone)}.`}>
      <p>
        {extent === null
          ? 'The series has none at all. Nothing is shown as zero.'
          : `The series has samples from ${formatDayTime(extent.from, zone)} to ${formatDayTime(extent.to, zone)}. Nothing is shown as zero.`}{' '}
      </p>
      {!isWhole && <Button onClick={() => onSpan(whole)}>Look at all that is kept round it</Button>}
    </Empty>
  );
}

/** All of it, and where that is too much for memory a closer reading of what is in view once it is narrow enough. */
function useSeriesOver(series: string, span: Span, whole: Span): SeriesReading {
  const overview = useSeries(series, whole.from, whole.to);
  const isCoarse = overview.state === 'loaded' && overview.loaded.grain === 'chunks';
  const closer = useMemo(() => closerSpan(span, whole), [span, whole]);
  const detail = useSeries(series, isCoarse ? closer.from : 0, isCoarse ? closer.to : -1);
  const isCloser =
    isCoarse &&
    detail.state === 'loaded' &&
    detail.loaded.grain === 'samples' &&
    detail.loaded.from <= span.from &&
    detail.loaded.to >= span.to;
  return isCloser ? detail : overview;
}

/** A stretch round what is in view, on a grid, so that it is read again only when the view leaves it. */
function closerSpan(span: Span, whole: Span): Span {
  const cell = 2 ** Math.ceil(Math.log2(Math.max(60_000, span.to - span.from)));
  return {
    from: Math.max(whole.from, (Math.floor(span.from / cell) - 1) * cell),
    to: Math.min(whole.to, (Math.ceil(span.to / cell) + 1) * cell),
  };
}
