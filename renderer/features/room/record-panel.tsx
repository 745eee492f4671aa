import { useEffect, useRef } from 'react';
import { recordingDays } from '../../../shared/domain/recording/decide-recording.ts';
import { withoutConsent } from '../../../shared/domain/recording/consent.ts';
import { runningRecording } from '../../../shared/domain/recording/recording.ts';
import { useNow } from '../../state/room-now.ts';
import { recorderPlace } from '../../state/recorder.ts';
import { useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { ConsentAnswers } from './record-answers.tsx';
import { ConsentWording } from './record-wording.tsx';
import { KeptRecordings } from './record-kept.tsx';
import { RunningRecording } from './record-running.tsx';
import { RoomTranscripts } from './room-transcripts.tsx';
import { StartRecording } from './record-start.tsx';
import panel from './side-panel.module.css';
import styles from './record.module.css';

/** Recording from consent to what was kept: what is asked, who answered, the recording itself, and taking a part out. */
export function RecordPanel({ room }: { readonly room: RoomView }) {
  const now = useNow();
  const heading = useRef<HTMLHeadingElement>(null);
  const { review, workspace } = room;
  const running = runningRecording(review.recordings);
  const fault = useFault(recorderPlace);
  const isOver = review.phase === 'closed' || review.phase === 'signed';
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={styles['panel']} aria-label="Recording">
      <header className={panel['head']}>
        <h2 ref={heading} tabIndex={-1} className={panel['eyebrow']}>
          Recording
        </h2>
        <Key does="back">Shift R</Key>
      </header>
      {running !== undefined && <RunningRecording room={room} recording={running} now={now} />}
      {fault !== undefined && <Refusal fault={fault} />}
      {running === undefined && !isOver && review.consent !== null && (
        <StartRecording room={room} missing={withoutConsent(review)} />
      )}
      {!isOver && recordingDays(workspace) === 0 && (
        <p className={styles['warn']}>! The policy keeps no recordings, so none can be started.</p>
      )}
      {!isOver && (
        <>
          {(running === undefined || withoutConsent(review).length > 0) && (
            <ConsentWording room={room} days={recordingDays(workspace)} isFixed={running !== undefined} />
          )}
          {review.consent !== null && <ConsentAnswers room={room} consent={review.consent} />}
        </>
      )}
      <KeptRecordings room={room} />
      <RoomTranscripts review={review.id} />
    </section>
  );
}
