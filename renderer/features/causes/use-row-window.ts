import { useCallback, useState, type UIEvent } from 'react';

/** Above so many rows only those in sight are drawn, each of one height, px. */
export const mostRowsDrawn = 300;
export const rowHeight = 32;
const spare = 12;

/** Which of many rows of one height are in sight of a list that scrolls; `onScroll` goes onto it. */
export function useRowWindow(count: number) {
  const [seen, setSeen] = useState({ top: 0, height: 900 });
  const onScroll = useCallback((event: UIEvent<HTMLElement>) => {
    const { scrollTop, clientHeight } = event.currentTarget;
    setSeen({ top: scrollTop, height: clientHeight });
  }, []);
  const first = Math.max(0, Math.floor(seen.top / rowHeight) - spare);
  const last = Math.min(count, Math.ceil((seen.top + seen.height) / rowHeight) + spare);
  return { first, last, onScroll };
}
