import type { ScaleLinear } from 'd3-scale';
import { memo } from 'react';
import { guessTextWidth, placeLabels, shorten } from '../chart/label-lanes.ts';
import { timeTicks } from '../chart/time-ticks.ts';
import type { Span } from '../chart/window.ts';
import type { PlotBox } from './paint-series.ts';
import styles from './series-view.module.css';

/** A moment or a stretch worth seeing on the chart; `to` is null for a moment. Epoch ms. */
export type ChartMark = {
  readonly id: string;
  readonly at: number;
  readonly to: number | null;
  readonly label: string;
  readonly tone: 'plain' | 'brass' | 'calm' | 'warn' | 'over';
};

type AxesProps = {
  readonly span: Span;
  readonly x: (at: number) => number;
  readonly y: ScaleLinear<number, number>;
  readonly box: PlotBox;
  readonly zone: string;
  readonly formatValue: (value: number) => string;
};

/** Lines of value behind the plot, the spine of time under it. */
export function Axes({ span, x, y, box, zone, formatValue }: AxesProps) {
  const ticks = timeTicks(span.from, span.to, Math.max(2, Math.floor((box.right - box.left) / 130)), zone);
  return (
    <>
      {y.ticks(5).map((value, place) => (
        // By place: a view that moves writes other words into the same lines instead of making new ones.
        // oxlint-disable-next-line react/no-array-index-key
        <g key={place}>
          <line className={styles['grid']} x1={box.left} x2={box.right} y1={y(value)} y2={y(value)} />
          <text className={styles['axis']} x={box.left - 10} y={y(value) + 4} textAnchor="end">
            {formatValue(value)}
          </text>
        </g>
      ))}
      <line className={styles['spine']} x1={box.left} x2={box.right} y1={box.bottom} y2={box.bottom} />
      {ticks.map((tick, place) => (
        // oxlint-disable-next-line react/no-array-index-key
        <g key={place} transform={`translate(${x(tick.at)} ${box.bottom})`}>
          <line className={styles['tick']} y2={6} />
          <text className={styles['axis']} y={24} textAnchor={x(tick.at) > box.right - 24 ? 'end' : 'middle'}>
            {tick.label}
          </text>
        </g>
      ))}
    </>
  );
}

type MarksProps = {
  readonly marks: readonly ChartMark[];
  readonly span: Span;
  readonly x: (at: number) => number;
  readonly box: PlotBox;
};

const lanes = 3;
const laneHeight = 18;
/** More marks than these would hide the line: those without words become stubs at the foot. */
const mostFull = 12;
const stub = 14;
/** Room above a plot for its marks' labels. */
export const marksHeight = (marks: readonly ChartMark[]): number =>
  marks.some((mark) => mark.tone !== 'plain') ? lanes * laneHeight + 12 : 12;

/** Deployments, incidents and flags: a stem each through the plot, its words above it where there is room. */
export const Marks = memo(function Marks({ marks, span, x, box }: MarksProps) {
  const inside = (at: number): number => Math.min(box.right, Math.max(box.left, x(at)));
  const shown = marks.filter((mark) => (mark.to ?? mark.at) >= span.from && mark.at <= span.to);
  const isCrowded = shown.length > mostFull;
  const texts = shown.map((mark) => (mark.tone === 'plain' ? '' : shorten(mark.label, 40)));
  const placed = placeLabels(
    shown.map((mark, index) => ({
      x: mark.tone === 'plain' ? -1e6 : inside(mark.at),
      width: guessTextWidth(texts[index] ?? '', 13),
      weight: mark.tone === 'plain' ? -1 : mark.tone === 'brass' ? 1 : 2,
    })),
    { width: box.right, lanes, sides: 1 },
  );
  return shown.map((mark, index) => {
    const label = placed.find((each) => each.index === index && texts[index] !== '');
    const unnamed = isCrowded ? box.bottom - stub : box.top;
    const named = box.top - 16 - (label?.lane ?? 0) * laneHeight;
    const top = mark.tone === 'plain' ? box.bottom - 10 : label === undefined ? unnamed : named;
    const isInside = mark.at >= span.from;
    return (
      <g key={mark.id} className={styles[mark.tone]}>
        <title>{mark.label}</title>
        {mark.to !== null && (
          <rect
            className={styles['stretch']}
            x={inside(mark.at)}
            width={Math.max(2, inside(mark.to) - inside(mark.at))}
            y={box.bottom - 4}
            height={8}
          />
        )}
        {isInside && (
          <line className={styles['stem']} x1={inside(mark.at)} x2={inside(mark.at)} y1={top} y2={box.bottom} />
        )}
        {label !== undefined && isInside && (
          <text className={styles['markText']} x={label.textX} textAnchor={label.anchor} y={top + 10}>
            {texts[index]}
          </text>
        )}
      </g>
    );
  });
});
