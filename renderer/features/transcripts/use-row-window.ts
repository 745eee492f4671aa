import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import { createRowHeights, type RowHeights } from './row-heights.ts';

/** Rows drawn beyond what is seen, above and below. */
const spare = 8;
const lineHeight = 24;
const rowPadding = 17;
/** px that one letter of the text takes on average. */
const letterWidth = 7.7;
/** px beside the text: time, speaker, state. */
const besideText = 372;
/** How long a place that was jumped to is held while the rows round it are measured. */
const holdMs = 400;

const guess = (text: string, width: number): number =>
  Math.max(1, Math.ceil((text.length * letterWidth) / Math.max(120, width - besideText))) * lineHeight + rowPadding;

export type RowWindow = {
  readonly scroller: React.RefObject<HTMLDivElement | null>;
  readonly rows: RowHeights;
  readonly first: number;
  /** The row after the last one that is drawn. */
  readonly end: number;
  readonly onScroll: () => void;
  /** Given to each drawn row, with its index in `data-index`. */
  readonly measure: (row: HTMLElement) => () => void;
  /** Brings a row into sight; `middle` for a jump. */
  readonly reveal: (row: number, how?: 'edge' | 'middle') => void;
  readonly isInSight: (row: number) => boolean;
};

/**
 * Which of many segments are drawn. Rows are as high as their text; a row that was never drawn stands with a guess, and
 * what turns out otherwise above the sight is taken out of the scroll position, so that nothing moves under the eyes.
 */
export function useRowWindow(segments: readonly Segment[]): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 800, width: 1000 });
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const measured = useMemo(() => ({ width: seen.width, heights: new WeakMap<Segment, number>() }), [seen.width]);
  const rows = useMemo(
    () =>
      createRowHeights(segments.length, (row) => {
        const segment = segments[row];
        return segment === undefined ? 1 : (measured.heights.get(segment) ?? guess(segment.text, measured.width));
      }),
    [segments, measured],
  );
  const now = useRef({ rows, segments, measured });
  const held = useRef<{ readonly row: number; readonly how: 'edge' | 'middle'; readonly until: number } | null>(null);
  useLayoutEffect(() => {
    now.current = { rows, segments, measured };
  });

  const look = useCallback(() => {
    const list = scroller.current;
    if (list === null) return;
    const { scrollTop: top, clientHeight: height, clientWidth: width } = list;
    setSeen((before) =>
      before.top === top && before.height === height && before.width === width ? before : { top, height, width },
    );
  }, []);

  const reveal = useCallback(
    (row: number, how: 'edge' | 'middle' = 'edge') => {
      const list = scroller.current;
      if (list === null || row < 0) return;
      held.current = { row, how, until: performance.now() + holdMs };
      placeInSight(list, now.current.rows, row, how);
      look();
    },
    [look],
  );

  const take = (entries: readonly (readonly [number, number])[]) => {
    const list = scroller.current;
    if (list === null) return;
    const { rows: current, segments: items, measured: known } = now.current;
    let grown = 0;
    let above = 0;
    for (const [row, height] of entries) {
      const segment = items[row];
      if (segment === undefined || height < 1) continue;
      known.heights.set(segment, height);
      const top = current.topOf(row);
      const by = current.set(row, height);
      grown += Math.abs(by);
      if (top + height < list.scrollTop) above += by;
    }
    if (grown < 0.5) return;
    redraw();
    const hold = held.current;
    if (hold !== null && hold.until > performance.now()) placeInSight(list, current, hold.row, hold.how);
    else if (above !== 0) list.scrollTop += above;
  };
  const observer = useRowObserver(take);
  useLayoutEffect(() => {
    // Heights were thrown away, those of the rows that are drawn too; nothing tells of them again unless they change.
    const drawn = scroller.current?.querySelectorAll<HTMLElement>('[data-index]') ?? [];
    take(Array.from(drawn, (row) => [Number(row.dataset['index']), row.offsetHeight]));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only when the rows stand anew
  }, [rows]);

  useEffect(() => {
    const list = scroller.current;
    if (list === null) return undefined;
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(list);
    const letGo = () => (held.current = null);
    list.addEventListener('wheel', letGo, { passive: true });
    list.addEventListener('pointerdown', letGo);
    return () => {
      sizes.disconnect();
      list.removeEventListener('wheel', letGo);
      list.removeEventListener('pointerdown', letGo);
    };
  }, [look]);

  const isInSight = useCallback((row: number) => {
    const list = scroller.current;
    if (list === null) return false;
    const top = now.current.rows.topOf(row);
    return top + now.current.rows.heightOf(row) > list.scrollTop && top < list.scrollTop + list.clientHeight;
  }, []);

  return {
    scroller,
    rows,
    first: Math.max(0, rows.rowAt(seen.top) - spare),
    end: Math.min(segments.length, rows.rowAt(seen.top + seen.height) + 1 + spare),
    onScroll: look,
    measure: observer,
    reveal,
    isInSight,
  };
}

function placeInSight(list: HTMLElement, rows: RowHeights, row: number, how: 'edge' | 'middle'): void {
  const top = rows.topOf(row);
  const height = rows.heightOf(row);
  const bottom = top + height - list.clientHeight;
  if (how === 'middle') list.scrollTop = top - Math.max(0, (list.clientHeight - height) / 2);
  else if (list.scrollTop > top) list.scrollTop = top;
  else if (list.scrollTop < bottom) list.scrollTop = Math.min(top, bottom);
}

/** One observer of all drawn rows; tells [index, height px] of those that changed. */
function useRowObserver(onMeasured: (rows: readonly (readonly [number, number])[]) => void) {
  const tell = useRef(onMeasured);
  useLayoutEffect(() => {
    tell.current = onMeasured;
  });
  const observer = useRef<ResizeObserver | null>(null);
  return useCallback((row: HTMLElement) => {
    observer.current ??= new ResizeObserver((entries) =>
      tell.current(
        entries.map(({ target, borderBoxSize }) => [
          Number(target instanceof HTMLElement ? target.dataset['index'] : -1),
          borderBoxSize[0]?.blockSize ?? 0,
        ]),
      ),
    );
    const mine = observer.current;
    mine.observe(row);
    return () => mine.unobserve(row);
  }, []);
}
