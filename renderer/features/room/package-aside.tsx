import type { Deviation, ReviewPackage } from '../../../shared/domain/review/package.ts';
import { byDeviation } from '../../../shared/meeting/evidence-candidates.ts';
import { scoreMeans, scoreText, toneOfScore } from '../../../shared/meeting/score.ts';
import { OpensTo } from '../../canvas/opens-to.tsx';
import type { RoomView } from '../../state/room-view.ts';
import { formatQuantity } from '../../ui/format-number.ts';
import { Key } from '../../ui/key.tsx';
import { numbered, useTakeFigure } from './take-figure.ts';
import styles from './package-aside.module.css';

/** The sealed package: what deviates most first, each KPI against the releases before; then how the data holds together. */
export function PackageAside({ room, canAttach = false }: { readonly room: RoomView; readonly canAttach?: boolean }) {
  const { content } = room;
  const rows = content === null ? [] : byDeviation(content);
  useTakeFigure(room, rows, canAttach);
  if (content === null) return <p className={styles['none']}>There is no package. Prepare the review to seal one.</p>;
  return (
    <div className={styles['package']}>
      <section aria-label="Package">
        <header className={styles['head']}>
          <h2 className={styles['eyebrow']}>Package · what deviates most</h2>
          {canAttach && <Key does="attach">E</Key>}
        </header>
        {rows.length === 0 && <p className={styles['none']}>No metric of this service was carried in.</p>}
        <ul>
          {rows.map((row, place) => (
            <DeviationRow
              key={row.series}
              row={row}
              number={canAttach && place < numbered ? place + 1 : null}
              zone={room.review.zone}
              content={content}
            />
          ))}
        </ul>
        <div className={styles['hint']}>
          {rows.some((row) => row.robustZ !== null) && <p className={styles['detail']}>{scoreMeans}</p>}
          {canAttach && rows.length > 0 && (
            <p className={styles['detail']}>
              <Key does="attach that figure to the fact">
                {rows.length === 1 ? 'Alt 1' : `Alt 1–${Math.min(numbered, rows.length)}`}
              </Key>
            </p>
          )}
        </div>
      </section>
      <section aria-label="Integrity">
        <h2 className={styles['eyebrow']}>Integrity</h2>
        <ul className={styles['integrity']}>
          {content.integrity.map((each) => (
            <li key={`${each.text} ${each.detail}`} className={styles[each.level]}>
              {each.text}
              {each.detail !== '' && <span className={styles['detail']}>{each.detail}</span>}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

type RowProps = {
  readonly row: Deviation;
  /** By which it is taken as evidence; null where it has none. */
  readonly number: number | null;
  readonly zone: string;
  readonly content: ReviewPackage;
};

function DeviationRow({ row, number, zone, content }: RowProps) {
  const tone = toneOfScore(row.robustZ);
  const now = row.now === null ? 'no samples' : formatQuantity(row.now, row.unit);
  return (
    <li className={styles['row']}>
      <span className={styles['number']}>{number ?? ''}</span>
      <span className={styles['name']}>
        {row.metric}
        <span className={styles['detail']}>
          {row.before.length === 0 ? 'no baseline' : `${row.before.length} comparable`}
        </span>
      </span>
      <DotStrip row={row} tone={tone} />
      <span className={styles['figures']}>
        <span className={styles[tone]}>
          <OpensTo
            content={content}
            figures={[`series:${row.series}`]}
            zone={zone}
            title={row.metric}
            says={`now ${now}`}
            trigger={now}
          >
            {row.rule !== undefined && (
              <p dir="auto">
                {row.rule.text} · {row.rule.owner}
              </p>
            )}
          </OpensTo>
        </span>
        <span className={styles['detail']}>{row.robustZ === null ? row.note : `z ${scoreText(row.robustZ)}`}</span>
      </span>
    </li>
  );
}

/** The releases before as dots, this one as a diamond, on one line of values. */
function DotStrip({ row, tone }: { readonly row: Deviation; readonly tone: string }) {
  const values = [...row.before.map((each) => each.value), ...(row.now === null ? [] : [row.now])];
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (value: number): number => 6 + ((value - low) / span) * 138;
  return (
    <svg className={styles['strip']} viewBox="0 0 150 16" aria-hidden="true">
      <line x1="0" x2="150" y1="8" y2="8" />
      {row.before.map((each) => (
        <circle key={each.version} cx={x(each.value)} cy="8" r="3" />
      ))}
      {row.now !== null && <path className={styles[`fill-${tone}`]} d={`M${x(row.now)} 2 l6 6 l-6 6 l-6 -6 z`} />}
    </svg>
  );
}
