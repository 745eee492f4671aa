import { quorumLacks } from '../../../shared/domain/agenda/quorum.ts';
import { headCount } from '../../../shared/meeting/people.ts';
import type { RoomView } from '../../state/room-view.ts';
import { useSyncState } from '../../store/sync-hooks.ts';
import { formatClockSeconds } from '../../ui/format-time.ts';
import { AgendaSpine } from './agenda-spine.tsx';
import { RecordMark } from './record-mark.tsx';
import styles from './room-head.module.css';

/** Which review this is, whether it may decide, what is kept; the agenda as the spine below. */
export function RoomHead({
  room,
  keptAt,
  now,
}: {
  readonly room: RoomView;
  readonly keptAt: number;
  readonly now: number;
}) {
  const { review, workspace } = room;
  const { here, of } = headCount(review);
  const lacks = quorumLacks(review, workspace);
  const sync = useSyncState();
  return (
    <header className={styles['head']}>
      <div className={styles['line']}>
        <h1 className={styles['title']}>{review.title}</h1>
        <p className={styles['id']}>
          {review.id.toUpperCase()} · {review.tier} tier
        </p>
        {workspace.sample && <p className={styles['sample']}>Sample organisation, made-up data</p>}
        <p className={styles['state']} role="status">
          <RecordMark room={room} now={now} />
          {review.inquorateReason !== null && <span className={styles['over']}>! started inquorate</span>}
          <span
            className={lacks.length > 0 ? styles['warn'] : undefined}
            title={lacks.length > 0 ? lacks.join('; ') : undefined}
          >
            {here} of {of} here · {lacks.length === 0 ? 'quorate' : '! no quorum'}
          </span>
          {sync.state === 'lost' ? (
            <span className={styles['over']}>! not connected; kept {formatClockSeconds(keptAt, review.zone)}</span>
          ) : (
            <span title={`last line on the disk, ${review.zone}`}>Kept {formatClockSeconds(keptAt, review.zone)}</span>
          )}
          <a className={styles['leave']} href="#/">
            Leave
          </a>
        </p>
      </div>
      <AgendaSpine agenda={review.agenda} now={now} />
    </header>
  );
}
