import type { Deviation, ReviewPackage } from '../../../shared/domain/review/package.ts';
import { scoreText, toneOfScore } from '../../../shared/meeting/score.ts';
import { OpensTo } from '../../canvas/opens-to.tsx';
import { routeToHash } from '../../state/route.ts';
import { formatQuantity } from '../../ui/format-number.ts';
import { formatClock, formatDayTime } from '../../ui/format-time.ts';
import { Figure } from '../../ui/table.tsx';
import { Popover } from '../../ui/popover.tsx';
import styles from './prepare.module.css';

type Props = { readonly row: Deviation; readonly content: ReviewPackage; readonly zone: string };

const scaledWords: { readonly [S in NonNullable<Deviation['scaledBy']>]: string } = {
  mad: 'scaled by the MAD',
  'mean-deviation': 'the MAD is 0, so scaled by the mean absolute deviation',
  resolution: 'all are alike, so scaled by the finest step of its values',
};

/** A metric's name; it leads to the series with the compared hour selected. */
export function MetricName({ row }: { readonly row: Deviation }) {
  return (
    <a
      href={routeToHash({ place: 'series', series: row.series, from: row.from, to: row.to })}
      className={styles['metric']}
    >
      {row.metric}
    </a>
  );
}

/** Now, usual and score as cells: the first opens to its raw files, the others to the releases they rest on. */
export function DeviationFigures({ row, content, zone }: Props) {
  const tone = toneOfScore(row.robustZ);
  const now = row.now === null ? 'no samples' : formatQuantity(row.now, row.unit);
  const usual = row.usual === null ? null : formatQuantity(row.usual, row.unit);
  const score = row.robustZ === null ? null : scoreText(row.robustZ);
  return (
    <>
      <Figure>
        <span className={styles[tone]}>
          <OpensTo
            content={content}
            figures={[`series:${row.series}`]}
            zone={zone}
            title={row.metric}
            says={`now ${now}`}
            trigger={now}
          >
            <p>
              {row.now === null
                ? 'Its source has no samples in the hour after go-live; that is not a zero.'
                : `Median from ${formatDayTime(row.from, zone)} to ${formatClock(row.to, zone)}.`}
            </p>
            {row.rule !== undefined && (
              <p dir="auto">
                {row.rule.isMet === true ? 'Its rule is met: ' : 'Its rule: '}
                {row.rule.text} · {row.rule.owner}
              </p>
            )}
          </OpensTo>
        </span>
      </Figure>
      <Figure>
        {usual === null ? (
          '–'
        ) : (
          <Usual row={row} content={content} zone={zone} says={`usual ${usual}`} trigger={usual} />
        )}
      </Figure>
      <Figure>
        {score === null ? (
          '–'
        ) : (
          <Usual row={row} content={content} zone={zone} says={`score ${score}`} trigger={score} />
        )}
      </Figure>
    </>
  );
}

type UsualProps = Props & { readonly says: string; readonly trigger: string };

/** The releases a figure is held against, each with its own, and how the score is made of them. */
function Usual({ row, content, zone, says, trigger }: UsualProps) {
  const { baseline } = content;
  return (
    <Popover
      trigger={trigger}
      label={`${row.metric}: ${says}, what it rests on`}
      title={`${row.metric}: what is usual`}
    >
      <p>{row.note}</p>
      <ul className={styles['before']}>
        {row.before.map(({ version, value }) => (
          <li key={version}>
            <span>{version}</span>
            <span>{formatQuantity(value, row.unit)}</span>
          </li>
        ))}
      </ul>
      <p className={styles['small']}>
        Median {row.usual === null ? '–' : formatQuantity(row.usual, row.unit)}
        {typeof row.spread === 'number' && ` · 1.4826 MAD ${formatQuantity(row.spread, row.unit)}`}
        {row.scaledBy && ` · ${scaledWords[row.scaledBy]}`}
        {row.robustZ !== null && ` · modified z ${row.robustZ.toFixed(2)}`}
      </p>
      {baseline !== undefined && (
        <p className={styles['small']}>
          {baseline.standing === 'frozen'
            ? `Frozen ${formatDayTime(baseline.at, zone)}, before go-live`
            : `Post-hoc: made ${formatDayTime(baseline.at, zone)}, after go-live`}
          <code className={styles['hash']}>sha256 {baseline.hash}</code>
        </p>
      )}
    </Popover>
  );
}
