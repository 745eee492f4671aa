import styles from './progress.module.css';

type Props = {
  /** What is being done. */
  readonly label: string;
  /** Part of `total` that is done; null where the end is not known. */
  readonly done: number | null;
  readonly total: number;
  readonly detail?: string;
};

export function Progress({ label, done, total, detail }: Props) {
  const share = done === null || total <= 0 ? null : Math.min(1, done / total);
  return (
    <div className={styles['progress']}>
      <div className={styles['words']}>
        <span>{label}</span>
        <span className={styles['detail']}>
          {detail ?? ''}
          {share !== null && ` ${Math.floor(share * 100)} %`}
        </span>
      </div>
      <div
        className={styles['track']}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share !== null && { 'aria-valuenow': Math.floor(share * 100) })}
      >
        <div className={styles['bar']} style={{ transform: `scaleX(${share ?? 0.04})` }} />
      </div>
    </div>
  );
}
