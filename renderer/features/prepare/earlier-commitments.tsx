import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { readCommitments } from '../../../shared/projections/commitments.ts';
import { useIsReading } from '../../store/once-read.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { Loading } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDayText, toDayText } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './prepare.module.css';

/** [M3.4] Open commitments of the service's earlier reviews head the next one. */
export function EarlierCommitments({ review, workspace }: { readonly review: Review; readonly workspace: Workspace }) {
  const folded = useReviews();
  const isReading = useIsReading();
  const now = useNow();
  const earlier = (folded ?? [])
    .map((each) => each.review)
    .filter((each) => each.service === review.service && each.id !== review.id);
  const open = readCommitments(earlier, workspace, toDayText(now, workspace.zone)).filter(
    ({ fate }) => fate.name === 'open',
  );
  if (open.length === 0 && (isReading || folded === undefined)) return <Loading what="earlier commitments" />;
  if (open.length === 0) return <p className={styles['small']}>None is open for {review.service}.</p>;
  return (
    <ul>
      {open.map(({ action, review: from, text, due, fate }) => (
        <li key={`${from}/${action}`} className={styles['pair']}>
          <span>{text}</span>
          <span className={styles['small']}>
            {fate.name === 'open' && fate.daysLeft < 0 ? (
              <Mark tone="over" glyph="">
                overdue {countOf(-fate.daysLeft, 'day')}
              </Mark>
            ) : (
              `due ${formatDayText(due)}`
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
