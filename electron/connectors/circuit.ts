/**
 * Keeps a source that fails from being asked on and on: after `opensAfter` failures in a row nothing is asked for
 * `restsMs`, then one request tries it again. Times are monotonic ms.
 */
export type Circuit = {
  /** Whether a request may go out now. */
  readonly allows: () => boolean;
  readonly succeeded: () => void;
  readonly failed: () => void;
  /** ms until the next request may go out; 0 while closed. */
  readonly restsFor: () => number;
};

export function createCircuit(monotonic: () => number, opensAfter = 5, restsMs = 60_000): Circuit {
  let failures = 0;
  let opensAgainAt = 0;
  const restsFor = (): number => (failures < opensAfter ? 0 : Math.max(0, opensAgainAt - monotonic()));
  return {
    allows: () => restsFor() === 0,
    succeeded: () => {
      failures = 0;
    },
    failed: () => {
      failures += 1;
      if (failures >= opensAfter) opensAgainAt = monotonic() + restsMs;
    },
    restsFor,
  };
}
