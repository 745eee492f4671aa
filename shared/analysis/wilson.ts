/** 0.975 quantile of the normal distribution, for 95 % two-sided. */
const z95 = 1.959963984540054;

export type Share = { readonly value: number; readonly low: number; readonly high: number };

/**
 * A share with its 95 % Wilson score interval (Wilson 1927): centre (p + z2/2n) / (1 + z2/n), half width
 * z sqrt(p(1-p)/n + z2/4n2) / (1 + z2/n). Wald's interval covers 72 % at n = 25, p = .05, this one 96.6 %.
 * Null where there is nothing to take a share of, or the counts are not 0 <= successes <= n.
 */
export function wilson(successes: number, n: number): Share | null {
  if (!(n > 0) || !(successes >= 0) || successes > n || !Number.isFinite(n)) return null;
  const p = successes / n;
  const z2 = z95 * z95;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z95 * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return {
    value: p,
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  };
}
