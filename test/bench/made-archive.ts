/** Thousands of rows that the arm about additions adds in one run, after one that it does not time. */
export const deltas = 2;
export const addedInAll = String(deltas * 1000);

/** Twenty ranges of a hundredth of an archive each, spread over it: deployments `from` up to `to`. */
export const rangesOf = (count: number): readonly (readonly [from: number, to: number])[] =>
  Array.from({ length: 20 }, (_, i) => {
    const from = Math.floor((count * (2 + i * 4.5)) / 100);
    return [from, from + count / 100] as const;
  });
