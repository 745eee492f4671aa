import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { figure, form, hour, openLight, packageWith, start } from './test-light.ts';

const settle = { type: 'light.settle' } as const;
const refusal = { rule: 'M7.1' };

it('[M7.1] a filed review closes by itself a day later, once, with what was within', () => {
  const test = openLight();
  expect(test.seal()).toEqual(['package.sealed.v1']);
  expect(test.run(form)).toEqual(['light.filed.v1']);
  test.now = start + 24 * hour - 1;
  expect(test.run(settle)).toEqual([]);
  test.now = start + 24 * hour;
  expect(test.run(settle)).toEqual(['light.closed-itself.v1', 'review.closed.v1']);
  expect(test.run(settle)).toEqual([]);
  expect(test.folded().fault).toBeNull();
  expect(test.review()).toMatchObject({ phase: 'closed', closedAt: start + 24 * hour });
  expect(test.review().summary).toContain('all 2 figures were within baseline, and nobody dissented in 24 hours');
});

it('[M7.1] nobody closes it by hand, and it has no meeting', () => {
  const test = openLight();
  test.seal();
  test.run(form);
  expect(test.run({ type: 'review.close', summary: 'done' })).toMatchObject(refusal);
  expect(test.run({ type: 'meeting.start', inquorateReason: 'none came' })).toMatchObject(refusal);
});

it('[M7.1] a clock set back closes it later, never earlier and never twice', () => {
  const jump = fc.integer({ min: -48, max: 48 });
  fc.assert(
    fc.property(fc.array(jump, { minLength: 1, maxLength: 12 }), (jumps) => {
      const test = openLight();
      test.seal();
      test.run(form);
      for (const hours of jumps) {
        test.now = Math.max(start - 1000 * hour, test.now + hours * hour);
        test.run(settle);
      }
      const closed = test.events.filter(({ type }) => type === 'review.closed.v1');
      expect(closed.length).toBeLessThanOrEqual(1);
      for (const { at } of closed) expect(at).toBeGreaterThanOrEqual(start + 24 * hour);
      expect(test.folded().fault).toBeNull();
    }),
    { numRuns: 60 },
  );
});

it('[M7.1] a figure outside its baseline promotes it as it is filed, and what was filed stays', () => {
  const test = openLight();
  test.content = packageWith(figure('p95', 6.1), figure('error_rate', 0));
  test.seal();
  expect(test.run(form)).toEqual(['light.filed.v1', 'review.promoted.v1']);
  const review = test.review();
  expect(review).toMatchObject({ tier: 'full', phase: 'draft', package: null });
  expect(review.governance.tier.light).toBeNull();
  expect(review.light.promoted?.reasons).toEqual(['p95 is outside its baseline (z 6.1).']);
  expect(review.light.filed?.figures.map(({ standing }) => standing)).toEqual(['outside', 'within']);
  expect(test.run(form)).toMatchObject(refusal);
});

it.each([
  ['an incident', { incidents: ['pd:incident:a:1'] }, 'An incident followed.'],
  [
    'a rollback',
    { goLive: { at: start, word: 'ci', environment: 'production', claimedAt: start, rolledBackAt: start + hour } },
    'The release was rolled back.',
  ],
])('[M7.1] %s that comes after the filing promotes it before it would have closed', (_what, later, reason) => {
  const test = openLight();
  test.seal();
  test.run(form);
  test.content = { ...test.content, ...later } as typeof test.content;
  test.now = start + 2 * hour;
  expect(test.run(settle)).toEqual(['review.promoted.v1']);
  expect(test.review().light.promoted?.reasons).toEqual([reason]);
  expect(test.folded().fault).toBeNull();
});

it('[M7.1] a dissent that stands promotes it at the end of the time; one that was withdrawn does not', () => {
  const [standing, withdrawn] = [openLight(), openLight()];
  for (const test of [standing, withdrawn]) {
    test.seal();
    test.run(form);
    expect(test.run({ type: 'light.dissent', by: 'eng-01', reason: 'Tickets rose.' })).toEqual(['light.dissented.v1']);
    expect(test.run({ type: 'light.dissent', by: 'eng-01', reason: 'Again.' })).toMatchObject(refusal);
    expect(test.run({ type: 'light.dissent', by: 'nobody', reason: 'No.' })).toMatchObject(refusal);
  }
  expect(withdrawn.run({ type: 'light.withdraw-dissent', by: 'ops-01' })).toMatchObject(refusal);
  withdrawn.run({ type: 'light.withdraw-dissent', by: 'eng-01' });
  for (const test of [standing, withdrawn]) test.now = start + 25 * hour;
  expect(standing.run(settle)).toEqual(['review.promoted.v1']);
  expect(standing.review().light.promoted?.reasons).toEqual(['eng-01 dissents: Tickets rose.']);
  expect(withdrawn.run(settle)).toContain('review.closed.v1');
});

it('[M7.1] without a baseline nobody can say that all is within: it needs a reason, which is kept', () => {
  const test = openLight();
  test.content = packageWith(figure('p95', null), figure('error_rate', 0.1, null));
  test.seal();
  expect(test.run(form)).toMatchObject(refusal);
  const withoutBaseline = 'The service is new; five releases are not there yet.';
  expect(test.run({ ...form, withoutBaseline } as typeof form)).toEqual(['light.filed.v1']);
  test.now = start + 25 * hour;
  expect(test.run(settle)).toContain('review.closed.v1');
  expect(test.review().summary).toContain('some had none');
});

it('[M7.1] only the release seat files, on a sealed package; an answer of no promotes', () => {
  const test = openLight();
  expect(test.run(form)).toMatchObject(refusal);
  test.seal();
  test.by = 'ops-01';
  expect(test.run(form)).toMatchObject(refusal);
  test.by = 'rel-01';
  expect(test.run({ ...form, met: 'no' } as typeof form)).toEqual(['light.filed.v1', 'review.promoted.v1']);
});

it('[M7.1] a line written past the rules that closes it early is found', () => {
  const test = openLight();
  test.seal();
  test.run(form);
  test.now = start + hour;
  test.append({ type: 'light.closed-itself.v1', body: { objectionsUntil: start, figures: [] } });
  expect(test.folded().fault).toMatchObject({ rule: 'M7.1' });
});

it('[M7.1] it is promoted by hand at any time, and a full review takes none of its commands', () => {
  const test = openLight();
  expect(test.run({ type: 'light.promote', reasons: ['Worth an hour.'] })).toEqual(['review.promoted.v1']);
  expect(test.run({ type: 'light.dissent', by: 'eng-01', reason: 'x' })).toMatchObject(refusal);
  expect(test.review().agenda.items.length).toBeGreaterThan(1);
});
