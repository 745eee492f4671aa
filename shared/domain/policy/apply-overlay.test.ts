import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardRecurrence } from '../cause/cause-rules.ts';
import { anyEvent, anyPolicy, anyTrigger } from './test-policies.ts';
import { applyOverlay, directionOf } from './apply-overlay.ts';
import { evaluateTrigger } from './evaluate-trigger.ts';
import { overlaySchema } from './overlay.ts';
import { overlayTable } from './overlay-directions.ts';
import type { Policy } from './policy.ts';
import { pathText } from './policy-fault.ts';
import { standardPolicy } from './standard-policy.ts';
import { triggerTiers, type TierPolicy } from './tier-policy.ts';

const head = { overlay: 'berlin', version: 1, of: 'standard' };
const apply = (more: object, base: Policy = standardPolicy) =>
  applyOverlay(base, overlaySchema.parse({ ...head, of: base.policy, ...more }));
const paths = (more: object, base: Policy = standardPolicy): readonly string[] => {
  const applied = apply(more, base);
  return applied.ok ? [] : applied.error.map(({ path }) => pathText(path));
};
const full = (more: object) => ({ tiers: { full: more } });
const rule = {
  id: 'B1',
  when: [{ field: 'criticality', is: 'low' }],
  tier: 'light',
  because: 'Everything is seen here.',
};

describe('an overlay', () => {
  it('[M7.3] tightens and adds, and keeps the rest of its base', () => {
    const applied = apply({
      tiers: {
        full: { template: 'regulated', quorum: { heads: 5, substitutes: false, ceiling: 20 } },
        light: { light: null },
      },
      triggers: [rule],
      calendar: { blackouts: [{ from: '2026-12-24', to: '2026-12-26', name: 'Christmas' }] },
      taxonomy: [{ id: 'weather', title: 'Weather' }],
      wording: { extraRoles: ['shift lead'] },
      escalation: { ladders: { incident: { next: 'problem' } } },
    });
    if (!applied.ok) throw new Error(JSON.stringify(applied.error));
    const { value } = applied;
    expect(value.tiers.full).toEqual({
      ...standardPolicy.tiers.full,
      template: 'regulated',
      quorum: { heads: 5, roles: [], substitutes: false, ceiling: 20 },
    });
    expect(value.tiers.light.light).toBeNull();
    expect(value.triggers).toEqual([...standardPolicy.triggers, rule]);
    expect([value.policy, value.version]).toEqual(['standard', 2]);
    expect(value.taxonomy).toHaveLength(standardPolicy.taxonomy.length + 1);
    expect(value.escalation.ladders['incident']).toEqual({
      ...standardPolicy.escalation.ladders['incident'],
      next: 'problem',
    });
    expect(apply({})).toEqual({ ok: true, value: standardPolicy });
  });

  it.each<[string, object]>([
    ['tiers.full.quorum.heads', full({ quorum: { heads: 2 } })],
    ['tiers.full.quorum.ceiling', full({ quorum: { ceiling: null } })],
    ['tiers.full.quorum.ceiling', full({ quorum: { ceiling: 61 } })],
    ['tiers.full.timeline.dueDays', full({ timeline: { dueDays: 11 } })],
    ['tiers.full.timeline.soakHours', full({ timeline: { soakHours: 0 } })],
    ['tiers.full.timeline.lengthMinutes', full({ timeline: { lengthMinutes: 30 } })],
    ['tiers.full.signOffs', full({ signOffs: ['facilitator'] })],
    ['tiers.full.kpis', full({ kpis: [] })],
    ['tiers.full.template', full({ template: 'light' })],
    ['tiers.full.template', full({ template: 'our-own' })],
    ['tiers.full.light', full({ light: { objectionHours: 24 } })],
    ['tiers.light.light.objectionHours', { tiers: { light: { light: { objectionHours: 1 } } } }],
    ['triggers[0].id', { triggers: [{ ...rule, id: 't1' }] }],
    ['triggers[1].id', { triggers: [rule, { ...rule, id: 'b1' }] }],
    ['triggers[0].when[0].field', { triggers: [{ ...rule, when: [{ field: 'criticality', above: 1 }] }] }],
    ['cohortAbovePerDay', { cohortAbovePerDay: 4 }],
    ['calendar.workingDays[1]', { calendar: { workingDays: ['mon', 'sun'] } }],
    ['calendar', { calendar: { workingDays: ['mon'] } }],
    ['calendar.blackouts[0]', { calendar: { blackouts: [{ from: '2026-01-01', to: '2026-01-09', name: 'Freeze' }] } }],
    ['calendar.workingHours.to', { calendar: { workingHours: { to: '18:00' } } }],
    ['escalation.targets.incident', { escalation: { targets: { incident: 'problem' } } }],
    [
      'escalation.ladders.incident.rungs',
      { escalation: { ladders: { incident: { rungs: [{ to: 'Incident lead on duty', withinHours: 4 }] } } } },
    ],
    [
      'escalation.ladders.incident.rungs[0].to',
      { escalation: { ladders: { incident: { rungs: [{ to: 'Nobody', withinHours: 1 }] } } } },
    ],
    [
      'escalation.ladders.problem.next',
      { escalation: { ladders: { incident: { next: 'problem' }, problem: { next: 'incident' } } } },
    ],
    ['retention.recordYears', { retention: { recordYears: 6 } }],
    ['retention.recordingDays', { retention: { recordingDays: 91 } }],
    ['taxonomy[0].id', { taxonomy: [{ id: 'other', title: 'Renamed' }] }],
    ['recurrence.systemic.count', { recurrence: { systemic: { count: 4 } } }],
    ['recurrence.board.withinDays', { recurrence: { board: { withinDays: 89 } } }],
    ['wording.allowed[0]', { wording: { allowed: ['human error'] } }],
    ['wording.off[0]', { wording: { off: ['W1'] } }],
    ['of', { of: 'another' }],
    ['overlay', { overlay: 'standard' }],
  ])('[M7.3] is refused at %s', (path, more) => {
    expect(paths(more)).toEqual([path]);
  });

  it('[M7.3] counts lower or over longer windows only, also where its base says nothing of them', () => {
    const { recurrence: _, ...silent } = standardPolicy;
    const tighter = { recurrence: { systemic: { count: 2 }, board: { withinDays: 120 } } };
    for (const base of [standardPolicy, silent]) {
      const applied = apply(tighter, base);
      expect(applied.ok && applied.value.recurrence).toEqual({
        systemic: { count: 2, withinDays: 180 },
        board: { count: 3, withinDays: 120 },
      });
    }
    expect(paths({ recurrence: { board: { count: 4 } } }, silent)).toEqual(['recurrence.board.count']);
    const applied = apply({}, silent);
    expect(applied.ok && 'recurrence' in applied.value).toBe(false);
  });

  it('[M7.3] tells of every place at once', () => {
    expect(paths({ ...full({ quorum: { heads: 1 }, kpis: [] }), cohortAbovePerDay: 1 })).toEqual([
      'tiers.full.quorum.heads',
      'tiers.full.kpis',
      'cohortAbovePerDay',
    ]);
  });

  it('[M7.3] shape refuses what no overlay may say: null, nothing, numbers as text, keys of a base', () => {
    for (const bad of [
      full({ quorum: { heads: null } }),
      full({ quorum: { heads: '4' } }),
      full({ quorum: { heads: Infinity } }),
      full({ signOffs: [] }),
      { triggers: [] },
      { calendar: { blackouts: [] } },
      { wording: { extraRoles: [] } },
      { policy: 'standard' },
      { tiers: { Full: {} } },
      { escalation: { ladders: { constructor: { next: null } } } },
    ])
      expect(overlaySchema.safeParse({ ...head, ...bad }).success).toBe(false);
  });

  it('[M7.3] has a direction for every field of a policy', () => {
    const named = new Set<string>();
    const walk = (value: unknown, path: readonly string[]): void => {
      const direction = directionOf(path);
      if (direction !== undefined) named.add(direction);
      if (direction !== undefined && direction !== 'meets') return;
      if (typeof value !== 'object' || value === null) {
        if (direction === undefined) throw new Error(`${path.join('.')} has no direction`);
        return;
      }
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
    };
    const { policy: _, version: __, ...fields } = standardPolicy;
    walk(fields, []);
    expect([...named].toSorted()).toEqual([...new Set<string>(Object.values(overlayTable))].toSorted());
  });
});

/** What an accepted overlay must keep, said again in other words than the table's. */
function relaxed(before: Policy, after: Policy): readonly string[] {
  const has = <T>(all: readonly T[], some: readonly T[]): boolean => some.every((each) => all.includes(each));
  const sameStart = <T>(list: readonly T[], start: readonly T[]): boolean =>
    JSON.stringify(list.slice(0, start.length)) === JSON.stringify(start);
  const tier = (a: TierPolicy, b: TierPolicy) => ({
    heads: b.quorum.heads >= a.quorum.heads,
    roles: has(b.quorum.roles, a.quorum.roles),
    substitutes: a.quorum.substitutes || !b.quorum.substitutes,
    ceiling: a.quorum.ceiling === null || (b.quorum.ceiling ?? Infinity) <= a.quorum.ceiling,
    soak: b.timeline.soakHours >= a.timeline.soakHours,
    due: b.timeline.dueDays <= a.timeline.dueDays,
    length: b.timeline.lengthMinutes >= a.timeline.lengthMinutes,
    signOffs: has(b.signOffs, a.signOffs),
    kpis: has(b.kpis, a.kpis),
    commitment: b.commitments.dueDays <= a.commitments.dueDays && b.commitments.soakDays <= a.commitments.soakDays,
    light: b.light === null || (a.light !== null && b.light.objectionHours >= a.light.objectionHours),
  });
  const days = (policy: Policy): readonly string[] => policy.calendar.workingDays;
  const held = {
    ...Object.fromEntries(
      Object.entries(tier(before.tiers.light, after.tiers.light)).map(([key, is]) => [`light ${key}`, is]),
    ),
    ...Object.fromEntries(
      Object.entries(tier(before.tiers.full, after.tiers.full)).map(([key, is]) => [`full ${key}`, is]),
    ),
    triggers: sameStart(after.triggers, before.triggers),
    cohort: after.cohortAbovePerDay >= before.cohortAbovePerDay,
    days: has(days(before), days(after)),
    blackouts: sameStart(after.calendar.blackouts, before.calendar.blackouts),
    taxonomy: sameStart(after.taxonomy, before.taxonomy),
    recurrence: (['systemic', 'board'] as const).every((each) => {
      const [had, has] = [before, after].map(({ recurrence = standardRecurrence }) => recurrence[each]);
      return had !== undefined && has !== undefined && has.count <= had.count && has.withinDays >= had.withinDays;
    }),
    years: after.retention.recordYears >= before.retention.recordYears,
    roles: sameStart(after.wording.extraRoles, before.wording.extraRoles),
    allowed: has(before.wording.allowed, after.wording.allowed),
    off: has(before.wording.off, after.wording.off),
    rungs: Object.entries(before.escalation.ladders).every(([name, { rungs }]) =>
      rungs.every(({ to, withinHours }, at) => {
        const now = after.escalation.ladders[name]?.rungs[at];
        return now?.to === to && now.withinHours <= withinHours;
      }),
    ),
  };
  return Object.entries(held).flatMap(([key, is]) => (is ? [] : [key]));
}

/** Overlays that take a few parts of another policy, so that about half of what they say relaxes. */
const anyOverlay = fc
  .tuple(anyPolicy, fc.array(anyTrigger(fc.constantFrom('N1', 'N2')), { maxLength: 2 }), fc.infiniteStream(fc.nat(9)))
  .map(([other, triggers, dice]) => {
    const some = (value: object): object =>
      Object.fromEntries(
        Object.entries(value).flatMap(([key, inner]: [string, unknown]): [string, unknown][] => {
          const roll = dice.next().value ?? 0;
          if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && key !== 'light')
            return [[key, some(inner)]];
          return roll === 0 ? [[key, inner]] : [];
        }),
      );
    const {
      policy: _,
      version: __,
      triggers: ___,
      tiers,
      calendar,
      escalation: ____,
      taxonomy: _____,
      ...rest
    } = other;
    return {
      ...some({ ...rest, tiers: { full: tiers.full, light: { ...tiers.light, light: tiers.light.light } } }),
      ...(triggers.length > 0 ? { triggers } : {}),
      calendar: some({ workingDays: calendar.workingDays }),
    };
  });

describe('whatever an overlay says', () => {
  it('[M7.3] what is accepted relaxes nothing, and no event asks for less than before (property)', () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyPolicy, anyOverlay, anyEvent, (base, given, event) => {
        const overlay = overlaySchema.safeParse({ ...head, of: base.policy, ...given });
        if (!overlay.success) return;
        const applied = applyOverlay(base, overlay.data);
        if (!applied.ok) return;
        accepted += 1;
        expect(relaxed(base, applied.value)).toEqual([]);
        const [before, after] = [evaluateTrigger(base, event), evaluateTrigger(applied.value, event)];
        if (!before.ok || !after.ok) throw new Error('every field is there');
        expect(triggerTiers.indexOf(after.value.tier)).toBeGreaterThanOrEqual(triggerTiers.indexOf(before.value.tier));
      }),
      { numRuns: 300 },
    );
    expect(accepted).toBeGreaterThan(10);
  });
});
