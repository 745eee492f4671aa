import type { Applied } from './apply-frame.ts';
import type { LostStream, SyncState } from './sync-state.ts';

export type SyncProgress = {
  readonly note: (applied: Applied) => void;
  readonly noteLost: (streams: readonly LostStream[]) => void;
  /** True once anything came in this round. */
  readonly hasBegun: () => boolean;
};

const sayEveryMs = 100;

/**
 * Says where a round stands, at most ten times a second while it catches up, and at every change of state. While the main
 * process lacks what is kept here, that is the state, since it is what a person must hear of.
 */
export function createSyncProgress(say: (state: SyncState) => void, now: () => number): SyncProgress {
  let done = 0;
  let total = 0;
  let saidAt = -Infinity;
  let isLive = false;
  let hasBegun = false;
  let lost: readonly LostStream[] = [];
  const sayNow = (state: SyncState): void => {
    saidAt = now();
    say(state);
  };
  return {
    hasBegun: () => hasBegun,
    noteLost: (streams) => {
      lost = streams;
      if (lost.length > 0) sayNow({ state: 'main-lost-data', streams: lost });
    },
    note: (applied) => {
      hasBegun = true;
      if (applied.kind === 'hello') total = applied.total;
      if (applied.kind === 'kept') done += applied.lines;
      const turnsLive = applied.kind === 'caught-up' && !isLive;
      if (turnsLive) isLive = true;
      if (lost.length > 0 || (!turnsLive && now() - saidAt < sayEveryMs)) return;
      sayNow(isLive ? { state: 'live', at: now() } : { state: 'catching-up', done, total: Math.max(total, done) });
    },
  };
}
