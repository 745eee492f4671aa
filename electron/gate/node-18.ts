/**
 * What Node 18 lacks of what the verifier's parts call: `toSorted` came with Node 20. Defined where it is missing, before
 * anything else runs.
 */
if (!('toSorted' in Array.prototype))
  // oxlint-disable-next-line no-extend-native -- the one file runs alone, so nobody else is surprised by it
  Object.defineProperty(Array.prototype, 'toSorted', {
    value: function <T>(this: readonly T[], compare?: (a: T, b: T) => number): T[] {
      // oxlint-disable-next-line unicorn/no-array-sort -- of a copy
      return [...this].sort(compare);
    },
  });
