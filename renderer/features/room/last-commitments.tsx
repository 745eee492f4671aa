import { useIsReading } from '../../store/once-read.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Empty, Loading } from '../../ui/empty.tsx';
import { formatDayText, toDayText } from '../../ui/format-time.ts';
import styles from './agree-pane.module.css';

/** What earlier reviews of this service promised and nobody has settled yet; overdue ones first. */
export function LastCommitments({ room, now }: { readonly room: RoomView; readonly now: number }) {
  const reviews = useReviews();
  const isReading = useIsReading();
  if (reviews === undefined) return <Loading what="earlier commitments" />;
  const { review, workspace } = room;
  const settled = new Set(workspace.settled.map((each) => each.commitment));
  const today = toDayText(now, review.zone);
  const open = reviews
    .filter(
      (each) => each.review.service === review.service && each.review.id !== review.id && each.review.closedAt !== null,
    )
    .flatMap((each) =>
      each.review.actions.flatMap(({ id, text, state }) =>
        state.name === 'committed' && !settled.has(`${each.review.id}/${id}`)
          ? [{ id, text, from: each.review.id, ...state }]
          : [],
      ),
    )
    .toSorted((a, b) => (a.due < b.due ? -1 : 1));
  if (open.length === 0 && isReading) return <Loading what="earlier commitments" />;
  if (open.length === 0)
    return (
      <Empty title={`Nothing is open from earlier reviews of ${review.service}.`}>
        <p>N goes on to the next item.</p>
      </Empty>
    );
  return (
    <ol className={styles['list']}>
      {open.map((each) => (
        <li key={`${each.from} ${each.id}`}>
          <span className={each.due < today ? styles['late'] : styles['time']}>
            {each.due < today ? '! late ' : ''}
            {formatDayText(each.due)}
          </span>
          <span>
            {each.text}
            <span className={styles['detail']}>
              {codeText(each.owner)} · {each.from.toUpperCase()}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
