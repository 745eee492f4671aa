import styles from './interval-strip.module.css';

type Props = {
  /** A share of 1, and the ends of its interval. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The share at the right end, the same for all strips that stand under one another. */
  readonly most: number;
  readonly width: number;
};

/** A share as a diamond on its interval, from 0 at the left. */
export function IntervalStrip({ value, low, high, most, width }: Props) {
  const x = (share: number): number => 7 + (most === 0 ? 0 : (share / most) * (width - 14));
  return (
    <svg width={width} height={24} aria-hidden="true" className={styles['strip']}>
      <line className={styles['line']} x1={0} x2={width} y1={12} y2={12} />
      <line className={styles['interval']} x1={x(low)} x2={x(high)} y1={12} y2={12} />
      <path className={styles['value']} d={`M${x(value)},6l6,6l-6,6l-6,-6z`} />
    </svg>
  );
}
