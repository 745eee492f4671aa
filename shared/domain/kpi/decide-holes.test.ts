import { describe, expect, it } from 'vitest';
import type { ServiceId } from '../ids.ts';
import { member, openTestReview, testStart, type TestReview } from '../review/test-review.ts';
import { evolveWorkspace } from '../workspace/workspace.ts';
import { governanceBefore } from '../policy/governance.ts';
import { decideKpi } from './kpi-map.ts';

const checkout = 'checkout' as ServiceId;

/** Prepared and quorate, with one KPI of three taken off the map. */
function withHole(): TestReview {
  const test = openTestReview();
  test.workspace = evolveWorkspace(
    test.workspace,
    { type: 'kpi.unmapped.v1', body: { service: checkout, kpi: 'latency', metric: 'p95' } },
    testStart,
  );
  for (const [seat, accountable] of [
    ['release', 'rel-01'],
    ['operations', 'ops-01'],
    ['product', 'prod-01'],
  ] as const)
    test.done({ type: 'seat.fill', seat, accountable, deputy: null });
  test.done({ type: 'host.name', facilitator: 'eng-01', scribe: null });
  test.done({ type: 'review.prepare' });
  for (const id of ['rel-01', 'ops-01', 'prod-01']) test.done({ type: 'attendee.arrive', member: member(id) });
  return test;
}

const start = { type: 'meeting.start', inquorateReason: null } as const;
const waive = { type: 'hole.waive', service: checkout, kpi: 'latency', reason: 'measured from April on' } as const;

describe('holes in the KPI map', () => {
  it('[M2.3] [M7.3] a review asks for the KPIs that its tier needs by the policy it is pinned to', () => {
    const test = withHole();
    const [opened] = test.events;
    if (opened?.type !== 'review.opened.v1') throw new Error('it was opened');
    const governance = governanceBefore('full');
    const tier = { ...governance.tier, kpis: ['error-rate' as const, 'rollback' as const] };
    test.events[0] = {
      ...opened,
      type: 'review.opened.v2',
      body: { ...opened.body, governance: { ...governance, tier } },
    };
    expect(test.refused(waive)).toBe('M2.3');
    test.done(start);
  });

  it('[M2.3] a full review does not open its facts with a hole, and does with a waived one', () => {
    const test = withHole();
    const verdict = test.run(start);
    expect(verdict).toMatchObject({
      ok: false,
      error: { rule: 'M2.3', message: '1 of 3 KPIs are measured by nothing: latency of checkout.' },
    });
    test.done(waive);
    expect(test.review().waived).toEqual([{ service: 'checkout', kpi: 'latency', reason: 'measured from April on' }]);
    test.done(start);
    expect(test.review().phase).toBe('facts');
  });

  it('[M2.3] a hole that was mapped since is none', () => {
    const test = withHole();
    const mapped = { service: checkout, kpi: 'latency', metric: 'p99', unit: 'ms', better: 'lower' } as const;
    test.workspace = evolveWorkspace(test.workspace, { type: 'kpi.mapped.v1', body: mapped }, testStart);
    expect(test.refused(waive)).toBe('M2.3');
    test.done(start);
  });

  it('[M2.3] what is measured, foreign, or settled by the meeting is not waived', () => {
    const test = withHole();
    expect(test.refused({ ...waive, kpi: 'rollback' })).toBe('M2.3');
    expect(test.refused({ ...waive, service: 'billing' as ServiceId })).toBe('M2.3');
    test.done(waive);
    test.done(start);
    expect(test.refused({ ...waive, kpi: 'error-rate' })).toBe('H1');
  });

  it('[M2.3] only the deployments measure a rollback, and a needed KPI has a good direction', () => {
    const mapping = { service: checkout, kpi: 'rollback', metric: 'p95', unit: '', better: 'lower' } as const;
    expect(decideKpi(mapping)).toMatchObject({ ok: false, error: { rule: 'M2.3' } });
    expect(decideKpi({ ...mapping, metric: 'deployments' }).ok).toBe(true);
    expect(decideKpi({ ...mapping, kpi: 'latency', metric: 'deployments' }).ok).toBe(false);
    expect(decideKpi({ ...mapping, kpi: 'latency', better: 'neither' }).ok).toBe(false);
    expect(decideKpi({ ...mapping, kpi: 'other', better: 'neither' }).ok).toBe(true);
  });
});
