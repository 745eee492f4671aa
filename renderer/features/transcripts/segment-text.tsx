import { placeWords } from '../../../shared/domain/transcript/align-words.ts';
import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import { cutText, findInText, type Stretch } from './find-in-text.ts';
import { wordHeardAt } from './heard-at.ts';
import { createPlayback, useHeard, type Playback } from './playback.ts';
import styles from './segment-list.module.css';

const silent = createPlayback();

type Props = {
  readonly segment: Segment;
  readonly text: string;
  readonly wanted: string;
  /** Null where the segment is not heard now. */
  readonly playback: Playback | null;
};

/** What was said, with what is looked for marked, and the word that is heard where words have times. */
export function SegmentText({ segment, text, wanted, playback }: Props) {
  const word = useHeard(playback ?? silent, (ms) => wordHeardAt(segment, ms));
  const heard = playback === null || text !== segment.text ? null : stretchOf(segment, word);
  if (text === '') return <span className={styles['wordless']}>no words</span>;
  const found = wanted === '' ? [] : findInText(text, wanted);
  if (found.length === 0 && heard === null) return text;
  return cutText(text, found, heard).map(({ at, text: piece, isFound, isHeard }) => {
    if (isFound)
      return (
        <mark key={at} className={isHeard ? styles['foundHeard'] : styles['found']}>
          {piece}
        </mark>
      );
    return (
      <span key={at} className={isHeard ? styles['heardWord'] : undefined}>
        {piece}
      </span>
    );
  });
}

function stretchOf({ text, words = [] }: Segment, word: number): Stretch | null {
  const timed = words[word];
  return timed === undefined ? null : (placeWords(text, words).find((placed) => placed.word === timed) ?? null);
}
