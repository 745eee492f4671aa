import { useSyncExternalStore } from 'react';

/** Where the sound stands, ms of the transcript; null while nothing was played yet. */
export type Playback = {
  readonly tell: (ms: number | null) => void;
  readonly now: () => number | null;
  readonly subscribe: (listener: () => void) => () => void;
};

/** Told many times a second, so that only what is marked by it is drawn again. */
export function createPlayback(): Playback {
  let at: number | null = null;
  const listeners = new Set<() => void>();
  return {
    tell: (ms) => {
      if (ms === at) return;
      at = ms;
      for (const listener of listeners) listener();
    },
    now: () => at,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What `find` makes of the moment that is heard; drawn again only when that changes. `find` returns a number. */
export const useHeard = (playback: Playback, find: (ms: number) => number): number =>
  useSyncExternalStore(playback.subscribe, () => {
    const at = playback.now();
    return at === null ? -1 : find(at);
  });
