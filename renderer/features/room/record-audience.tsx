import type { Review } from '../../../shared/domain/review/review.ts';
import { remainingText } from '../../../shared/meeting/clock-text.ts';
import { readItem } from '../../../shared/domain/agenda/clock.ts';
import { useSignal } from '../../state/recorder-signal.ts';
import { recordingSign } from './record-words.ts';
import styles from './record-audience.module.css';

type Props = { readonly review: Review; readonly now: number };

/** Whether the room is recorded, for everybody in it and for whoever comes in late: a mark, a word and the time. */
export function AudienceRecording({ review, now }: Props) {
  const sign = recordingSign(review, useSignal(review.id, now), now);
  if (sign.kind === 'none' || sign.kind === 'off-the-record') return null;
  if (sign.kind === 'on')
    return (
      <p className={styles['on']}>
        <span aria-hidden="true">●</span> {sign.text} {sign.time}
        {sign.trouble !== null && ` · ! ${sign.trouble}`}
      </p>
    );
  if (sign.kind === 'asked')
    return (
      <p className={styles['asked']}>
        <span aria-hidden="true">○</span> {sign.text}
      </p>
    );
  return (
    <p className={styles['rest']}>
      <span aria-hidden="true">{sign.kind === 'paused' ? '‖' : '■'}</span> {sign.text}
    </p>
  );
}

/** Nothing else stands on the screen, so that nobody in the room is in doubt; the clock stays, since the meeting goes on. */
export function OffTheRecord({ review, now }: Props) {
  const { agenda } = review;
  const item = agenda.items.find((each) => each.id === agenda.current);
  return (
    <main className={styles['off']}>
      <h1 className={styles['huge']}>Off the record</h1>
      <p className={styles['small']}>The microphone is closed. Nothing that is said now is recorded.</p>
      {item !== undefined && (
        <p className={styles['clock']}>
          <span>{item.title}</span>
          <span role="timer">{remainingText(readItem(agenda, item, now).remainingMs)}</span>
        </p>
      )}
    </main>
  );
}

/** Whether the screen shows that the room is off the record, and nothing else. */
export const isOffTheRecord = ({ recordings }: Review): boolean =>
  recordings.some(({ state }) => state.name === 'paused' && state.why === 'off-the-record');
