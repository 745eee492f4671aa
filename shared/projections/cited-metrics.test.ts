import { expect, it } from 'vitest';
import type { SeriesId } from '../domain/ids.ts';
import type { Deviation } from '../domain/review/package.ts';
import type { Review } from '../domain/review/review.ts';
import { startTestReview, testStart } from '../domain/review/test-review.ts';
import { uncitedMetrics } from './cited-metrics.ts';

const figure = (metric: string): Deviation => ({
  series: `checkout/${metric}/production` as SeriesId,
  metric,
  unit: '',
  better: 'lower',
  from: 0,
  to: 1,
  now: null,
  before: [],
  usual: null,
  robustZ: null,
  note: '',
});

/** A closed review that had the metrics and cited some of them. */
function closed(index: number, metrics: readonly string[], cited: readonly string[]): Review {
  const review = startTestReview().review();
  if (review.package === null) throw new Error('a started review has a package');
  return {
    ...review,
    closedAt: testStart + index,
    package: { ...review.package, content: { ...review.package.content, deviations: metrics.map(figure) } },
    claims: cited.map((metric) => ({
      id: `c${metric}`,
      text: metric,
      happenedAt: null,
      author: 'ops-01',
      evidence: [
        {
          id: 'e001',
          locator: { type: 'metric-window', series: figure(metric).series, from: 0, to: 1 },
          bearing: 'supports',
          hash: '0'.repeat(64),
          label: '',
          capturedAt: 0,
        },
      ],
    })),
  };
}

it('[M2.6] proposes the removal of a metric that the last 6 reviews never cited, and of no other', () => {
  const six = Array.from({ length: 6 }, (_unused, index) =>
    closed(index, ['p95', 'noise'], index === 0 ? ['p95'] : []),
  );
  expect(uncitedMetrics(six, 'checkout')).toEqual(['noise']);
  expect(uncitedMetrics(six.slice(1), 'checkout')).toEqual([]);
  expect(uncitedMetrics([...six, closed(6, ['p95', 'noise'], ['noise'])], 'checkout')).toEqual(['p95']);
  expect(uncitedMetrics(six, 'billing')).toEqual([]);
  expect(
    uncitedMetrics(
      six.map((review) => ({ ...review, closedAt: null })),
      'checkout',
    ),
  ).toEqual([]);
});
