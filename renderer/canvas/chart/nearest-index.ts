import { firstAt } from '../../../shared/analysis/pyramid.ts';

/** Index of the time nearest to `wanted`; times ascend. -1 when there is none. */
export function nearestIndex(times: Float64Array, wanted: number): number {
  const index = firstAt(times, wanted);
  if (index === times.length) return times.length - 1;
  if (index > 0 && wanted - (times[index - 1] ?? 0) < (times[index] ?? 0) - wanted) return index - 1;
  return index;
}
