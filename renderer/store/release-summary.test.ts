import { expect, it } from 'vitest';
import type { RowId } from '../../shared/domain/ids.ts';
import type { Row, RowOf } from '../../shared/domain/release/rows.ts';
import { applyFrame } from './apply-frame.ts';
import { framesFor, makeIntake } from './made-up-history.ts';
import { readReleases } from './release-list.ts';
import type { ReleaseSummary } from './release-summary.ts';
import { openStore } from './schema.ts';

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

let count = 0;

/** The release as the page lists it once these rows came, each in a line of its own. */
async function summarize(deployments: readonly Row[], runtime: readonly Row[]): Promise<ReleaseSummary | undefined> {
  const store = openStore(`summary-${(count += 1)}`);
  const batches = [...deployments, ...runtime].map((row) => ({ rows: [row], samples: [] }));
  for (const frame of framesFor({ journals: new Map(), ...makeIntake(batches) }, {}, 1)) await applyFrame(store, frame);
  const [summary] = await readReleases(store);
  await store.delete();
  return summary;
}

it('counts a release as late until every instance ran it, as its package does', async () => {
  const rows = [deployment('production', 0, 10 * minute)];
  expect((await summarize(rows, [sighting(58 * minute, 97 * minute)]))?.runtimeLagMs).toBe(87 * minute);
  expect((await summarize(rows, [sighting(58 * minute, null)]))?.runtimeLagMs).toBe(48 * minute);
});

it('counts of sightings that began together the one complete last, whichever came first', async () => {
  const rows = [deployment('production', 0, 10 * minute)];
  const together = [sighting(58 * minute, 60 * minute), { ...sighting(58 * minute, 97 * minute), id: 's-2' as RowId }];
  expect((await summarize(rows, together))?.runtimeLagMs).toBe(87 * minute);
  expect((await summarize(rows, together.toReversed()))?.runtimeLagMs).toBe(87 * minute);
});

it('knows when a release was in production, and that another never was', async () => {
  const staging = deployment('staging', 0, 2 * minute);
  expect((await summarize([staging, deployment('production', 5 * minute, 9 * minute)], []))?.inProductionAt).toBe(
    9 * minute,
  );
  expect((await summarize([staging, deployment('production', 5 * minute, null)], []))?.inProductionAt).toBe(5 * minute);
  const again = deployment('production', 500 * minute, 505 * minute);
  expect((await summarize([deployment('production', 5 * minute, 9 * minute), again], []))?.inProductionAt).toBe(
    9 * minute,
  );
  expect((await summarize([{ ...again, result: 'failure' }], []))?.inProductionAt).toBeNull();
  expect((await summarize([staging], []))?.inProductionAt).toBeNull();
});
