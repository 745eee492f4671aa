import { useRef, useState, type ReactNode } from 'react';
import { lengthOf } from '../../../shared/domain/recording/entry.ts';
import { isTimed } from '../../../shared/domain/transcript/transcript-length.ts';
import type { Transcript } from '../../../shared/domain/transcript/transcript.ts';
import { Player, type PlayerHandle } from '../../canvas/player/player.tsx';
import { useRecording, type RecordingReading } from '../../store/recording-hooks.ts';
import type { Playback } from './playback.ts';

/** What the editor asks of the sound; all times are ms of the transcript. */
export type TranscriptPlayer = {
  /** Why nothing can be heard; null where it can. */
  readonly silence: () => string | null;
  readonly playRange: (from: number, to: number) => void;
  /** Plays on or pauses; what was never played begins at `from`. */
  readonly playOrPause: (from: number) => void;
  /** Whether the list goes along with what is heard. */
  readonly isFollowing: boolean;
  readonly setIsFollowing: (isFollowing: boolean) => void;
  /** The controls; null without a recording. */
  readonly strip: ReactNode;
  /** Where its recording ends; null where there is none, where it still runs, or where its sound was deleted. */
  readonly soundEnds: number | null;
};

const noRecording = 'This transcript has no recording, so it cannot be heard.';
const noTimes =
  'This transcript says no times, so nobody knows where its words are in the sound. Play the recording above.';
const noSound = 'The sound of this recording is not here, so it cannot be heard.';

/** The player of the recording that a transcript follows; what it plays is told to `playback` in the transcript's time. */
export function usePlayer(
  { recording, offsetMs, segments }: Pick<Transcript, 'recording' | 'offsetMs' | 'segments'>,
  playback: Playback,
  zone: string,
  at: number,
): TranscriptPlayer {
  const [isFollowing, setIsFollowing] = useState(true);
  const player = useRef<PlayerHandle>(null);
  const reading = useRecording(recording ?? '');
  return {
    silence: () => {
      if (recording === null) return noRecording;
      if (!isTimed(segments)) return noTimes;
      return player.current === null ? noSound : null;
    },
    playRange: (from, to) => player.current?.playRange(from + offsetMs, to + offsetMs),
    playOrPause: (from) => {
      if (playback.now() === null) player.current?.seek(from + offsetMs);
      player.current?.toggle();
    },
    isFollowing,
    setIsFollowing,
    strip:
      recording === null ? null : (
        <Player
          ref={player}
          recording={recording}
          zone={zone}
          at={at + offsetMs}
          onTime={(ms) => isTimed(segments) && playback.tell(ms - offsetMs)}
        />
      ),
    soundEnds: recording === null || !isTimed(segments) ? null : endOf(reading, offsetMs),
  };
}

function endOf(reading: RecordingReading, offsetMs: number): number | null {
  if (reading.state !== 'ready') return null;
  const { list } = reading.kept;
  const last = list.parts.at(-1);
  if (list.purged !== null || last === undefined || last.ended === null) return null;
  return Math.max(0, lengthOf(list) - offsetMs);
}
