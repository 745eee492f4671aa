import { meetingTimeText } from '../../../shared/meeting/clock-text.ts';
import { withoutConsent } from '../../../shared/domain/recording/consent.ts';
import type { Recording } from '../../../shared/domain/recording/recording.ts';
import type { RecorderView } from '../../state/recorder-engine.ts';
import { goOnRecording, pauseRecording, resumeRecording, stopRecording, useRecorder } from '../../state/recorder.ts';
import { useSignal } from '../../state/recorder-signal.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { recordingSign, roomText } from './record-words.ts';
import styles from './record.module.css';

type Props = { readonly room: RoomView; readonly recording: Recording; readonly now: number };

/** The recording that runs or stands still: its time, its level, the room left, and what can be done with it. */
export function RunningRecording({ room, recording, now }: Props) {
  const here = useRecorder();
  const sign = recordingSign(room.review, useSignal(room.id, now), now);
  const view = here.recording === recording.id ? here.view : null;
  const isOn = recording.state.name === 'recording';
  const isBroken = isOn && view?.stage.name === 'broken';
  return (
    <div className={styles['form']}>
      <p className={styles['figure']}>
        <span className={isOn ? styles['mark'] : styles['rest']}>
          {isBroken
            ? '! not recording'
            : sign.kind === 'on'
              ? '● REC'
              : sign.kind === 'off-the-record'
                ? '◌ off the record'
                : '‖ paused'}
        </span>
        {view === null ? (sign.kind === 'on' ? sign.time : null) : meetingTimeText(view.elapsedMs)}
      </p>
      {view !== null && isOn && !isBroken && <Meter level={view.level} />}
      <div className={styles['buttons']}>
        {isBroken ? (
          <Button kind="primary" onClick={() => void goOnRecording(room.id, recording)}>
            <Key>Shift P</Key> {here.deviceBack ? 'Go on recording' : 'Try again'}
          </Button>
        ) : isOn ? (
          <>
            <Button onClick={() => void pauseRecording(room.id, recording.id, 'off-the-record')}>
              <Key>Shift O</Key> Off the record
            </Button>
            <Button kind="quiet" onClick={() => void pauseRecording(room.id, recording.id, 'pause')}>
              <Key>Shift P</Key> Pause
            </Button>
          </>
        ) : (
          <Button
            kind={withoutConsent(room.review).length === 0 ? 'primary' : 'quiet'}
            onClick={() => void resumeRecording(room.id, recording)}
          >
            {sign.kind === 'off-the-record' ? (
              <>
                <Key>Shift O</Key> Back on the record
              </>
            ) : (
              <>
                <Key>Shift P</Key> Go on recording
              </>
            )}
          </Button>
        )}
        <Button kind="quiet" onClick={() => void stopRecording(room.id, recording.id)}>
          <Key>Shift T</Key> Stop
        </Button>
      </div>
      <ul className={styles['facts']}>
        {view !== null && view.label !== '' && isOn && <li dir="auto">{view.label}</li>}
        <li>{recording.sources.includes('screen') ? 'sound and a screen' : 'sound only'}, kept as it is heard</li>
        {isBroken ? (
          <li className={styles['warn']}>nothing is heard now; what was heard before is kept</li>
        ) : view === null ? (
          <li>{isOn ? 'another window records' : 'another window began it; go on there'}</li>
        ) : (
          <Kept view={view} />
        )}
      </ul>
    </div>
  );
}

/** What is on the disk, and for how long there is room. */
function Kept({ view: { waitingMs, hoursLeft } }: { readonly view: RecorderView }) {
  return (
    <>
      <li>
        {waitingMs < 1000
          ? 'on the disk up to this second'
          : `${Math.round(waitingMs / 1000)} s are on their way to the disk`}
      </li>
      {hoursLeft !== null && (
        <li className={hoursLeft < 2 ? styles['warn'] : undefined}>
          {hoursLeft < 2 && '! '}room for {roomText(hoursLeft)}
        </li>
      )}
    </>
  );
}

/** The quietest and the loudest that the meter tells apart, dBFS. */
const meterFrom = -60;
const meterTo = -6;

/** How loud it is, as a bar and as a figure. */
function Meter({ level }: { readonly level: number | null }) {
  const share = level === null ? 0 : Math.min(1, Math.max(0, (level - meterFrom) / (meterTo - meterFrom)));
  const words = level === null ? 'not measured' : level < meterFrom ? 'nothing heard' : `${Math.round(level)} dB`;
  return (
    <div className={styles['meter']}>
      <span
        className={styles['track']}
        role="meter"
        aria-label="Level"
        aria-valuemin={meterFrom}
        aria-valuemax={0}
        aria-valuenow={Math.round(Math.min(0, Math.max(meterFrom, level ?? meterFrom)))}
        aria-valuetext={words}
      >
        <span className={styles['bar']} style={{ transform: `scaleX(${share})` }} />
      </span>
      <span>{words}</span>
    </div>
  );
}
