import { expect, it } from 'vitest';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import { summarizeReleases } from './release-summary.ts';

const minute = 60_000;
const deployment = (environment: string, startedAt: number, finishedAt: number | null): RowOf<'deployment'> => ({
  kind: 'deployment',
  revision: 1,
  id: `d-${environment}-${startedAt}` as RowOf<'deployment'>['id'],
  service: 'search' as RowOf<'deployment'>['service'],
  version: '5.21.0',
  environment,
  startedAt,
  finishedAt,
  result: 'success',
  sha: null,
});
const sighting = (firstSeenAt: number, completeAt: number | null): RowOf<'runtime'> => ({
  kind: 'runtime',
  revision: 1,
  id: `s-${firstSeenAt}` as RowOf<'runtime'>['id'],
  service: 'search' as RowOf<'runtime'>['service'],
  version: '5.21.0',
  environment: 'production',
  firstSeenAt,
  completeAt,
  instances: 8,
});
const summarize = (deployments: RowOf<'deployment'>[], runtime: RowOf<'runtime'>[]) =>
  summarizeReleases({ releases: [], deployments, runtime, incidents: [] })[0];

it('counts a release as late until every instance ran it, as its package does', () => {
  const rows = [deployment('production', 0, 10 * minute)];
  expect(summarize(rows, [sighting(58 * minute, 97 * minute)])?.runtimeLagMs).toBe(87 * minute);
  expect(summarize(rows, [sighting(58 * minute, null)])?.runtimeLagMs).toBe(48 * minute);
});

it('knows when a release was in production, and that another never was', () => {
  const staging = deployment('staging', 0, 2 * minute);
  expect(summarize([staging, deployment('production', 5 * minute, 9 * minute)], [])?.inProductionAt).toBe(9 * minute);
  expect(summarize([staging, deployment('production', 5 * minute, null)], [])?.inProductionAt).toBe(5 * minute);
  const again = deployment('production', 500 * minute, 505 * minute);
  expect(summarize([deployment('production', 5 * minute, 9 * minute), again], [])?.inProductionAt).toBe(9 * minute);
  expect(summarize([{ ...again, result: 'failure' }], [])?.inProductionAt).toBeNull();
  expect(summarize([staging], [])?.inProductionAt).toBeNull();
});
