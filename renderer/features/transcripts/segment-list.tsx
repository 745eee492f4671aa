import {
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type FocusEvent,
  type Ref,
  type RefObject,
} from 'react';
import { isTimed } from '../../../shared/domain/transcript/transcript-length.ts';
import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import { countOf } from '../../ui/format-number.ts';
import { heardAt } from './heard-at.ts';
import { useHeard, type Playback } from './playback.ts';
import { SegmentField } from './segment-field.tsx';
import { SegmentRow } from './segment-row.tsx';
import type { Cursor } from './use-cursor.ts';
import type { Times } from './use-nudge.ts';
import { useRowWindow, type RowWindow } from './use-row-window.ts';
import type { Writer } from './use-writing.ts';
import styles from './segment-list.module.css';

/** Where the keys of the list are heard. */
export const listSelector = '[data-segments]';

/** What others can have the list do. */
export type SegmentListHandle = {
  /** Gives the keyboard to the row under the cursor. */
  readonly focus: () => void;
  readonly reveal: RowWindow['reveal'];
};

type Props = {
  readonly ref: Ref<SegmentListHandle>;
  readonly segments: readonly Segment[];
  readonly cursor: Cursor;
  readonly writer: Writer;
  readonly moved: Times | null;
  readonly playback: Playback;
  readonly isFollowing: boolean;
  readonly wanted: string;
  /** Ms of the transcript at which its recording ends; null where there is none, or its length is not known. */
  readonly soundEnds: number | null;
};

/** All segments as one grid, of which only those in sight are drawn; the row under the cursor always is. */
export function SegmentList({ ref, ...props }: Props) {
  const { segments, cursor, writer, playback, isFollowing } = props;
  const { scroller: list, rows, first, end, onScroll, measure, reveal, isInSight } = useRowWindow(segments);
  const heard = useHeard(playback, (ms) => heardAt(segments, ms));
  useFollow({ reveal, isInSight }, heard, isFollowing && writer.writing === null);
  const focus = useCallback(() => list.current?.focus({ preventScroll: true }), [list]);
  useImperativeHandle(ref, () => ({ focus, reveal }), [focus, reveal]);
  const keeping = useKeptRow(list, cursor.at, writer.writing !== null);
  const onPoint = useStable((index: number, isExtending: boolean) =>
    cursor.moveTo(index, isExtending ? 'extends' : 'alone'),
  );
  const onEdit = useStable((index: number) => {
    const segment = segments[index];
    if (segment !== undefined) writer.begin(segment);
  });
  const drawn = Array.from({ length: Math.max(0, end - first) }, (_, step) => first + step);
  if (cursor.at !== -1 && cursor.at < first) drawn.unshift(cursor.at);
  if (cursor.at >= end) drawn.push(cursor.at);
  return (
    <div
      ref={list}
      role="grid"
      className={styles['list']}
      data-segments=""
      tabIndex={-1}
      aria-label={`Transcript, ${countOf(segments.length, 'segment')}`}
      aria-rowcount={segments.length}
      aria-multiselectable="true"
      onScroll={onScroll}
      onFocus={keeping.onFocus}
      onBlur={keeping.onBlur}
    >
      <div role="none" className={styles['whole']} style={{ height: rows.total() }} />
      <DrawnRows
        {...props}
        drawn={drawn}
        rows={rows}
        heard={heard}
        measure={measure}
        onPoint={onPoint}
        onEdit={onEdit}
        onEnd={focus}
      />
    </div>
  );
}

type DrawnProps = Omit<Props, 'ref' | 'isFollowing'> &
  Pick<RowWindow, 'rows' | 'measure'> & {
    /** Indexes of the rows that are drawn. */
    readonly drawn: readonly number[];
    readonly heard: number;
    readonly onPoint: (index: number, isExtending: boolean) => void;
    readonly onEdit: (index: number) => void;
    /** Writing ended by a key. */
    readonly onEnd: () => void;
  };

function DrawnRows({ segments, cursor, writer, moved, playback, drawn, rows, heard, ...rest }: DrawnProps) {
  const isKnown = isTimed(segments);
  return drawn.map((index) => {
    const segment = segments[index];
    if (segment === undefined) return null;
    const { writing } = writer;
    return (
      <SegmentRow
        key={segment.id}
        segment={segment}
        index={index}
        top={rows.topOf(index)}
        text={writer.textOf(segment)}
        moved={moved?.segment === segment.id ? moved : null}
        isCursor={index === cursor.at}
        isChosen={index >= cursor.from && index <= cursor.to}
        isHeard={index === heard}
        isTimed={isKnown}
        isPast={rest.soundEnds !== null && segment.start >= rest.soundEnds}
        isSame={index > 0 && segments[index - 1]?.speaker === segment.speaker}
        wanted={rest.wanted}
        playback={playback}
        measure={rest.measure}
        onPoint={rest.onPoint}
        onEdit={rest.onEdit}
        field={
          writing?.segment === segment.id ? (
            <SegmentField segment={segment} writing={writing} writer={writer} onEnd={rest.onEnd} />
          ) : null
        }
      />
    );
  });
}

/**
 * The keyboard's place goes with the cursor while it is in the list; a field keeps it. A row that is drawn no more, since
 * the cursor went far away, takes the focus with it without a word, so the list remembers that it had it.
 */
function useKeptRow(list: RefObject<HTMLDivElement | null>, at: number, isWriting: boolean) {
  const isHere = useRef(false);
  const focusRow = () =>
    list.current?.querySelector<HTMLElement>(`[data-index="${at}"]`)?.focus({ preventScroll: true });
  useLayoutEffect(() => {
    const focused = document.activeElement;
    const isLost = focused === document.body || list.current?.contains(focused) === true;
    if (!isWriting && isHere.current && isLost) focusRow();
  });
  return {
    onFocus: ({ target, currentTarget }: FocusEvent) => {
      isHere.current = true;
      if (target === currentTarget) focusRow();
    },
    onBlur: ({ relatedTarget, currentTarget, target }: FocusEvent) => {
      if (target.isConnected && document.hasFocus()) isHere.current = currentTarget.contains(relatedTarget);
    },
  };
}

/** Keeps what is heard in sight, unless somebody has looked away from it. */
function useFollow(sight: Pick<RowWindow, 'reveal' | 'isInSight'>, heard: number, isFollowing: boolean): void {
  const before = useRef(-1);
  const { reveal, isInSight } = sight;
  useLayoutEffect(() => {
    const last = before.current;
    before.current = heard;
    if (isFollowing && heard !== -1 && heard !== last && (last === -1 || isInSight(last))) reveal(heard);
  }, [heard, isFollowing, reveal, isInSight]);
}

/** The same function over all drawings, which does what the latest one would; for rows that are drawn again only when they change. */
function useStable<A extends readonly unknown[]>(run: (...args: A) => void): (...args: A) => void {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
