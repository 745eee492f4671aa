import type { ReviewPackage } from '../../../shared/domain/review/package.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { countOf } from '../../ui/format-number.ts';
import styles from './prepare.module.css';

type Props = { readonly content: ReviewPackage; readonly figure: string; readonly zone: string };

/** Opens a figure to where it comes from: what was read from which source, when, and the hash of its raw bytes. */
export function FigureOrigins({ content, figure, zone }: Props) {
  const found = content.figures?.find((each) => each.figure === figure);
  if (found === undefined) return null;
  const origins = found.origins.flatMap((place) => content.origins?.[place] ?? []);
  return (
    <details className={styles['origins']}>
      <summary>where from</summary>
      <p className={styles['small']}>{countOf(found.rows, 'row or sample', 'rows or samples')}</p>
      <ul>
        {origins.map((origin) => (
          <li key={`${origin.sha256} ${origin.takenAt} ${origin.query ?? ''}`} className={styles['small']}>
            {origin.source === null ? origin.name : `${origin.source}: ${origin.name}`}
            {origin.query !== null && <code> {origin.query}</code>}
            <br />
            {origin.fetchedAt === null ? 'taken in' : 'fetched'}{' '}
            {formatDayTime(origin.fetchedAt ?? origin.takenAt, zone)} · {origin.format} · sha256{' '}
            <code>{origin.sha256.slice(0, 16)}…</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
