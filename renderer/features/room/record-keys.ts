import { runningRecording } from '../../../shared/domain/recording/recording.ts';
import {
  goOnRecording,
  isInterrupted,
  pauseRecording,
  resumeRecording,
  startRecording,
  stopRecording,
} from '../../state/recorder.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import type { KeyBinding } from '../../ui/use-keys.ts';
import { focusEntryLine } from './entry-line.tsx';

/** Opens what belongs to the recording beside the work, and closes it. */
export const recordPanelKey = ({ id, state }: RoomView): KeyBinding => ({
  key: 'r',
  shift: true,
  label: state.panel === 'recording' ? 'back from the recording' : 'recording: consent, start, stop',
  run: () => {
    const opens = state.panel !== 'recording';
    changeRoom(id, { panel: opens ? 'recording' : null });
    if (!opens) focusEntryLine();
  },
});

/** The keys of the recording. With Shift all of them, so that none is pressed for a letter of the meeting. */
export function recordKeys(room: RoomView): readonly KeyBinding[] {
  const { id, review } = room;
  const panel = recordPanelKey(room);
  const running = runningRecording(review.recordings);
  if (running === undefined)
    return [panel, { key: 'p', shift: true, label: 'start recording', run: () => void startOrTell(room) }];
  const { state } = running;
  const isOff = state.name === 'paused' && state.why === 'off-the-record';
  const resume = () => void resumeRecording(id, running);
  return [
    panel,
    state.name === 'recording'
      ? { key: 'p', shift: true, label: 'pause the recording', run: () => void goOnOrPause(room) }
      : { key: 'p', shift: true, label: 'go on recording', run: resume },
    isOff
      ? { key: 'o', shift: true, label: 'back on the record', run: resume }
      : {
          key: 'o',
          shift: true,
          label: 'off the record',
          run: () => void pauseRecording(id, running.id, 'off-the-record'),
        },
    { key: 't', shift: true, label: 'stop the recording', run: () => void stopRecording(id, running.id) },
  ];
}

/** What it still waits for stands in the panel. */
function startOrTell({ id }: RoomView): Promise<void> {
  changeRoom(id, { panel: 'recording' });
  return startRecording(id, false);
}

/** While the microphone is gone the same key tries it again. */
async function goOnOrPause({ id, review }: RoomView): Promise<void> {
  const running = runningRecording(review.recordings);
  if (running === undefined) return;
  await (isInterrupted(running.id) ? goOnRecording(id, running) : pauseRecording(id, running.id, 'pause'));
}
