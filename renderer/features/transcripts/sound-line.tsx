import { useMemo } from 'react';
import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Mark } from '../../ui/mark.tsx';
import { lastBegunAt } from './heard-at.ts';
import { formatMoment } from './transcript-words.ts';
import styles from './transcript-editor.module.css';

type Props = {
  readonly segments: readonly Segment[];
  /** Ms of the transcript at which its recording ends; null where that is not known. */
  readonly soundEnds: number | null;
  readonly goTo: (index: number) => void;
};

/** What of a transcript has no sound, because it goes on after its recording's end; nothing where all has. */
export function SoundLine({ segments, soundEnds, goTo }: Props) {
  const first = useMemo(
    () => (soundEnds === null ? segments.length : lastBegunAt(segments, soundEnds - 1) + 1),
    [segments, soundEnds],
  );
  if (soundEnds === null || first >= segments.length) return null;
  return (
    <p className={styles['surplus']}>
      <Mark tone="warn">
        The recording ends at {formatMoment(soundEnds)}; {countOf(segments.length - first, 'segment')} after it{' '}
        {segments.length - first === 1 ? 'has' : 'have'} no sound.
      </Mark>{' '}
      <Button kind="quiet" onClick={() => goTo(first)}>
        Go there
      </Button>
    </p>
  );
}
