/** What is read of the microphone and the clocks, four times a second. Times in ms. */
export type WatchReading = {
  readonly wall: number;
  readonly mono: number;
  /** When sound last came out of the recorder, by the monotonic clock. */
  readonly heardAt: number;
  /** The loudest since the last reading, dBFS; null where it cannot be told. */
  readonly level: number | null;
};

export type Watch = {
  readonly wall: number;
  readonly mono: number;
  /** Since when nothing louder than the floor was heard, monotonic; null while there is sound. */
  readonly quietSince: number | null;
  /** Since when the recorder gave nothing at all, monotonic. */
  readonly gapSince: number | null;
};

/** What came to an end, to be noted; `since` is monotonic. */
export type WatchFinding =
  | { readonly kind: 'slept'; readonly forMs: number }
  | { readonly kind: 'silence' | 'gap'; readonly since: number; readonly forMs: number };

/** Below this a microphone hears its own noise, dBFS. */
export const quietBelow = -60;
/** Quiet for so long is told: a microphone that is off sounds like a room that thinks. */
export const silenceMs = 30_000;
/** A recorder gives something every tenth of a second; after so long without, sound is being lost. */
export const gapMs = 1000;
/** The clocks may part by so much before the machine is taken to have slept. */
const sleepMs = 2000;
/** Timers come this late only where the whole machine stood. */
const stoodMs = 10_000;

export const beginWatch = (wall: number, mono: number): Watch => ({ wall, mono, quietSince: null, gapSince: null });

/** One more reading: what is so now, and what has just ended. */
export function watchOn(
  watch: Watch,
  { wall, mono, heardAt, level }: WatchReading,
): { readonly watch: Watch; readonly ended: readonly WatchFinding[] } {
  const slept = sleptFor(watch, wall, mono);
  if (slept > 0)
    return { watch: beginWatch(wall, mono), ended: [...endWatch(watch, mono), { kind: 'slept', forMs: slept }] };
  const isGap = mono - heardAt > gapMs;
  const gapSince = isGap ? (watch.gapSince ?? heardAt) : null;
  const isQuiet = level !== null && level < quietBelow;
  const quietSince = isQuiet ? (watch.quietSince ?? mono) : null;
  const next = { wall, mono, quietSince, gapSince };
  return {
    watch: next,
    ended: endWatch(
      { ...watch, quietSince: isQuiet ? null : watch.quietSince, gapSince: isGap ? null : watch.gapSince },
      mono,
    ),
  };
}

/** What is to be noted of a watch that ends now. */
export const endWatch = ({ quietSince, gapSince }: Watch, mono: number): readonly WatchFinding[] => [
  ...(isSilence(quietSince, mono) ? [{ kind: 'silence' as const, since: quietSince, forMs: mono - quietSince }] : []),
  ...(gapSince === null ? [] : [{ kind: 'gap' as const, since: gapSince, forMs: mono - gapSince }]),
];

export const isSilence = (quietSince: number | null, mono: number): quietSince is number =>
  quietSince !== null && mono - quietSince >= silenceMs;

/**
 * How long the machine slept, 0 when it did not. Where the monotonic clock stands in sleep the two part; where it runs on,
 * four readings a second cannot be ten seconds apart otherwise. A wall clock that was only set has its own gap in the meeting.
 */
function sleptFor({ wall: wallBefore, mono: monoBefore }: Watch, wall: number, mono: number): number {
  const [byWall, byMono] = [wall - wallBefore, mono - monoBefore];
  if (byWall - byMono > sleepMs) return byWall - byMono;
  return byMono > stoodMs ? byMono : 0;
}
