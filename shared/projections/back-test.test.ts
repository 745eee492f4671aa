import { describe, expect, it } from 'vitest';
import { standardPolicy } from '../domain/policy/standard-policy.ts';
import { deploymentRowSchema } from '../domain/release/delivery-rows.ts';
import { backTest } from './back-test.ts';
import { deploymentsToTriggers } from './deployment-to-trigger.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 5, 10);
const deployment = (version: string, days: number, service = 'checkout', index = 0) =>
  deploymentRowSchema.parse({
    kind: 'deployment',
    id: `ci:deployment:acme:${service}-${version}-${days}-${index}`,
    revision: 0,
    service,
    version,
    environment: 'production',
    startedAt: start + days * day + index * 60_000,
    finishedAt: start + days * day + index * 60_000,
    result: 'success',
    sha: null,
  });
const tiers = new Map<string, 'critical' | 'standard' | 'low'>([
  ['checkout', 'critical'],
  ['cart', 'standard'],
  ['wiki', 'low'],
]);
const test = (rows: readonly ReturnType<typeof deployment>[], policy = standardPolicy, present = standardPolicy) =>
  backTest({
    deployments: deploymentsToTriggers({
      deployments: rows,
      incidents: [],
      tierOf: (service) => tiers.get(service) ?? null,
    }),
    policy,
    present,
    dayOf: (at) => new Date(at).toISOString().slice(0, 10),
  });

describe('a back-test', () => {
  const rows = [
    deployment('1.0.0', 0),
    deployment('1.0.1', 1),
    deployment('1.1.0', 2),
    deployment('1.1.0', 40),
    deployment('3.0.0', 80, 'wiki'),
    deployment('3.0.1', 81, 'wiki'),
    deployment('7', 82, 'stranger'),
  ];

  it('[M1.3] counts each release once, by month, and what cannot be judged as such', () => {
    const told = test(rows);
    expect(told.months).toEqual([
      { month: '2026-01', none: 0, unjudged: 0, cohort: 0, light: 2, full: 1 },
      { month: '2026-02', none: 0, unjudged: 0, cohort: 0, light: 0, full: 0 },
      { month: '2026-03', none: 2, unjudged: 1, cohort: 0, light: 0, full: 0 },
    ]);
    expect(told.totals).toEqual({ none: 2, unjudged: 1, cohort: 0, light: 2, full: 1 });
    expect(told.unjudged).toMatchObject([{ release: 'stranger@7', missing: 'criticality' }]);
    expect(told.changed).toEqual([]);
  });

  it('[M1.3] tells which releases come to something else than by the rules in force', () => {
    const all = { id: 'ALL', when: [{ field: 'result', is: 'success' }], tier: 'full' as const, because: 'All.' };
    const told = test(rows, { ...standardPolicy, triggers: [all] });
    expect(told.changed.map(({ release, before, after }) => [release, before, after])).toEqual([
      ['stranger@7', 'unjudged', 'full'],
      ['wiki@3.0.1', 'none', 'full'],
      ['wiki@3.0.0', 'none', 'full'],
      ['checkout@1.0.1', 'light', 'full'],
      ['checkout@1.0.0', 'light', 'full'],
    ]);
    expect(told.totalsBefore).toEqual(test(rows).totals);
  });

  it('[M7.4] counts a day of a service that deploys often as one review', () => {
    const often = Array.from({ length: 8 }, (_, index) => deployment(`2.0.${index}`, 0, 'cart', index));
    expect(test(often).totals).toMatchObject({ light: 0, cohort: 1 });
    expect(test(often, { ...standardPolicy, cohortAbovePerDay: 8 }).totals).toMatchObject({ light: 8, cohort: 0 });
  });

  it('tells how far it is, and of an empty history nothing', () => {
    const told: number[] = [];
    backTest({
      deployments: [],
      policy: standardPolicy,
      present: standardPolicy,
      dayOf: () => '',
      tell: (done) => told.push(done),
    });
    expect([test([]).months, told.length > 0]).toEqual([[], true]);
  });
});
