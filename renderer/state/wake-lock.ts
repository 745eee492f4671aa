import { useEffect } from 'react';

/**
 * Keeps this window's display awake while `active`. The lock is lost whenever the window is hidden, so it is taken again
 * when it is seen; where it is refused (battery saver) the meeting goes on without.
 */
export function useWakeLock(active: boolean): void {
  useEffect(() => {
    if (!active || !('wakeLock' in navigator)) return undefined;
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const take = async (): Promise<void> => {
      if (over || document.visibilityState !== 'visible' || lock?.released === false) return;
      const taken = await navigator.wakeLock.request('screen').catch(() => null);
      if (over) void taken?.release();
      else lock = taken;
    };
    const onSeen = () => void take();
    void take();
    document.addEventListener('visibilitychange', onSeen);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', onSeen);
      void lock?.release();
    };
  }, [active]);
}
