import { useEffect, useState } from 'react';
import { useIsReading } from './once-read.ts';

const onItsWayMs = 1500;

/**
 * Whether what is missing under `key` may still be on its way here: until the page is up to date and a moment has passed,
 * since the lines of what was made just now come after the answer that names it.
 */
export function useOnItsWay(isMissing: boolean, key: string): boolean {
  const isReading = useIsReading();
  const [patience, setPatience] = useState<string | undefined>();
  const isGone = isMissing && !isReading;
  useEffect(() => {
    if (!isGone) return undefined;
    const timer = setTimeout(() => setPatience(key), onItsWayMs);
    return () => clearTimeout(timer);
  }, [isGone, key]);
  return isMissing && !(isGone && patience === key);
}
