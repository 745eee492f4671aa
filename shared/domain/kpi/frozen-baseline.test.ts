import { describe, expect, it } from 'vitest';
import type { MemberId, ReleaseId, ServiceId } from '../ids.ts';
import { baselineOf, decideFreeze, type FrozenBaseline } from './frozen-baseline.ts';
import { decideMetricRule, ruleOf, withRule } from './metric-rule.ts';

const release = 'checkout@4.18.0' as ReleaseId;
const frozen = (at: number, isPostHoc: boolean): FrozenBaseline => ({
  baseline: { release, service: 'checkout' as ServiceId, at, zone: 'UTC', releases: [], series: [] },
  hash: '0'.repeat(64),
  isPostHoc,
});

describe('freezing a baseline', () => {
  it('[M2.2] is refused after go-live unless it says that it is post-hoc', () => {
    expect(decideFreeze([], release, null, false)).toEqual({ ok: true, value: 'freeze' });
    expect(decideFreeze([], release, 5, false)).toMatchObject({ ok: false, error: { rule: 'M2.2' } });
    expect(decideFreeze([], release, 5, true)).toEqual({ ok: true, value: 'freeze' });
  });

  it('[M2.2] is done once, and what was frozen before go-live is never replaced', () => {
    expect(decideFreeze([frozen(1, false)], release, null, false)).toEqual({ ok: true, value: 'frozen-already' });
    expect(decideFreeze([frozen(1, false)], release, 5, true)).toEqual({ ok: true, value: 'frozen-already' });
    expect(baselineOf([frozen(9, true), frozen(1, false)], release)?.isPostHoc).toBe(false);
    expect(baselineOf([frozen(9, true)], 'checkout@4.17.0')).toBeUndefined();
  });
});

describe('decision rules of metrics', () => {
  const roster = [
    { id: 'ops-01', active: true },
    { id: 'ops-02', active: false },
  ];
  const rule = {
    service: 'checkout' as ServiceId,
    metric: 'p95',
    comparator: 'above',
    threshold: 300,
    consequence: 'roll back',
    owner: 'ops-01' as MemberId,
  } as const;

  it('[M2.6] need an owner of the roster, and lapse when the owner leaves', () => {
    expect(decideMetricRule(rule, roster).ok).toBe(true);
    expect(decideMetricRule({ ...rule, owner: 'ops-02' as MemberId }, roster)).toMatchObject({
      ok: false,
      error: { rule: 'M2.6' },
    });
    const rules = withRule(withRule([], rule), { ...rule, threshold: 400 });
    expect(rules).toHaveLength(1);
    expect(ruleOf(rules, roster, 'checkout', 'p95')?.threshold).toBe(400);
    expect(ruleOf(rules, [{ id: 'ops-01', active: false }], 'checkout', 'p95')).toBeUndefined();
  });
});
