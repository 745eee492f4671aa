import { describe, expect, it } from 'vitest';
import { checkPolicy } from './check-policy.ts';
import { firstShutWindow } from './meeting-days.ts';
import type { Policy } from './policy.ts';
import { pathText } from './policy-fault.ts';
import { standardPolicy } from './standard-policy.ts';

const check = (change: (policy: Policy) => object): readonly string[] =>
  checkPolicy({ ...standardPolicy, ...change(standardPolicy) }).map(
    ({ path, message }) => `${pathText(path)}: ${message}`,
  );
const full = (change: (tier: Policy['tiers']['full']) => object) =>
  check(({ tiers }) => ({ tiers: { ...tiers, full: { ...tiers.full, ...change(tiers.full) } } }));
const calendar = (more: object) => check((policy) => ({ calendar: { ...policy.calendar, ...more } }));
const ladders = (nexts: Readonly<Record<string, string | null>>) =>
  check(({ escalation }) => ({
    escalation: {
      ...escalation,
      ladders: {
        ...escalation.ladders,
        ...Object.fromEntries(
          Object.entries(nexts).map(([name, next]) => [name, { rungs: [{ to: 'x', withinHours: 1 }], next }]),
        ),
      },
    },
  }));

describe('what a policy gets wrong', () => {
  it('the standard policy gets nothing wrong', () => {
    expect(checkPolicy(standardPolicy)).toEqual([]);
  });

  it('[M1.6] ladders lead nowhere or go round in a circle; each circle is told once', () => {
    expect(ladders({ incident: 'nowhere' })).toEqual([
      'escalation.ladders.incident.next: There is no ladder "nowhere".',
    ]);
    expect(ladders({ incident: 'problem', problem: 'incident' })).toEqual([
      'escalation.ladders.problem.next: The ladders go round in a circle: incident → problem → incident.',
    ]);
    expect(ladders({ one: 'two', two: 'two', incident: 'one' })).toEqual([
      'escalation.ladders.two.next: The ladders go round in a circle: two → two.',
    ]);
    expect(ladders({ incident: 'problem', problem: 'architecture-board', 'architecture-board': null })).toEqual([]);
    expect(
      check(({ escalation }) => ({
        escalation: { ...escalation, targets: { ...escalation.targets, problem: 'gone' } },
      })),
    ).toEqual(['escalation.targets.problem: There is no ladder "gone".']);
  });

  it('bounds contradict', () => {
    expect(full(({ quorum }) => ({ quorum: { ...quorum, heads: 9, ceiling: 8 } }))).toHaveLength(1);
    expect(full(({ timeline }) => ({ timeline: { ...timeline, soakHours: 240 } }))).toHaveLength(1);
    expect(full(({ timeline }) => ({ timeline: { ...timeline, lengthMinutes: 480 } }))).toEqual([]);
    expect(full(() => ({ light: { objectionHours: 24 } }))[0]).toContain('cannot close by itself');
    expect(calendar({ workingHours: { from: '17:00', to: '09:00' } })[0]).toContain('not after');
    expect(calendar({ workingHours: { from: '09:00', to: '09:30' } })[0]).toContain('do not fit');
    expect(calendar({ blackouts: [{ from: '2026-02-02', to: '2026-02-01', name: 'x' }] })[0]).toContain('before');
    expect(calendar({ blackouts: [{ from: '2026-02-02', to: '2062-02-01', name: 'x' }] })[0]).toContain('days');
    expect(calendar({ sprint: { start: '2026-01-05', days: 2, keepFree: [1, 2, 3] } })).toHaveLength(2);
  });

  it('names stand there twice, or are not there', () => {
    expect(check(({ triggers }) => ({ triggers: [...triggers, { ...triggers[0], id: 't1' }] }))).toHaveLength(1);
    expect(check(({ taxonomy }) => ({ taxonomy: taxonomy.filter(({ id }) => id !== 'other') }))).toEqual([
      'taxonomy: It has no class "other".',
    ]);
    expect(calendar({ workingDays: ['mon', 'mon'] })).toHaveLength(1);
  });

  it('[M1.3] fields that no event could answer', () => {
    const one = (field: string, test: object) => ({
      id: `r${field}`,
      when: [{ field, ...test }],
      tier: 'full',
      because: 'b',
    });
    const triggers = (...rules: readonly object[]) => check(() => ({ triggers: rules }));
    expect(triggers(one('a', { is: 'x' }), { ...one('a', { above: 1 }), id: 'other' })[0]).toContain(
      'as text by ra and as number',
    );
    expect(triggers(one('a', { is: ['x', 1] }), { ...one('a', { above: 1 }), id: 'other' })).toEqual([]);
    expect(triggers(one('a', { is: 'x' }), one('a.b', { above: 1 }))[0]).toContain('as a value');
    expect(triggers(one('a..b', { is: 'x' }))[0]).toContain('no name of a field');
  });
});

describe('days for meetings', () => {
  const { calendar: plain } = standardPolicy;
  const timeline = { soakHours: 24, dueDays: 5, lengthMinutes: 15 };
  const shut = (more: object) => firstShutWindow(timeline, { ...plain, ...more }, plain);

  it('[M7.3] finds the first due window that a calendar shuts', () => {
    expect(shut({})).toBeNull();
    // Deployed on Friday 9 January: due from Saturday to Wednesday.
    expect(shut({ blackouts: [{ from: '2026-01-12', to: '2026-01-14', name: 'x' }] })).toEqual({
      from: '2026-01-10',
      to: '2026-01-14',
    });
    expect(shut({ blackouts: [{ from: '2026-01-13', to: '2026-01-14', name: 'x' }] })).toBeNull();
    expect(shut({ sprint: { start: '2026-01-05', days: 14, keepFree: [1, 14] } })).toBeNull();
    expect(shut({ sprint: { start: '2026-01-05', days: 7, keepFree: [1, 2, 3, 4] } })).toEqual({
      from: '2026-01-10',
      to: '2026-01-14',
    });
    expect(shut({ workingDays: ['mon'] })).not.toBeNull();
  });

  it('does not blame a calendar for windows that were shut before', () => {
    const weekend = { ...timeline, dueDays: 1, soakHours: 23 };
    expect(firstShutWindow(weekend, plain, plain)).toBeNull();
  });

  it('looks through as many and as long blackouts as a policy holds', () => {
    const blackouts = Array.from({ length: 200 }, (_, index) => ({
      from: `${2026 + index}-01-01`,
      to: `${2026 + index}-12-31`,
      name: 'x',
    }));
    expect(shut({ blackouts })).not.toBeNull();
  });
});
