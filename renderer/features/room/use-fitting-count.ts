import { useState, type RefObject } from 'react';
import { useLaidOut } from '../../canvas/use-laid-out.ts';
import { useSize } from '../../canvas/use-size.ts';

/**
 * How many of at most `most` lines fit into `frame`, which must hide what overflows: one less until they do, 0 where not
 * even one does. Counts anew when `key` or the frame's size changes.
 */
export function useFittingCount(frame: RefObject<HTMLElement | null>, most: number, key: string): number {
  const { width, height } = useSize(frame);
  const whole = `${width}x${height} ${most} ${key}`;
  const [fit, setFit] = useState({ whole, count: most });
  const count = fit.whole === whole ? fit.count : most;
  useLaidOut(() => {
    const element = frame.current;
    if (element === null || count === 0 || element.scrollHeight <= element.clientHeight + 1) return;
    setFit({ whole, count: count - 1 });
  });
  return count;
}
