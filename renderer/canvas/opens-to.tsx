import type { ReactNode } from 'react';
import type { Origin } from '../../shared/domain/review/package-parts.ts';
import type { ReviewPackage } from '../../shared/domain/review/package.ts';
import { countOf } from '../ui/format-number.ts';
import { formatDayTime } from '../ui/format-time.ts';
import { Popover } from '../ui/popover.tsx';
import styles from './opens-to.module.css';

type Props = {
  readonly content: ReviewPackage;
  /** Names of the figure in the package's list of where figures come from. */
  readonly figures: readonly string[];
  readonly zone: string;
  readonly title: string;
  /** What the figure shows, said in its trigger's name: `now 940 ms`. */
  readonly says: string;
  readonly trigger: ReactNode;
  /** What is told of the figure itself, above where it comes from. */
  readonly children?: ReactNode;
};

/** A figure of a package that opens to where it came from: source, query, time, map version and the hash of the raw bytes. */
export function OpensTo({ content, figures, zone, title, says, trigger, children }: Props) {
  const found = (content.figures ?? []).filter((each) => figures.includes(each.figure));
  const places = [...new Set(found.flatMap((each) => each.origins))];
  const origins = places.flatMap((place) => content.origins?.[place] ?? []);
  const rows = found.reduce((sum, each) => sum + each.rows, 0);
  return (
    <Popover trigger={trigger} label={`${title}: ${says}, where from`} title={title}>
      {children}
      <div className={styles['from']}>
        <p className={styles['quiet']}>
          {origins.length === 0
            ? 'No raw file stands behind it.'
            : `From ${countOf(rows, 'row or sample', 'rows and samples')} of ${countOf(origins.length, 'raw file')}`}
        </p>
        <ul className={styles['origins']}>
          {origins.slice(0, mostShown).map((origin) => (
            <li key={`${origin.sha256} ${origin.takenAt} ${origin.query ?? ''}`}>
              <OriginOf origin={origin} zone={zone} />
            </li>
          ))}
        </ul>
        {origins.length > mostShown && <p className={styles['quiet']}>and {origins.length - mostShown} more</p>}
      </div>
    </Popover>
  );
}

const mostShown = 12;

function OriginOf({ origin, zone }: { readonly origin: Origin; readonly zone: string }) {
  const { name, source, query, fetchedAt, takenAt, format, mapVersion, sha256 } = origin;
  return (
    <>
      <p>{source === null ? name : `${source}: ${name}`}</p>
      {query !== null && <code className={styles['code']}>{query}</code>}
      <p className={styles['quiet']}>
        {fetchedAt === null ? 'carried in' : 'fetched'} {formatDayTime(fetchedAt ?? takenAt, zone)} · {format}, map{' '}
        {mapVersion}
      </p>
      <code className={styles['code']}>sha256 {sha256}</code>
    </>
  );
}
