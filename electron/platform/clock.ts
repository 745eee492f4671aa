/** The only source of time. `wall` is epoch ms and may jump; `monotonic` is ms from an arbitrary start and may not. */
export interface Clock {
  readonly wall: () => number;
  readonly monotonic: () => number;
}

export const systemClock: Clock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
};
