import type { ReactNode } from 'react';
import { meetingTimeText, durationText } from '../../../shared/meeting/clock-text.ts';
import { runningRecording, type Recording } from '../../../shared/domain/recording/recording.ts';
import { withoutConsent } from '../../../shared/domain/recording/consent.ts';
import type { RecorderView } from '../../state/recorder-engine.ts';
import {
  behindMs,
  goOnRecording,
  pauseRecording,
  resumeRecording,
  stopRecording,
  useRecorder,
} from '../../state/recorder.ts';
import { useSignal } from '../../state/recorder-signal.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { formatClock } from '../../ui/format-time.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { isStopRead, readStop } from './record-mark.tsx';
import { SpeechNote } from './record-speech.tsx';
import { keptText, missingText, roomText } from './record-words.ts';
import styles from './over-strip.module.css';

type Props = { readonly room: RoomView; readonly now: number };

/** What is to be known of the recording now, with the one key that answers it. It never stands in the meeting's way. */
export function RecordStrip({ room, now }: Props) {
  const here = useRecorder();
  const signal = useSignal(room.id, now);
  const running = runningRecording(room.review.recordings);
  if (running === undefined) return <Stopped room={room} />;
  if (running.state.name === 'paused') return <Paused room={room} recording={running} />;
  const view = here.recording === running.id ? here.view : null;
  if (view?.stage.name === 'broken')
    return <Broken room={room} recording={running} view={view} isBack={here.deviceBack} />;
  if (view === null && !here.busy && signal?.recording !== running.id)
    return (
      <Strip label="Recording" urgent>
        <p className={styles['ask']}>! No window hears the room at the moment, so nothing is recorded.</p>
        <Button onClick={() => void goOnRecording(room.id, running)}>Record here</Button>
        <StopButton room={room} recording={running} />
      </Strip>
    );
  return view === null ? null : <Weak room={room} recording={running} view={view} />;
}

function Strip({
  label,
  urgent = false,
  children,
}: {
  readonly label: string;
  readonly urgent?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles[urgent ? 'strip' : 'gap']} aria-label={label} role={urgent ? 'alert' : undefined}>
      {children}
    </section>
  );
}

type OfOne = { readonly room: RoomView; readonly recording: Recording };

function StopButton({ room, recording }: OfOne) {
  return (
    <Button kind="quiet" onClick={() => void stopRecording(room.id, recording.id)}>
      <Key>Shift T</Key> Stop
    </Button>
  );
}

function Paused({ room, recording }: OfOne) {
  if (recording.state.name !== 'paused') return null;
  const { why, at } = recording.state;
  const missing = withoutConsent(room.review);
  const since = formatClock(at, room.review.zone);
  const goOn = (key: string, words: string) => (
    <Button onClick={() => void resumeRecording(room.id, recording)}>
      <Key>{key}</Key> {words}
    </Button>
  );
  if (why === 'off-the-record')
    return (
      <Strip label="Off the record" urgent>
        <p className={styles['ask']}>Off the record since {since}. The microphone is closed.</p>
        {goOn('Shift O', 'Back on the record')}
        <StopButton room={room} recording={recording} />
      </Strip>
    );
  if (missing.length > 0)
    return (
      <Strip label="Recording paused">
        <p className={styles['ask']}>
          ! The recording stands still: {missingText(missing)} {missing.length === 1 ? 'has' : 'have'} not agreed.
        </p>
        <Button onClick={() => changeRoom(room.id, { panel: 'recording' })}>
          <Key>Shift R</Key> Ask
        </Button>
        <StopButton room={room} recording={recording} />
        <p className={styles['why']}>the meeting goes on; what was recorded before is kept</p>
      </Strip>
    );
  return (
    <Strip label="Recording paused">
      <p className={styles['ask']}>
        {why === 'consent' ? 'Everybody has agreed.' : `Recording paused since ${since}.`}
      </p>
      {goOn('Shift P', 'Go on recording')}
      <StopButton room={room} recording={recording} />
    </Strip>
  );
}

function Broken({ room, recording, view, isBack }: OfOne & { readonly view: RecorderView; readonly isBack: boolean }) {
  const fault = view.stage.name === 'broken' ? view.stage.fault : null;
  return (
    <Strip label="Recording interrupted" urgent>
      <p className={styles['ask']}>
        {fault !== null
          ? `! Nothing more is recorded. ${fault.message}`
          : isBack
            ? '! A microphone is there again.'
            : '! The microphone is gone. What was heard up to then is kept.'}
      </p>
      <Button onClick={() => void goOnRecording(room.id, recording)}>
        <Key>Shift P</Key> {fault === null && !isBack ? 'Try again' : 'Go on recording'}
      </Button>
      <StopButton room={room} recording={recording} />
      <p className={styles['why']}>recorded so far: {meetingTimeText(view.elapsedMs)}</p>
    </Strip>
  );
}

/** It records, but something about it is weak. */
function Weak({ room, recording, view }: OfOne & { readonly view: RecorderView }) {
  const words = weakness(view);
  if (words === null) return null;
  return (
    <Strip label="Recording" urgent={view.gapMs !== null}>
      <p className={styles['ask']}>! {words}</p>
      <Button kind="quiet" onClick={() => void pauseRecording(room.id, recording.id, 'pause')}>
        <Key>Shift P</Key> Pause
      </Button>
      <StopButton room={room} recording={recording} />
    </Strip>
  );
}

function weakness({ gapMs, isMuted, silentMs, waitingMs, hoursLeft }: RecorderView): string | null {
  if (gapMs !== null) return `The microphone has given nothing for ${durationText(gapMs)}.`;
  if (isMuted) return 'The system has muted the microphone. Switch it on there.';
  if (waitingMs > behindMs) return `${durationText(waitingMs)} of sound are not on the disk yet; they are sent again.`;
  if (silentMs !== null) return `Nothing was heard for ${durationText(silentMs)}. Is the microphone switched off?`;
  if (hoursLeft !== null && hoursLeft < 2)
    return `The disk has room for ${roomText(hoursLeft)} of recording. At 200 MB it is stopped, and kept.`;
  return null;
}

/** How it ended, until it was read. A recording that a crash ended is told as such, with its end. */
function Stopped({ room }: { readonly room: RoomView }) {
  const last = room.review.recordings.at(-1);
  if (last?.state.name !== 'stopped' || isStopRead(room)) return null;
  const { why, durationMs } = last.state;
  const words = {
    asked: `Recorded ${keptText(last)}.`,
    closed: `Recorded ${keptText(last)}.`,
    'disk-full': `! The recording was stopped, because less than 200 MB are left on the disk. ${keptText(last)} is kept.`,
    'device-lost': `! The recording was stopped, because the microphone is gone. ${keptText(last)} is kept.`,
    recovered: `The recording was recovered, ends ${meetingTimeText(durationMs)}. Everything acknowledged is kept.`,
  }[why];
  return (
    <Strip label="Recording stopped" urgent={why === 'disk-full' || why === 'device-lost'}>
      <p className={styles['ask']}>{words}</p>
      <Button onClick={() => changeRoom(room.id, { panel: 'recording' })}>
        <Key>Shift R</Key> {why === 'recovered' ? 'Record again' : 'See it'}
      </Button>
      <Button kind="quiet" onClick={() => readStop(room.id, last.id)}>
        I have read it
      </Button>
      <p className={styles['why']}>
        <SpeechNote />
      </p>
    </Strip>
  );
}
