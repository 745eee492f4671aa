import { useEffect, useState } from 'react';

/**
 * `Date.now()`, read again four times a second. Nothing is counted: a late or lost tick changes only when a figure is
 * drawn, never which.
 */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    const wake = () => setNow(Date.now());
    document.addEventListener('visibilitychange', wake);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', wake);
    };
  }, []);
  return now;
}
