import { max, min } from 'd3-array';
import { scaleLinear, scaleTime } from 'd3-scale';
import { area, line } from 'd3-shape';
import { useRef } from 'react';
import type { SeriesId } from '../../shared/domain/ids.ts';
import { timeInZone } from '../../shared/meeting/said-time.ts';
import { freePlace } from './chart/free-place.ts';
import { guessTextWidth, placeLabels, type PlacedLabel } from './chart/label-lanes.ts';
import { useSamples } from '../store/release-hooks.ts';
import { formatQuantity } from '../ui/format-number.ts';
import { useSize } from './use-size.ts';
import styles from './window-chart.module.css';

/** A moment drawn as a line through the chart; a dotted one is what the runtime showed. */
export type ChartMark = { readonly at: number; readonly label: string; readonly dotted: boolean };

const mostLanes = 4;
/** In text heights. */
const laneHeight = 1.3;

type Props = {
  readonly series: SeriesId;
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly unit: string;
  /** Least and greatest of the releases before; null where there is no baseline. */
  readonly usual: { readonly low: number; readonly high: number } | null;
  readonly marks: readonly ChartMark[];
  readonly caption: string;
  readonly room: boolean;
};

/** One metric over one window, on one line of time. In the room its type and strokes follow the window's height. */
export function WindowChart(props: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(frame);
  return (
    <figure className={props.room ? styles['room'] : styles['aside']}>
      <div className={styles['frame']} ref={frame}>
        {width > 40 && height > 40 && <Plot {...props} width={width} height={height} />}
      </div>
      <figcaption className={styles['caption']}>{props.caption}</figcaption>
    </figure>
  );
}

function Plot({
  series,
  from,
  to,
  zone,
  unit,
  usual,
  marks,
  room,
  width,
  height,
}: Props & { width: number; height: number }) {
  const samples = useSamples(series, from, to, Math.max(60, Math.floor(width / 3)));
  if (samples === undefined) return null;
  if (samples.count === 0)
    return (
      <p className={styles['empty']}>
        No samples of {series} between {timeInZone(from, zone)} and {timeInZone(to, zone)}.
      </p>
    );
  const text = room ? innerHeight * 0.03 : 12;
  const x = scaleTime([from, to], [0, width]);
  const labels = placeLabels(
    marks.map((mark) => ({ x: x(mark.at), width: guessTextWidth(mark.label, text), weight: 1 })),
    { width, lanes: mostLanes, sides: 1, gap: text * 0.4 },
  );
  const lanes = labels.reduce((most, label) => Math.max(most, label.lane + 1), 0);
  const top = text * (0.7 + laneHeight * lanes);
  const bottom = height - text * 1.5;
  const low = Math.min(min(samples.low) ?? 0, usual?.low ?? Infinity);
  const high = Math.max(max(samples.high) ?? 1, usual?.high ?? -Infinity);
  const pad = (high - low || Math.abs(high) || 1) * 0.08;
  const y = scaleLinear([low - pad, high + pad * 2], [bottom, top]);
  const indices = Array.from(samples.times.keys());
  const at = (values: Float64Array, index: number): number => y(values[index] ?? 0);
  const time = (index: number): number => x(samples.times[index] ?? from);
  const spread = area<number>()
    .x(time)
    .y0((index) => at(samples.low, index))
    .y1((index) => at(samples.high, index));
  const middle = line<number>()
    .x(time)
    .y((index) => at(samples.last, index));
  const peak = indices.reduce(
    (best, index) => ((samples.high[index] ?? 0) > (samples.high[best] ?? 0) ? index : best),
    0,
  );
  // Single samples swing more than the medians that the usual range is made of.
  const isHigh = usual !== null && (samples.high[peak] ?? 0) > usual.high + 0.5 * (usual.high - usual.low);
  const peakText = formatQuantity(samples.high[peak] ?? 0, unit);
  const peakWidth = guessTextWidth(peakText, text) * 1.1;
  const peakY = Math.max(at(samples.high, peak) - text * 0.5, top + text * 0.7);
  const stems = marks.map((mark) => ({ from: x(mark.at), to: x(mark.at) }));
  const peakLeft = freePlace(time(peak) - peakWidth / 2, peakWidth, stems, width, text * 0.4);
  const usualText = 'usual range';
  const usualWidth = guessTextWidth(usualText, text);
  const usualAbove = usual === null ? 0 : y(usual.high) - text * 0.4;
  const usualY = usualAbove - text < top ? usualAbove + text * 1.6 : usualAbove;
  const besidePeak = Math.abs(usualY - peakY) < text * 1.3 ? [{ from: peakLeft, to: peakLeft + peakWidth }] : [];
  const usualLeft = freePlace(width - usualWidth - 6, usualWidth, [...stems, ...besidePeak], width, text * 0.4);
  return (
    <svg
      className={isHigh ? styles['deviates'] : styles['plot']}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      fontSize={text}
      role="img"
      aria-label={`${series}, ${timeInZone(from, zone)} to ${timeInZone(to, zone)}: between ${formatQuantity(min(samples.low) ?? 0, unit)} and ${formatQuantity(max(samples.high) ?? 0, unit)}`}
    >
      {usual !== null && (
        <g className={styles['usual']}>
          <rect x="0" width={width} y={y(usual.high)} height={Math.max(2, y(usual.low) - y(usual.high))} />
        </g>
      )}
      <path className={styles['spread']} d={spread(indices) ?? ''} />
      <path className={styles['line']} d={middle(indices) ?? ''} />
      <line className={styles['axis']} x1="0" x2={width} y1={bottom} y2={bottom} />
      <text className={styles['time']} x="0" y={height - text * 0.3}>
        {timeInZone(from, zone)}
      </text>
      <text className={styles['time']} x={width} y={height - text * 0.3} textAnchor="end">
        {timeInZone(to, zone)}
      </text>
      <Marks marks={marks} labels={labels} x={x} top={top} bottom={bottom} text={text} />
      {usual !== null && (
        <text className={styles['usualText']} x={usualLeft + usualWidth / 2} y={usualY} textAnchor="middle">
          {usualText}
        </text>
      )}
      <text className={styles['peak']} x={peakLeft + peakWidth / 2} y={peakY} textAnchor="middle">
        {peakText}
      </text>
    </svg>
  );
}

type MarkProps = {
  readonly marks: readonly ChartMark[];
  readonly labels: readonly PlacedLabel[];
  readonly x: (at: Date | number) => number;
  readonly top: number;
  readonly bottom: number;
  readonly text: number;
};

/** Labels stand above the plot, each beside its own line, in as many lanes as they need. */
function Marks({ marks, labels, x, top, bottom, text }: MarkProps) {
  return marks.map((mark, index) => {
    const label = labels.find((each) => each.index === index);
    const lineTop = top - (label === undefined ? 0 : (label.lane + 1) * laneHeight * text);
    return (
      <g key={`${mark.label} ${mark.at}`} className={styles['mark']}>
        <title>{mark.label}</title>
        <line
          className={mark.dotted ? styles['dotted'] : undefined}
          x1={x(mark.at)}
          x2={x(mark.at)}
          y1={lineTop}
          y2={bottom}
        />
        {label !== undefined && (
          <text x={label.textX} y={lineTop + text} textAnchor={label.anchor}>
            {mark.label}
          </text>
        )}
      </g>
    );
  });
}
