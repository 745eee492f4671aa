import { dotPlaces } from './dot-places.ts';
import styles from './dot-strip.module.css';

type Props = {
  readonly before: readonly number[];
  readonly now: number | null;
  readonly usual: number | null;
  readonly tone: 'plain' | 'calm' | 'warn' | 'over';
  readonly width: number;
};

const height = 24;

/** Earlier releases as dots, this one as a diamond, what is usual as a mark in the middle of one line. */
export function DotStrip({ before, now, usual, tone, width }: Props) {
  const places = dotPlaces(before, now, usual, width, 10);
  return (
    <svg width={width} height={height} aria-hidden="true" className={styles['strip']}>
      <line className={styles['line']} x1={0} x2={width} y1={12} y2={12} />
      {places.usual !== null && <line className={styles['usual']} x1={places.usual} x2={places.usual} y1={5} y2={19} />}
      {places.before.map((x, index) => (
        <circle key={`${index}:${x}`} className={styles['dot']} cx={x} cy={12} r={3.25} />
      ))}
      {places.now !== null && <path className={styles[tone]} d={`M${places.now},5l7,7l-7,7l-7,-7z`} />}
    </svg>
  );
}
