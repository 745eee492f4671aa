import { memo, useLayoutEffect, useRef, type ReactNode } from 'react';
import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import { Mark } from '../../ui/mark.tsx';
import type { Playback } from './playback.ts';
import { SegmentText } from './segment-text.tsx';
import { formatMoment, formatTenth, stateInWords } from './transcript-words.ts';
import styles from './segment-list.module.css';

export type RowProps = {
  readonly segment: Segment;
  readonly index: number;
  /** px from the top of the list. */
  readonly top: number;
  readonly text: string;
  /** Begin and end as they are being moved; null where nobody moves them. */
  readonly moved: { readonly start: number; readonly end: number } | null;
  readonly isCursor: boolean;
  readonly isChosen: boolean;
  readonly isHeard: boolean;
  /** The transcript says when its words were said. */
  readonly isTimed: boolean;
  /** It begins after its recording ends. */
  readonly isPast: boolean;
  /** The segment before is of the same speaker. */
  readonly isSame: boolean;
  /** A text that is looked for. */
  readonly wanted: string;
  readonly playback: Playback;
  readonly measure: (row: HTMLElement) => () => void;
  readonly onPoint: (index: number, extends_: boolean) => void;
  readonly onEdit: (index: number) => void;
  /** The field, while the text of this one is written. */
  readonly field: ReactNode;
};

/** One stretch of speech: when, who, what, and whether a person has verified it. */
export const SegmentRow = memo(function SegmentRow(props: RowProps) {
  const { segment, index, top, text, moved, isCursor, isChosen, isHeard, isTimed, isPast, isSame, field, measure } =
    props;
  const row = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (row.current === null ? undefined : measure(row.current)), [measure, segment]);
  const { start, end } = moved ?? segment;
  return (
    // The list hears the keys; a pointer is only another way to the same.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={row}
      role="row"
      className={styles['row']}
      data-index={index}
      data-heard={isHeard || undefined}
      data-state={segment.state}
      tabIndex={isCursor ? 0 : -1}
      aria-rowindex={index + 1}
      aria-selected={isChosen}
      aria-current={isHeard ? 'true' : undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => props.onPoint(index, event.shiftKey)}
      onDoubleClick={() => props.onEdit(index)}
    >
      <span
        role="gridcell"
        className={styles['time']}
        title={isTimed ? `${formatTenth(start)} to ${formatTenth(end)}` : undefined}
      >
        {isHeard && (
          <span className={styles['heardGlyph']} aria-hidden="true">
            ▸
          </span>
        )}
        {isTimed && (moved === null && !isCursor ? formatMoment(start) : formatTenth(start))}
        {moved !== null && <span className={styles['end']}>to {formatTenth(end)}</span>}
      </span>
      <span role="gridcell" dir="auto" className={isSame ? styles['same'] : styles['speaker']}>
        {segment.speaker ?? 'nobody named'}
      </span>
      <div role="gridcell" dir="auto" className={styles['text']}>
        {field ?? (
          <SegmentText segment={segment} text={text} wanted={props.wanted} playback={isHeard ? props.playback : null} />
        )}
      </div>
      <span role="gridcell" className={styles['state']}>
        {segment.state === 'human-verified' ? (
          <Mark tone="calm">{stateInWords(segment.state)}</Mark>
        ) : (
          <Mark tone="plain" glyph="┄">
            {stateInWords(segment.state)}
          </Mark>
        )}
        {isPast && <Mark tone="warn">no sound</Mark>}
      </span>
    </div>
  );
});
