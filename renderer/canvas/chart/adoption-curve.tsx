import { adoptionPaths } from '../../../shared/canvas/adoption-paths.ts';
import { useWidth } from './use-width.ts';
import styles from './adoption-curve.module.css';

type Props = {
  readonly points: readonly {
    readonly from: number;
    readonly to: number;
    readonly exposures: number;
    readonly total: number;
  }[];
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly ends: readonly [string, string];
};

const height = 96;
const foot = 18;

/** The share of exposures that one variant had, stretch by stretch; where nobody came there is no line. */
export function AdoptionCurve({ points, from, to, label, ends }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>(740);
  const right = width - 40;
  const paths = adoptionPaths(points, { from, to, width: right, height: height - foot - 8 });
  return (
    <figure ref={ref} className={styles['figure']}>
      <svg width={width} height={height} role="img" aria-label={label}>
        {[1, 0.5, 0].map((share) => (
          <g key={share} transform={`translate(0 ${8 + (1 - share) * (height - foot - 8)})`}>
            <line className={share === 0 ? styles['base'] : styles['rule']} x1={0} x2={right} y1={0} y2={0} />
            <text className={styles['tick']} x={width} y={4} textAnchor="end">
              {share * 100} %
            </text>
          </g>
        ))}
        <g transform="translate(0 8)">
          {paths.map((path) => (
            <path key={path} d={path} className={styles['line']} />
          ))}
        </g>
        <text className={styles['tick']} x={0} y={height - 2}>
          {ends[0]}
        </text>
        <text className={styles['tick']} x={right} y={height - 2} textAnchor="end">
          {ends[1]}
        </text>
      </svg>
    </figure>
  );
}
