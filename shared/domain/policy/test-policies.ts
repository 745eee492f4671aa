import * as fc from 'fast-check';
import { checkPolicy } from './check-policy.ts';
import type { Condition, Policy } from './policy.ts';
import { standardPolicy } from './standard-policy.ts';
import type { TierPolicy } from './tier-policy.ts';

/** Text as people write it, and as YAML stumbles over it. */
const awkward = fc.constantFrom(
  'yes',
  'null',
  '09:00',
  '1e3',
  '- a: b',
  '# no',
  'a: "b"',
  '007',
  '2026-01-01',
  '~',
  'é 日本',
  "it's",
  '{',
  '@x',
);
const title = fc
  .oneof(awkward, fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme-ascii' }))
  .map((text) => text.trim())
  .filter((text) => text !== '');
const slug = fc.tuple(fc.constantFrom('b', 'sub', 'x1'), fc.nat(99)).map(([stem, number]) => `${stem}-${number}`);

const subset = <T>(of: readonly T[], minLength = 0): fc.Arbitrary<T[]> => fc.subarray([...of], { minLength });

const tier = (light: fc.Arbitrary<TierPolicy['light']>): fc.Arbitrary<TierPolicy> =>
  fc.record({
    template: fc.constantFrom('light', 'standard', 'regulated', 'our-own'),
    quorum: fc.record({
      heads: fc.integer({ min: 1, max: 6 }),
      roles: subset(['release', 'operations', 'product', 'quality'] as const),
      substitutes: fc.boolean(),
      ceiling: fc.option(fc.integer({ min: 6, max: 60 })),
    }),
    timeline: fc.record({
      soakHours: fc.integer({ min: 0, max: 23 }),
      dueDays: fc.integer({ min: 1, max: 20 }),
      lengthMinutes: fc.integer({ min: 5, max: 120 }),
    }),
    signOffs: subset(['facilitator', 'release-manager', 'operations-lead'] as const, 1),
    kpis: subset(['error-rate', 'latency', 'rollback'] as const),
    commitments: fc.record({ dueDays: fc.integer({ min: 1, max: 120 }), soakDays: fc.integer({ min: 1, max: 30 }) }),
    light,
  });

/** Fields of events, each asked in one way: `n` and `m.deep` are numbers, `kind` is a text. */
export const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ field: fc.constantFrom('n', 'm.deep'), atLeast: fc.nat(4) }),
  fc.record({ field: fc.constantFrom('n', 'm.deep'), below: fc.nat(4) }),
  fc.record({ field: fc.constant('kind'), is: fc.constantFrom('a', 'b', 'yes') }),
  fc.record({ field: fc.constant('kind'), isNot: subset(['a', 'b'], 1) }),
);

export const anyTrigger = (id: fc.Arbitrary<string>) =>
  fc.record({
    id,
    when: fc.array(anyCondition, { minLength: 1, maxLength: 3 }),
    tier: fc.constantFrom('light' as const, 'full' as const),
    because: title,
  });

/** Any event that has the fields of {@link anyCondition}. */
export const anyEvent = fc.record({
  n: fc.nat(5),
  m: fc.record({ deep: fc.nat(5) }),
  kind: fc.constantFrom('a', 'b', 'yes', 'c'),
});

const blackout = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.nat(6), title).map(([start, length, name]) => {
  const text = (days: number): string => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
  return { from: text(start), to: text(start + length), name };
});

const within = fc.record({ count: fc.integer({ min: 2, max: 9 }), withinDays: fc.integer({ min: 1, max: 400 }) });

const rung = fc.record({ to: title, withinHours: fc.integer({ min: 1, max: 200 }) });

/** Sound policies: what is not is passed over. Those of before there were counts leave the recurrence out. */
export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    policy: slug,
    version: fc.integer({ min: 1, max: 50 }),
    tiers: fc.record({
      light: tier(fc.option(fc.record({ objectionHours: fc.integer({ min: 1, max: 72 }) }))),
      full: tier(fc.constant(null)),
    }),
    triggers: fc.uniqueArray(anyTrigger(fc.constantFrom('T1', 'T2', 'Big-one', 'x')), {
      selector: ({ id }) => id,
      maxLength: 4,
    }),
    cohortAbovePerDay: fc.integer({ min: 1, max: 20 }),
    calendar: fc.record({
      workingDays: subset(['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const, 4),
      workingHours: fc.constantFrom({ from: '09:00', to: '17:00' }, { from: '07:30', to: '20:15' }),
      blackouts: fc.array(blackout, { maxLength: 3 }),
      sprint: fc.option(
        fc.record({ start: fc.constant('2026-01-05'), days: fc.constant(14), keepFree: subset([1, 2, 14]) }),
      ),
    }),
    escalation: fc.array(rung, { minLength: 1, maxLength: 3 }).map((rungs) => ({
      ...standardPolicy.escalation,
      ladders: { ...standardPolicy.escalation.ladders, incident: { rungs, next: 'problem' } },
    })),
    rota: fc.record({ rememberWeeks: fc.integer({ min: 1, max: 100 }) }),
    retention: fc.record(
      {
        recordYears: fc.integer({ min: 1, max: 20 }),
        recordingDays: fc.integer({ min: 0, max: 400 }),
        transcriptDays: fc.integer({ min: 0, max: 400 }),
      },
      { requiredKeys: ['recordYears', 'recordingDays'] },
    ),
    taxonomy: fc.constant(standardPolicy.taxonomy),
    recurrence: fc.option(fc.record({ systemic: within, board: within })),
    wording: fc.record({
      extraRoles: fc.uniqueArray(title, { maxLength: 3 }),
      allowed: fc.uniqueArray(title, { maxLength: 3 }),
      off: subset(['W1', 'W4', 'W12']),
    }),
  })
  .map(({ recurrence, ...policy }): Policy => (recurrence === null ? policy : { ...policy, recurrence }))
  .filter((policy) => checkPolicy(policy).length === 0);
