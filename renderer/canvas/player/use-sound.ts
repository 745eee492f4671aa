import { useEffect, useState } from 'react';
import { recordingSource, type SoundPiece } from '../../store/recording-source.ts';
import { isPartHere, type KeptRecording } from '../../store/recording-tables.ts';

export type Sound = { readonly pieces: readonly SoundPiece[]; readonly isLoading: boolean };

const silence: readonly SoundPiece[] = [];

/** What there is to play of a recording, made anew when more of it, or another file, is here. */
export function useSound(kept: KeptRecording): Sound {
  const version = versionOf(kept);
  const [sound, setSound] = useState<{ readonly version: string; readonly pieces: readonly SoundPiece[] }>();
  const { id } = kept;
  useEffect(() => {
    let isCurrent = true;
    let release = (): void => undefined;
    void recordingSource(id).then((source) => {
      if (!isCurrent) return source?.release();
      release = () => source?.release();
      setSound({ version, pieces: source?.pieces ?? silence });
      return undefined;
    });
    return () => {
      isCurrent = false;
      release();
    };
  }, [id, version]);
  return { pieces: sound?.pieces ?? silence, isLoading: sound?.version !== version };
}

/** Of a part that runs nothing counts here: it grows every second, and what is played must not be taken away for it. */
function versionOf(kept: KeptRecording): string {
  const { id, copy, media, list } = kept;
  if (media?.whole === true) return `${id} ${copy} ${media.sha256}`;
  const here = list.parts.filter(({ part, ended }) => ended !== null && isPartHere(kept, part));
  return `${id} ${copy} parts ${here.map(({ part }) => part).join(' ')}`;
}
