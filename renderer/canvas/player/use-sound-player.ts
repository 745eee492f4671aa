import { useEffect, useState, useSyncExternalStore } from 'react';
import type { SoundPiece } from '../../store/recording-source.ts';
import type { Cut } from './play-places.ts';
import { createSoundPlayer, type PlayerState, type SoundPlayer } from './sound-player.ts';

type Setting = {
  readonly pieces: readonly SoundPiece[];
  readonly cuts: readonly Cut[];
  readonly startMs: number;
  readonly onTime: ((ms: number) => void) | undefined;
};

/** A player of these pieces for as long as the component is there, and where it stands. */
export function useSoundPlayer({ pieces, cuts, startMs, onTime }: Setting): readonly [SoundPlayer, PlayerState] {
  const [player] = useState(() => createSoundPlayer(startMs));
  const state = useSyncExternalStore(player.subscribe, player.state);
  useEffect(() => player.setSound(pieces, cuts), [player, pieces, cuts]);
  useEffect(() => player.pause, [player]);
  useEffect(() => {
    if (onTime === undefined) return undefined;
    let told: number | undefined;
    return player.subscribe(() => {
      const { ms } = player.state();
      if (ms !== told) onTime(ms);
      told = ms;
    });
  }, [player, onTime]);
  useEffect(() => {
    if (!state.isPlaying) return undefined;
    let frame = requestAnimationFrame(function again() {
      player.follow();
      frame = requestAnimationFrame(again);
    });
    return () => cancelAnimationFrame(frame);
  }, [player, state.isPlaying]);
  return [player, state];
}
