import { quantileSorted } from 'd3-array';

/** Median (type R-7) of finite values; undefined for none. Units as given. */
export function median(values: Iterable<number>): number | undefined {
  const sorted = Array.from(values)
    .filter(Number.isFinite)
    .toSorted((a, b) => a - b);
  return sorted.length === 0 ? undefined : quantileSorted(sorted, 0.5);
}

/**
 * Modified z score, 0.6745 (x - median) / MAD (Iglewicz and Hoaglin 1993). With MAD 0 the mean absolute deviation takes
 * its place, scaled by 0.7979 (its value for a normal distribution); when that is 0 too, every usual value is the same
 * and no score exists: null.
 */
export function modifiedZ(x: number, usual: readonly number[]): number | null {
  const centre = median(usual);
  if (centre === undefined) return null;
  const deviations = usual.map((value) => Math.abs(value - centre));
  const mad = median(deviations) ?? 0;
  if (mad > 0) return (0.6745 * (x - centre)) / mad;
  const meanDeviation = deviations.reduce((sum, each) => sum + each, 0) / deviations.length;
  return meanDeviation > 0 ? (0.7979 * (x - centre)) / meanDeviation : null;
}

/**
 * Where values are usual: those whose modified z score stays within +-3.5 (Iglewicz and Hoaglin 1993), so that one bad
 * release among the earlier ones does not stretch it. What is never negative has no
 * range below 0. With MAD 0 the least and the greatest value; undefined for none.
 */
export function usualRange(usual: readonly number[]): { readonly low: number; readonly high: number } | undefined {
  const centre = median(usual);
  if (centre === undefined) return undefined;
  const mad = median(usual.map((value) => Math.abs(value - centre))) ?? 0;
  if (mad === 0) return { low: Math.min(...usual), high: Math.max(...usual) };
  const half = (3.5 * mad) / 0.6745;
  const floor = usual.every((value) => value >= 0) ? 0 : -Infinity;
  return { low: Math.max(floor, centre - half), high: centre + half };
}
