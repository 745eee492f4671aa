/**
 * The lower median: of an even number of values the smaller of the two in the middle, so that it is always a value that
 * occurred. Not-a-numbers are left out; null for none.
 */
export function lowerMedian(values: readonly number[]): number | null {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? null;
}
