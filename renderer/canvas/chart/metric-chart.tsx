import { extent, max, min } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { bandPath, linePath, nearestIndex, toRuns } from './line-path.ts';
import { guessTextWidth, placeLabels, shorten } from './label-lanes.ts';
import { timeTicks } from './time-ticks.ts';
import { panSpan, spanBetween, zoomSpan, type Span } from './window.ts';
import styles from './metric-chart.module.css';

export type ChartColumns = {
  readonly times: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly last: Float64Array;
};

/** A moment or a stretch worth seeing on the chart; `to` is null for a moment. Epoch ms. */
export type ChartMark = {
  readonly id: string;
  readonly at: number;
  readonly to: number | null;
  readonly label: string;
  readonly tone: 'plain' | 'brass' | 'warn' | 'over';
};

type Props = {
  readonly samples: ChartColumns;
  readonly span: Span;
  readonly whole: Span;
  readonly onSpan: (span: Span) => void;
  readonly marks: readonly ChartMark[];
  /** What the arrow keys read first, epoch ms. */
  readonly start: number;
  /** A level to compare with, such as the median before. */
  readonly level: { readonly value: number; readonly label: string } | null;
  readonly label: string;
  readonly zone: string;
  readonly width: number;
  readonly formatValue: (value: number) => string;
  readonly formatTime: (at: number) => string;
};

const height = 372;
const plot = { top: 66, bottom: 336, left: 56 };

/** One series over time with what happened on it. Pointer or arrows read it, a stroke or plus and minus look closer. */
export function MetricChart(props: Props) {
  const { samples, span, whole, onSpan, width, formatValue, formatTime } = props;
  const [cursor, setCursor] = useState<number | null>(null);
  const [stroke, setStroke] = useState<number | null>(null);
  const x = scaleLinear([span.from, span.to], [plot.left, width - 4]);
  const index = cursor === null ? -1 : nearestIndex(samples.times, cursor);
  const time = samples.times[index];
  const step = (by: number) => {
    const at = index < 0 ? nearestIndex(samples.times, props.start) : index + by;
    setCursor(samples.times[Math.min(samples.times.length - 1, Math.max(0, at))] ?? null);
  };
  const isStartShown = props.start >= span.from && props.start <= span.to;
  const middle = time ?? (isStartShown ? props.start : (span.from + span.to) / 2);
  const onKeyDown = (event: KeyboardEvent) => {
    const acts: { readonly [key: string]: () => void } = {
      ArrowLeft: () => step(event.shiftKey ? -20 : -1),
      ArrowRight: () => step(event.shiftKey ? 20 : 1),
      '+': () => onSpan(zoomSpan(span, whole, middle, 0.5)),
      '=': () => onSpan(zoomSpan(span, whole, middle, 0.5)),
      '-': () => onSpan(zoomSpan(span, whole, middle, 2)),
      '[': () => onSpan(panSpan(span, whole, -0.25)),
      ']': () => onSpan(panSpan(span, whole, 0.25)),
      '0': () => onSpan(whole),
      Escape: () => (setCursor(null), setStroke(null)),
    };
    const act = acts[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const pointed = (event: PointerEvent<HTMLElement>) =>
    x.invert(Math.max(plot.left, event.clientX - event.currentTarget.getBoundingClientRect().left));
  const told =
    time === undefined
      ? ''
      : `${formatTime(time)} · ${tellRange(samples.low[index] ?? NaN, samples.high[index] ?? NaN, formatValue)}`;
  return (
    <div>
      <div
        className={styles['chart']}
        tabIndex={0}
        role="slider"
        aria-orientation="horizontal"
        aria-label={`${props.label}. Arrow keys read values, plus and minus zoom, square brackets move, 0 shows all.`}
        aria-valuemin={span.from}
        aria-valuemax={span.to}
        aria-valuenow={time ?? span.from}
        aria-valuetext={told === '' ? 'nothing read yet' : told}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => setCursor(pointed(event))}
        onPointerLeave={() => (setCursor(null), setStroke(null))}
        onPointerDown={(event) => setStroke(pointed(event))}
        onPointerUp={(event) => {
          const chosen = stroke === null ? undefined : spanBetween(stroke, pointed(event), whole);
          if (chosen !== undefined && x(chosen.to) - x(chosen.from) > 8) onSpan(chosen);
          setStroke(null);
        }}
      >
        <svg className={styles['svg']} width={width} height={height} aria-hidden="true">
          <Plot {...props} />
          {stroke !== null && cursor !== null && (
            <rect
              className={styles['stroke']}
              x={Math.min(x(stroke), x(cursor))}
              width={Math.abs(x(cursor) - x(stroke))}
              y={plot.top}
              height={plot.bottom - plot.top}
            />
          )}
          {time !== undefined && (
            <line className={styles['cursor']} x1={x(time)} x2={x(time)} y1={plot.top} y2={plot.bottom} />
          )}
        </svg>
      </div>
      <p className={styles['readout']} aria-hidden="true">
        {told}
      </p>
    </div>
  );
}

const tellRange = (low: number, high: number, format: (value: number) => string): string =>
  low === high ? format(low) : `${format(low)} to ${format(high)}`;

function Plot({ samples, span, marks, level, width, zone, formatValue }: Props) {
  const x = scaleLinear([span.from, span.to], [plot.left, width - 4]);
  const y = useMemo(() => valueScale(samples, level?.value ?? null), [samples, level]);
  const runs = useMemo(() => toRuns(samples), [samples]);
  const ticks = timeTicks(span.from, span.to, Math.max(2, Math.floor(width / 130)), zone);
  return (
    <>
      {y.ticks(5).map((value) => (
        <g key={value}>
          <line className={styles['grid']} x1={plot.left} x2={width} y1={y(value)} y2={y(value)} />
          <text className={styles['axis']} x={plot.left - 10} y={y(value) + 4} textAnchor="end">
            {formatValue(value)}
          </text>
        </g>
      ))}
      <line className={styles['spine']} x1={plot.left} x2={width} y1={plot.bottom} y2={plot.bottom} />
      {ticks.map((tick) => (
        <g key={tick.at}>
          <line className={styles['tick']} x1={x(tick.at)} x2={x(tick.at)} y1={plot.bottom} y2={plot.bottom + 6} />
          <text className={styles['axis']} x={x(tick.at)} y={plot.bottom + 24} textAnchor="middle">
            {tick.label}
          </text>
        </g>
      ))}
      <ChartMarks marks={marks} span={span} width={width} />
      {level !== null && (
        <line className={styles['level']} x1={plot.left} x2={width} y1={y(level.value)} y2={y(level.value)} />
      )}
      <path className={styles['band']} d={bandPath(runs, x, y)} />
      <path className={styles['line']} d={linePath(runs, x, y)} />
      {level !== null && (
        <text className={styles['levelText']} x={width - 4} y={y(level.value) - 8} textAnchor="end">
          {level.label}
        </text>
      )}
      {runs.slice(1).map((run, index) => {
        const before = runs[index]?.at(-1);
        const after = run[0];
        if (before === undefined || after === undefined) return null;
        return (
          <line
            key={after.time}
            className={styles['silent']}
            x1={x(before.time)}
            x2={x(after.time)}
            y1={plot.bottom - 6}
            y2={plot.bottom - 6}
          >
            <title>no samples</title>
          </line>
        );
      })}
    </>
  );
}

/** From zero where the values come near it, so that a small wave does not look like a storm. */
function valueScale(samples: ChartColumns, level: number | null) {
  const [low = 0] = extent(samples.low);
  const high = max(samples.high) ?? 1;
  const bottom = min([low, level ?? low]) ?? 0;
  const top = max([high, level ?? high]) ?? 1;
  const from = bottom >= 0 && bottom < top * 0.6 ? 0 : bottom;
  return scaleLinear([from, top === from ? from + 1 : top], [plot.bottom, plot.top + 6]).nice(5);
}

function ChartMarks({ marks, span, width }: { marks: readonly ChartMark[]; span: Span; width: number }) {
  const x = scaleLinear([span.from, span.to], [plot.left, width - 4]).clamp(true);
  const shown = marks.filter((mark) => (mark.to ?? mark.at) >= span.from && mark.at <= span.to);
  const texts = shown.map((mark) => (mark.tone === 'plain' ? '' : shorten(mark.label, 40)));
  const placed = placeLabels(
    shown.map((mark, index) => ({
      x: mark.tone === 'plain' ? -1e6 : x(mark.at),
      width: guessTextWidth(texts[index] ?? '', 13),
      weight: mark.tone === 'plain' ? -1 : mark.tone === 'brass' ? 1 : 2,
    })),
    { width, lanes: 3, sides: 1 },
  );
  return shown.map((mark, index) => {
    const label = placed.find((each) => each.index === index && texts[index] !== '');
    const hasLabel = label !== undefined;
    const top = mark.tone === 'plain' ? plot.bottom - 10 : hasLabel ? 50 - label.lane * 18 : plot.top;
    return (
      <g key={mark.id} className={styles[mark.tone]}>
        <title>{mark.label}</title>
        {mark.to !== null && (
          <rect
            className={styles['stretch']}
            x={x(mark.at)}
            width={Math.max(2, x(mark.to) - x(mark.at))}
            y={plot.bottom - 4}
            height={8}
          />
        )}
        <line className={styles['stem']} x1={x(mark.at)} x2={x(mark.at)} y1={top} y2={plot.bottom} />
        {label !== undefined && (
          <text className={styles['markText']} x={label.textX} textAnchor={label.anchor} y={top + 10}>
            {texts[index]}
          </text>
        )}
      </g>
    );
  });
}
