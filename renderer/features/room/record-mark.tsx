import { useRecorder } from '../../state/recorder.ts';
import { keepDraft } from '../../state/room-store.ts';
import { useSignal } from '../../state/recorder-signal.ts';
import type { RoomView } from '../../state/room-view.ts';
import { meetingTimeText } from '../../../shared/meeting/clock-text.ts';
import { recordingSign } from './record-words.ts';
import styles from './record.module.css';

const seen = 'recording-seen';

/** How the last recording ended was read, so that it is told no more. */
export const isStopRead = ({ review, state }: RoomView): boolean =>
  state.drafts[seen] !== undefined && state.drafts[seen] === review.recordings.at(-1)?.id;

export const readStop = (review: string, recording: string): void => keepDraft(review, seen, recording);

/** Whether the room is recorded, in the console's head: a mark, a word and the time. */
export function RecordMark({ room, now }: { readonly room: RoomView; readonly now: number }) {
  const here = useRecorder();
  const sign = recordingSign(room.review, useSignal(room.id, now), now);
  switch (sign.kind) {
    case 'none':
    case 'asked':
      return null;
    case 'on': {
      const time = here.review === room.id && here.view !== null ? meetingTimeText(here.view.elapsedMs) : sign.time;
      return (
        <span className={styles['mark']}>
          ● REC {time}
          {sign.trouble !== null && ` · ! ${sign.trouble}`}
        </span>
      );
    }
    case 'off-the-record':
      return <span className={styles['rest']}>◌ off the record</span>;
    case 'paused':
      return <span className={styles['rest']}>‖ {sign.text}</span>;
    case 'stopped':
      return isStopRead(room) ? null : <span className={sign.isFault ? styles['mark'] : undefined}>■ {sign.text}</span>;
  }
}
