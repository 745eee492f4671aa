import { array, assert, constant, constantFrom, integer, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateTrigger, fieldsNamed } from './evaluate-trigger.ts';
import type { TriggerRule } from './policy.ts';
import { standardPolicy } from './standard-policy.ts';
import { triggerEventSchema } from './trigger-event.ts';

const event = triggerEventSchema.parse({
  id: 'ci:deployment:acme:1',
  service: 'checkout',
  version: '4.18.1',
  environment: 'production',
  at: '2026-03-12T14:02:00Z',
  result: 'success',
  criticality: 'critical',
  changeType: 'patch',
  impact: { incidents: 0, severeIncidents: 0, rolledBack: false },
});

const rule = (id: string, when: TriggerRule['when'], tier: TriggerRule['tier'] = 'full'): TriggerRule => ({
  id,
  when,
  tier,
  because: `${id} said so.`,
});

describe('evaluating triggers', () => {
  it('[M1.3] answers with the strictest tier and every rule that matched, in their order', () => {
    expect(evaluateTrigger(standardPolicy, event)).toEqual({
      ok: true,
      value: { tier: 'light', rules: ['T6'], reasons: ['A service that matters was released.'] },
    });
    const worse = { ...event, changeType: 'major', impact: { ...event.impact, incidents: 2 } };
    expect(evaluateTrigger(standardPolicy, worse)).toMatchObject({
      ok: true,
      value: { tier: 'full', rules: ['T1', 'T3', 'T5', 'T6'] },
    });
    const quiet = { ...event, criticality: 'low' };
    expect(evaluateTrigger(standardPolicy, quiet)).toEqual({
      ok: true,
      value: { tier: 'none', rules: [], reasons: [] },
    });
  });

  it('[M1.3] a field that a rule names and the event lacks is an error with its path, whatever else matched', () => {
    const { impact: _, ...without } = { ...event, changeType: 'major' };
    expect(evaluateTrigger(standardPolicy, without)).toMatchObject({
      ok: false,
      error: { path: 'impact.rolledBack', fields: [{ path: 'impact.rolledBack' }, { path: 'impact.incidents' }] },
    });
    const late = { triggers: [rule('a', [{ field: 'x', is: 1 }]), rule('b', [{ field: 'y', above: 1 }])] };
    expect(evaluateTrigger(late, { x: 1 })).toMatchObject({
      ok: false,
      error: { path: 'y', message: 'y is missing, and rule b asks for it.' },
    });
  });

  it.each([
    [undefined, 'missing'],
    [null, 'null'],
    ['', 'empty'],
    ['5', 'no number'],
    [true, 'no number'],
    [Number.NaN, 'finite'],
    [Number.POSITIVE_INFINITY, 'finite'],
    [[5], 'list'],
    [{ value: 5 }, 'object'],
  ])('[M1.3] %o cannot be tested as a number', (n, why) => {
    const answer = evaluateTrigger({ triggers: [rule('a', [{ field: 'n', above: 3 }])] }, { n });
    expect(answer).toMatchObject({ ok: false, error: { path: 'n', message: expect.stringContaining(why) } });
  });

  it('[M1.3] reads own fields alone', () => {
    for (const field of ['__proto__', 'constructor', 'toString', 'a.constructor.name', 'list.length', 'text.length'])
      expect(
        evaluateTrigger({ triggers: [rule('a', [{ field, isNot: 'x' }])] }, { a: {}, list: [1], text: 'abc' }),
      ).toMatchObject({ ok: false, error: { path: field, message: expect.stringContaining('missing') } });
    const own = JSON.parse('{"__proto__": {"tier": "critical"}, "list": [{"kind": "schema"}]}') as unknown;
    const rules = [
      rule('a', [{ field: '__proto__.tier', is: 'critical' }]),
      rule('b', [{ field: 'list.0.kind', is: 'schema' }]),
    ];
    expect(evaluateTrigger({ triggers: rules }, own)).toMatchObject({ ok: true, value: { rules: ['a', 'b'] } });
  });

  it('[M1.3] what is no object of fields has no verdict', () => {
    for (const bad of [null, 3, 'text', [event], undefined])
      expect(evaluateTrigger({ triggers: [] }, bad)).toMatchObject({ ok: false, error: { path: '' } });
  });

  it('compares texts without regard to capitals and space, and nothing across types', () => {
    const is = { triggers: [rule('a', [{ field: 'x', is: ['Critical', 'high'] }])] };
    expect(evaluateTrigger(is, { x: ' CRITICAL ' })).toMatchObject({ ok: true, value: { tier: 'full' } });
    expect(evaluateTrigger(is, { x: 1 })).toMatchObject({ ok: false, error: { path: 'x' } });
    const composed = { triggers: [rule('a', [{ field: 'x', is: 'caf\u00e9' }])] };
    expect(evaluateTrigger(composed, { x: 'cafe\u0301' })).toMatchObject({ ok: true, value: { tier: 'full' } });
    const flag = { triggers: [rule('a', [{ field: 'x', isNot: true }])] };
    expect(evaluateTrigger(flag, { x: 'false' })).toMatchObject({ ok: false });
    expect(evaluateTrigger(flag, { x: false })).toMatchObject({ ok: true, value: { tier: 'full' } });
  });

  it('[M1.3] one more rule never lowers a tier (property)', () => {
    const tiers = ['none', 'light', 'full'];
    const anyRule = record({
      id: constantFrom('a', 'b', 'c'),
      when: array(record({ field: constantFrom('x', 'y'), atLeast: integer({ min: 0, max: 5 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
      tier: constantFrom('light' as const, 'full' as const),
      because: constant('b'),
    });
    assert(
      property(array(anyRule), anyRule, record({ x: nat(5), y: nat(5) }), (rules, more, given) => {
        const before = evaluateTrigger({ triggers: rules }, given);
        const after = evaluateTrigger({ triggers: [...rules, more] }, given);
        if (!before.ok || !after.ok) throw new Error('every field is there');
        const oracle = [...rules, more].filter(({ when }) =>
          when.every(({ field, atLeast }) => given[field] >= atLeast),
        );
        expect(after.value.rules).toEqual(oracle.map(({ id }) => id));
        expect(tiers.indexOf(after.value.tier)).toBeGreaterThanOrEqual(tiers.indexOf(before.value.tier));
      }),
    );
  });

  it('names the fields that a rule set asks for', () => {
    expect(fieldsNamed(standardPolicy)).toEqual([
      'criticality',
      'changeType',
      'impact.rolledBack',
      'impact.incidents',
      'result',
    ]);
  });
});
