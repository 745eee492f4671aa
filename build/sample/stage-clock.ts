import type { Clock } from '../../electron/platform/clock.ts';

/** A clock that stands where the story puts it. Both readings move together, so that no jump looks like sleep. */
export type StageClock = Clock & {
  /** Moves on to `at` (epoch ms); never back. */
  readonly set: (at: number) => void;
};

export function createStageClock(start: number): StageClock {
  let now = start;
  return {
    wall: () => now,
    monotonic: () => now - start,
    set: (at) => {
      now = Math.max(now, at);
    },
  };
}
