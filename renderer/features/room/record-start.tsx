import { useState } from 'react';
import { startRecording, useRecorder } from '../../state/recorder.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { missingText } from './record-words.ts';
import panel from './side-panel.module.css';
import styles from './record.module.css';

/** The start, and what it still waits for. */
export function StartRecording({ room, missing }: { readonly room: RoomView; readonly missing: readonly string[] }) {
  const [withScreen, setWithScreen] = useState(false);
  const { busy } = useRecorder();
  const { startedAt, endedAt } = meetingOf(room);
  const waits =
    startedAt === null || endedAt
      ? 'The meeting has not started yet; the recording begins in it.'
      : missing.length > 0
        ? `Waits for ${missingText(missing)}.`
        : null;
  return (
    <div className={styles['form']}>
      <label className={styles['choice']}>
        <input type="checkbox" checked={withScreen} onChange={(event) => setWithScreen(event.target.checked)} />
        Record a screen too; you pick which
      </label>
      <div className={styles['buttons']}>
        <Button
          kind="primary"
          disabled={busy || waits !== null}
          onClick={() => void startRecording(room.id, withScreen)}
        >
          {busy ? 'Opening the microphone' : 'Start recording'}
        </Button>
        <Key does="without the screen">Shift P</Key>
      </div>
      {waits !== null && <p className={panel['small']}>{waits}</p>}
    </div>
  );
}

const meetingOf = ({ review }: RoomView) => ({
  startedAt: review.agenda.startedAt,
  endedAt: review.agenda.pace.name === 'stopped',
});
