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
  const fresh = frozen(20, false).baseline;

  it('[M2.2] is refused after go-live unless it says that it is post-hoc', () => {
    expect(decideFreeze([], fresh, null, false)).toEqual({ ok: true, value: { kind: 'freeze' } });
    expect(decideFreeze([], fresh, 5, false)).toMatchObject({ ok: false, error: { rule: 'M2.2' } });
    expect(decideFreeze([], fresh, 5, true)).toEqual({ ok: true, value: { kind: 'freeze' } });
  });

  it('[M2.2] is done once for the same ground, and one of before go-live is never replaced', () => {
    const before = frozen(1, false);
    expect(decideFreeze([before], fresh, null, false)).toMatchObject({ value: { kind: 'stands' } });
    const more = { ...fresh, releases: [{ version: '4.17.0', at: 0 }] };
    expect(decideFreeze([before], more, null, false)).toEqual({ ok: true, value: { kind: 'freeze' } });
    expect(decideFreeze([before], more, 5, true)).toMatchObject({ value: { kind: 'stands', frozen: before } });
  });

  it('[M2.2] holds a release against the last baseline of before go-live, however late the data came', () => {
    const all = [frozen(1, false), frozen(4, false), frozen(9, false), frozen(12, true)];
    expect(baselineOf(all, release, 5)?.baseline.at).toBe(4);
    expect(baselineOf(all, release, null)?.baseline.at).toBe(9);
    expect(baselineOf([frozen(12, true), frozen(13, true)], release, 5)?.baseline.at).toBe(12);
    expect(baselineOf(all, 'checkout@4.17.0', 5)).toBeUndefined();
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
