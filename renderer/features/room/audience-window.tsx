import { useEffect, useState, type CSSProperties } from 'react';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import { useBrokenHistories } from '../../state/boot.ts';
import { thisDisplay } from '../../state/room-channel.ts';
import { useFocus } from '../../state/room-focus.ts';
import { useNow } from '../../state/room-now.ts';
import { useRoomUnit } from '../../state/room-size.ts';
import { useWakeLock } from '../../state/wake-lock.ts';
import { useReview } from '../../store/review-hooks.ts';
import { useSyncState } from '../../store/sync-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { useAudienceLink } from './audience-link.ts';
import { AudienceStage } from './audience-stage.tsx';
import { AudienceRecording, isOffTheRecord, OffTheRecord } from './record-audience.tsx';
import styles from './audience-window.module.css';

/** The conference room's screen: no controls, no notes, no drafts, one thing at a time. It follows the console. */
export function AudienceWindow({ review }: { readonly review: ReviewId }) {
  const reading = useReview(review);
  const focus = useFocus(review);
  const sync = useSyncState();
  const workspace = useWorkspace();
  const now = useNow();
  const isBroken = useBrokenHistories().some((each) => each.stream === review);
  const awayFor = useAwayFor(sync.state === 'lost', now);
  const { vh } = useRoomUnit(thisDisplay());
  useAudienceLink(review);
  useWakeLock(reading.state === 'ready' && reading.folded.review.agenda.pace.name === 'running');
  useEffect(() => {
    document.title = 'Hotwash · the room';
  }, []);
  return (
    <div className={styles['window']} style={{ '--room-unit': `${vh}vh` } as CSSProperties}>
      {awayFor > 3000 && (
        <p className={styles['banner']} role="alert">
          Not connected to Hotwash. What was said is kept; this screen goes on by itself.
        </p>
      )}
      {workspace?.sample === true && <footer className={styles['sample']}>Sample organisation, made-up data</footer>}
      {reading.state === 'ready' && <AudienceRecording review={reading.folded.review} now={now} />}
      {focus.blank ? (
        <main className={styles['blank']} aria-label="Blank" />
      ) : reading.state === 'ready' && isOffTheRecord(reading.folded.review) ? (
        <OffTheRecord review={reading.folded.review} now={now} />
      ) : reading.state === 'ready' && !isBroken && workspace !== undefined ? (
        <AudienceStage review={reading.folded.review} workspace={workspace} focus={focus} now={now} />
      ) : (
        <main className={styles['quiet']}>
          <p>
            {reading.state === 'loading' || workspace === undefined
              ? 'One moment'
              : 'This review cannot be shown here. Open it again from the console.'}
          </p>
        </main>
      )}
    </div>
  );
}

/** For how long the connection has been lost, ms; a short stumble is nobody's business in the room. */
function useAwayFor(lost: boolean, now: number): number {
  const [since, setSince] = useState<number | null>(null);
  if (lost && since === null) setSince(now);
  if (!lost && since !== null) setSince(null);
  return since === null ? 0 : now - since;
}
