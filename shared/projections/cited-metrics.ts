import { uncitedReviews } from '../domain/kpi/metric-rule.ts';
import type { Review } from '../domain/review/review.ts';

/**
 * [M2.6] Metrics of a service that the last 6 closed reviews which had them in their package never cited as evidence: their
 * removal is proposed. A metric that fewer reviews had is too young to judge. Reviews of other services do not count.
 */
export function uncitedMetrics(reviews: readonly Review[], service: string): readonly string[] {
  const closed = reviews
    .filter((review) => review.service === service && review.closedAt !== null && review.package !== null)
    .toSorted((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0));
  const shown = new Map<string, { metric: string; cited: boolean; count: number }>();
  for (const review of closed) {
    const cited = citedSeries(review);
    const content = review.package?.content;
    for (const { series, metric } of [...(content?.deviations ?? []), ...(content?.appendix ?? [])]) {
      const known = shown.get(series) ?? { metric, cited: false, count: 0 };
      if (known.count >= uncitedReviews) continue;
      shown.set(series, { metric, cited: known.cited || cited.has(series), count: known.count + 1 });
    }
  }
  const unused = [...shown.values()].filter((each) => !each.cited && each.count >= uncitedReviews);
  return [...new Set(unused.map((each) => each.metric))].toSorted();
}

/** Series that a fact or a cause of the review rests on, for or against. */
function citedSeries(review: Review): ReadonlySet<string> {
  const pieces = [...review.claims, ...review.causes].flatMap((holder) => holder.evidence);
  return new Set(pieces.flatMap(({ locator }) => (locator.type === 'metric-window' ? [locator.series] : [])));
}
