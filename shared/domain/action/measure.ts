import type { Criterion } from './action.ts';

type MetricCriterion = Extract<Criterion, { kind: 'metric' }>;

/** What samples say of a metric criterion. `value` is their arithmetic mean, in the unit of the series. */
export type Reading = {
  readonly value: number;
  readonly n: number;
  readonly least: number;
  readonly greatest: number;
  /** Times of the first and last sample, epoch ms: a window that is half empty shows it. */
  readonly first: number;
  readonly last: number;
  readonly isMet: boolean;
};

/**
 * Holds samples against a criterion. Null where there are none: missing data is never 0, and says nothing. Samples that
 * are no number are missing too. The mean is weighed by samples, not by time.
 */
export function measureCriterion(
  { comparator, value: wanted }: MetricCriterion,
  { times, values }: { readonly times: ArrayLike<number>; readonly values: ArrayLike<number> },
): Reading | null {
  let [n, mean, least, greatest, first, last] = [0, 0, Infinity, -Infinity, 0, 0];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? NaN;
    if (!Number.isFinite(value)) continue;
    n += 1;
    mean += (value - mean) / n;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    if (n === 1) first = times[index] ?? 0;
    last = times[index] ?? 0;
  }
  return n === 0 ? null : { value: mean, n, least, greatest, first, last, isMet: compares(mean, comparator, wanted) };
}

/** `=` forgives what binary fractions lose, nothing more. */
function compares(value: number, comparator: MetricCriterion['comparator'], wanted: number): boolean {
  switch (comparator) {
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
    case '>':
      return value > wanted;
    case '>=':
      return value >= wanted;
    case '=':
      return Math.abs(value - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));
  }
}
