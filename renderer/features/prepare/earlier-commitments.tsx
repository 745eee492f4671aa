import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { openBefore, readActions } from '../../../shared/projections/actions-board.ts';
import { useIsReading } from '../../store/once-read.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { Loading } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDayText, toDayText } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './prepare.module.css';

/** [M3.4] What is open from earlier reviews of these components heads the next one. */
export function EarlierCommitments({ review, workspace }: { readonly review: Review; readonly workspace: Workspace }) {
  const folded = useReviews();
  const isReading = useIsReading();
  const now = useNow();
  const services = [review.service, ...review.governance.joined.map(({ service }) => service)];
  const all = readActions(folded?.map((each) => each.review) ?? [], workspace, toDayText(now, workspace.zone));
  const open = openBefore(all, review.id, services);
  if (open.length === 0 && (isReading || folded === undefined)) return <Loading what="earlier commitments" />;
  if (open.length === 0) return <p className={styles['small']}>None is open for {services.join(', ')}.</p>;
  return (
    <ul>
      {open.map((each) => (
        <li key={each.key} className={styles['pair']}>
          <span>{each.text}</span>
          <span className={styles['small']}>
            {each.kind === 'idea' && 'an idea to look at again'}
            {each.kind === 'commitment' && each.daysLeft < 0 && (
              <Mark tone="over" glyph="">
                overdue {countOf(-each.daysLeft, 'day')}
              </Mark>
            )}
            {each.kind === 'commitment' && each.daysLeft >= 0 && `due ${formatDayText(each.due)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
