/** A reproducible source of chance. Every purpose takes its own stream, so that a change to one leaves the others alone. */
export type Random = {
  /** In [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Standard normal (Box and Muller 1958). */
  normal(): number;
  /** Log-normal with the given median; `spread` is the standard deviation of its logarithm. */
  around(median: number, spread: number): number;
  hex(digits: number): string;
};

/** The stream `name` of a seed: mulberry32 over an FNV-1a hash of both. */
export function createRandom(seed: number, name: string): Random {
  let state = fnv1a(`${seed}/${name}`);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + (high - low) * next();
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    between,
    whole,
    chance: (share) => next() < share,
    pick: <T>(items: readonly T[]): T => items[whole(0, items.length - 1)] as T,
    normal,
    around: (median, spread) => median * Math.exp(spread * normal()),
    hex: (digits) => Array.from({ length: digits }, () => whole(0, 15).toString(16)).join(''),
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
