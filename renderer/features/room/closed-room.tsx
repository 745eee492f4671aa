import { TimeTable } from '../../canvas/time-table.tsx';
import { useEffect } from 'react';
import { routeToHash } from '../../state/route.ts';
import type { RoomView } from '../../state/room-view.ts';
import { forgetQueue } from '../../state/speaking-store.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { AsideNotes } from './aside-notes.tsx';
import { useGuidePanel } from './guide-panel.tsx';
import { KeptRecordings } from './record-kept.tsx';
import { RoomHead } from './room-head.tsx';
import styles from './room-console.module.css';
import texts from './check-in.module.css';

/** After closing: what was found, how the time went, and the way to the record. */
export function ClosedRoom({ room, keptAt }: { readonly room: RoomView; readonly keptAt: number }) {
  const { review } = room;
  const closedAt = review.closedAt ?? keptAt;
  useEffect(() => forgetQueue(review.id), [review.id]);
  const guide = useGuidePanel('closing');
  return (
    <div className={styles['room']}>
      <RoomHead room={room} keptAt={keptAt} now={closedAt} />
      <div className={styles['body']}>
        <main className={styles['main']}>
          <h2 className={texts['title']}>{review.summary}</h2>
          <p className={texts['prompt']}>
            Closed {formatDayTime(closedAt, review.zone)} ({review.zone}). What was said here is settled.
          </p>
          <div className={styles['work']}>
            {review.agenda.startedAt === null ? (
              <p className={texts['prompt']}>
                Held without meeting.{' '}
                <a href={routeToHash({ place: 'rounds', review: review.id })}>What was asked and answered</a>
              </p>
            ) : (
              <TimeTable review={review} now={closedAt} />
            )}
          </div>
          <KeptRecordings room={room} />
          <p className={styles['below']}>
            <span>
              <ButtonLink kind="primary" href={routeToHash({ place: 'record', review: review.id })}>
                To the record
              </ButtonLink>
            </span>
          </p>
        </main>
        <aside className={styles['aside']}>{guide ?? <AsideNotes room={room} />}</aside>
      </div>
      <footer />
    </div>
  );
}
