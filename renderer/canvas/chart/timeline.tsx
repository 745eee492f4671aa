import { scaleLinear } from 'd3-scale';
import { guessTextWidth, placeLabels, shorten } from './label-lanes.ts';
import { useWidth } from './use-width.ts';
import styles from './timeline.module.css';

export type TimelineTone = 'plain' | 'brass' | 'calm' | 'warn' | 'over';
export type TimelineMark = {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly label: string;
  /** The clock time as it is told, for the list that screen readers get. */
  readonly told: string;
  readonly tone: TimelineTone;
  readonly weight: number;
};

const height = 164;
const spine = 82;
const fontPx = 13;

/** One line, everything that happened on it, labels above and below in turn, none over another. */
export function Timeline({
  marks,
  from,
  to,
  label,
  ends,
}: {
  readonly marks: readonly TimelineMark[];
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** The clock at both ends, as it is told. */
  readonly ends: readonly [string, string];
}) {
  const [ref, width] = useWidth<HTMLDivElement>(740);
  const x = scaleLinear([from, to], [0, width]);
  const sorted = marks.filter((mark) => mark.at >= from && mark.at <= to).toSorted((a, b) => a.at - b.at);
  const placed = placeLabels(
    sorted.map((mark) => ({
      x: x(mark.at),
      width: guessTextWidth(shorten(mark.label, 34), fontPx),
      weight: mark.weight,
    })),
    { width, lanes: 3, sides: 2 },
  );
  return (
    <figure className={styles['figure']} ref={ref}>
      <svg width={width} height={height} aria-hidden="true">
        {placed.map(({ index, textX, anchor, lane, side }) => {
          const mark = sorted[index];
          if (mark === undefined) return null;
          const reach = 26 + lane * 19;
          const y = side === 0 ? spine - reach : spine + reach;
          return (
            <g key={mark.id} className={styles[mark.tone]}>
              <line x1={x(mark.at)} x2={x(mark.at)} y1={spine} y2={y} className={styles['stem']} />
              <text x={textX} textAnchor={anchor} y={side === 0 ? y + 8 : y + 1} className={styles['label']}>
                {shorten(mark.label, 34)}
              </text>
            </g>
          );
        })}
        <line x1={0} x2={width} y1={spine} y2={spine} className={styles['spine']} />
        {sorted.map((mark) => (
          <circle key={mark.id} cx={x(mark.at)} cy={spine} r={4.5} className={`${styles['dot']} ${styles[mark.tone]}`}>
            <title>{`${mark.told} ${mark.label}`}</title>
          </circle>
        ))}
        <text className={styles['end']} x={0} y={height - 2}>
          {ends[0]}
        </text>
        <text className={styles['end']} x={width} y={height - 2} textAnchor="end">
          {ends[1]}
        </text>
      </svg>
      <figcaption className={styles['told']}>
        {label}
        <ol>
          {sorted.map((mark) => (
            <li key={mark.id}>
              {mark.told} {mark.label}
            </li>
          ))}
        </ol>
      </figcaption>
    </figure>
  );
}
