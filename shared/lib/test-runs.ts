/** One run of a property that takes longer than this hangs. */
const perRun = 10_000;
/** Below what a test of the renderer may take (30 s), shrinking included. */
const altogether = 20_000;

/**
 * How an asynchronous property is asserted: so many runs, within a time of its own. A failure that still shrinks when the
 * time is over is told with the least example found so far and its seed, where the test's own limit would hide it behind
 * a bare timeout; a property that did not fail and is not through by then fails as interrupted.
 */
export const boundedRuns = (numRuns: number) =>
  ({ numRuns, timeout: perRun, interruptAfterTimeLimit: altogether, markInterruptAsFailure: true }) as const;
