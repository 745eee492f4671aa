import { useCallback } from 'react';
import type { SoundPiece } from '../../store/recording-source.ts';
import type { SoundPlayer } from './sound-player.ts';
import styles from './player.module.css';

type Props = {
  readonly pieces: readonly SoundPiece[];
  /** Which of them sounds. */
  readonly piece: number;
  readonly player: SoundPlayer;
};

/** The elements of the piece that sounds and of the one after it, which is read ahead. */
export function PlayerMedia({ pieces, piece, player }: Props) {
  const shown = pieces.slice(piece, piece + 2);
  return shown.map((each, index) => <PieceMedia key={each.url} piece={each} isNext={index > 0} player={player} />);
}

type PieceProps = { readonly piece: SoundPiece; readonly isNext: boolean; readonly player: SoundPlayer };

function PieceMedia({ piece: { url, mime }, isNext, player }: PieceProps) {
  const attach = useCallback(
    (element: HTMLMediaElement | null) => (element === null ? undefined : player.attach(url, element)),
    [player, url],
  );
  // Captions of what is said are the transcript, beside the player.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  if (!mime.startsWith('video/')) return <audio src={url} preload="auto" ref={attach} />;
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption
    <video
      src={url}
      preload="auto"
      ref={attach}
      className={isNext ? styles['ahead'] : styles['picture']}
      aria-label="The recorded screen"
    />
  );
}
