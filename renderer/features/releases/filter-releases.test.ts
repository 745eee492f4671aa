import { expect, it } from 'vitest';
import type { ReleaseId, ServiceId } from '../../../shared/domain/ids.ts';
import type { ReleaseSummary } from '../../store/release-summary.ts';
import { everyRelease, filterReleases } from './filter-releases.ts';

const release = (service: string, version: string, more: Partial<ReleaseSummary> = {}): ReleaseSummary => ({
  id: `${service}@${version}` as ReleaseId,
  service: service as ServiceId,
  version,
  at: 0,
  deployments: 1,
  environments: ['production'],
  lastResult: 'success',
  finishedAt: 0,
  incidents: 0,
  inProductionAt: 0,
  runtimeLagMs: 0,
  ...more,
});
const all = [
  release('checkout', '4.18.0', { lastResult: 'rolled-back' }),
  release('checkout', '4.17.3', { runtimeLagMs: 151_000 }),
  release('search', '2.7.0', { incidents: 1 }),
  release('search', '2.6.9', { runtimeLagMs: null }),
];
const versions = (filter: Partial<typeof everyRelease>) =>
  filterReleases(all, { ...everyRelease, ...filter }).map((each) => each.version);

it('finds by every word in service and version, in any order and case', () => {
  expect(versions({ text: '4.1 CHECK' })).toEqual(['4.18.0', '4.17.3']);
  expect(versions({ text: 'nothing' })).toEqual([]);
  expect(versions({ service: 'search' })).toEqual(['2.7.0', '2.6.9']);
});

it('finds what went wrong; an unknown runtime is not late', () => {
  expect(versions({ trouble: 'failed' })).toEqual(['4.18.0']);
  expect(versions({ trouble: 'late' })).toEqual(['4.17.3']);
  expect(versions({ trouble: 'incident' })).toEqual(['2.7.0']);
  expect(versions({ trouble: 'any' })).toEqual(['4.18.0', '4.17.3', '2.7.0']);
});
