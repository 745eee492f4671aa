import { durationText } from '../../../shared/meeting/clock-text.ts';
import { sendAt } from '../../state/room-send.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { RoomKey } from './room-key.tsx';
import styles from './over-strip.module.css';

/** A gap in time is shown with what it was; whether it counts is asked, never guessed. */
export function GapStrip({ room }: { readonly room: RoomView }) {
  const gap = room.review.agenda.gaps.find((each) => each.answer === 'asked');
  if (gap === undefined) return null;
  const what = {
    sleep: `The machine slept for ${durationText(gap.ms)}.`,
    crash: `Hotwash was away for ${durationText(gap.ms)}.`,
    'clock-change': `The wall clock was moved by ${gap.ms < 0 ? '−' : '+'}${durationText(gap.ms)}.`,
  }[gap.cause];
  const answer = (count: boolean) => void sendAt(room.id, 'meeting', { type: 'gap.answer', gap: gap.id, count });
  return (
    <section className={styles['gap']} aria-label="Gap in time">
      <p className={styles['ask']}>{what} Count it?</p>
      {gap.ms > 0 && <Button onClick={() => answer(true)}>Count it</Button>}
      <Button onClick={() => answer(false)}>
        <RoomKey review={room.review} letter="g" /> Leave it out
      </Button>
      <p className={styles['why']}>left out until you say so</p>
    </section>
  );
}

/** Paused or stopped: why, and the way on. */
export function RestStrip({ room }: { readonly room: RoomView }) {
  const { agenda } = room.review;
  if (agenda.pace.name !== 'paused' && agenda.pace.name !== 'stopped') return null;
  const pause = agenda.pauses.at(-1);
  return (
    <section className={styles['gap']} aria-label="Clock at rest">
      <p className={styles['ask']}>
        {agenda.pace.name === 'paused' ? 'Paused' : 'Stopped, to be resumed later'}: {pause?.reason}
      </p>
      <Button onClick={() => void sendAt(room.id, 'meeting', { type: 'meeting.resume' })}>
        <Key>K</Key> Resume
      </Button>
      <p className={styles['why']}>the clock stands; everything is kept</p>
    </section>
  );
}
