import { describe, expect, it } from 'vitest';
import type { ReviewId } from '../ids.ts';
import type { ReviewCommand } from '../review/commands.ts';
import type { ReviewEvent } from '../review/events.ts';
import {
  attach,
  causePropose,
  causeRules,
  configDiff,
  deployment,
  goTo,
  member,
  metricWindow,
  startTestReview,
  testStart,
  type TestReview,
} from '../review/test-review.ts';
import { checkNames } from './cause-check.ts';
import { findingsOf, type PastFinding } from './past-finding.ts';

const day = 86_400_000;
const past = (number: number, daysAgo: number, change: Partial<PastFinding> = {}): PastFinding => ({
  review: `r-2025-00${number}`,
  cause: 'cau1',
  text: `quite other words ${String.fromCharCode(96 + number).repeat(5)}`,
  class: 'configuration-drift',
  component: 'Checkout',
  service: 'checkout',
  at: testStart - daysAgo * day,
  state: 'supported',
  ...change,
});

const classify = (id: string, key: string | null = null, component: string | null = null): ReviewCommand => ({
  type: 'cause.classify',
  cause: 'cau1',
  class: id,
  text: null,
  component,
  key,
});
const scope = (is: 'specific' | 'systemic', reason: string | null = null): ReviewCommand => ({
  type: 'cause.scope',
  cause: 'cau1',
  scope: is,
  reason,
});
const close: ReviewCommand = { type: 'review.close', summary: 'The pool was too small.' };
const raise = (answerBy = '2026-03-24', id = 'topic1'): ReviewCommand => ({
  type: 'board.raise',
  id,
  class: 'configuration-drift',
  component: 'checkout',
  answerBy,
  reason: 'Each service sets its own defaults.',
});
const decline: ReviewCommand = {
  type: 'board.decline',
  class: 'configuration-drift',
  component: 'checkout',
  reason: 'The board has it from another review.',
};

/** At Causes under the rules, with one cause that evidence carries. */
function withCause(found: readonly PastFinding[] = [], underRules = true): TestReview {
  const test = startTestReview(underRules ? { causes: causeRules } : undefined);
  goTo(test, 'causes');
  test.done({ type: 'causes.triage', directEvidence: true, recurring: false, severalComponents: false });
  test.done(causePropose('cau1'));
  attach(test, 'cause', 'cau1', deployment, 'evi1');
  test.done({ type: 'cause.support', cause: 'cau1' });
  test.past = found;
  return test;
}

function commit(test: TestReview, term: 'short' | 'long', causes = ['cau1']): void {
  goTo(test, 'actions');
  test.done({
    type: 'action.note',
    id: `act-${term}`,
    text: 'Add one source of defaults',
    author: member('ops-01'),
    causes,
  });
  if (term === 'long') test.done({ type: 'action.term', action: `act-${term}`, term });
  test.done({
    type: 'action.commit',
    action: `act-${term}`,
    owner: member('ops-01'),
    due: '2026-05-01',
    criterion: { kind: 'artefact', artefact: 'the shared defaults' },
  });
}

const three = [past(1, 10), past(2, 40), past(3, 200)];

describe('classes', () => {
  it('[M4.2] a cause has one class of the taxonomy; only what fits no other has words of its own', () => {
    const test = withCause();
    expect(test.refused(classify('people'))).toBe('M4.2');
    expect(test.refused(classify('other'))).toBe('M4.2');
    const other = { ...classify('other'), text: 'a lightning strike' } as ReviewCommand;
    expect(test.refused({ ...other, class: 'capacity' } as ReviewCommand)).toBe('M4.2');
    test.done(other);
    test.done(classify('configuration-drift', 'db.pool.max', 'checkout'));
    expect(test.run(classify('configuration-drift', 'db.pool.max', 'checkout'))).toEqual({ ok: true, value: [] });
    expect(test.review().causes[0]?.classification).toEqual({
      class: 'configuration-drift',
      text: null,
      component: 'checkout',
      key: 'db.pool.max',
    });
  });

  it('[M3.3] words of a class lay no blame', () => {
    const test = withCause();
    const other = { ...classify('other'), text: 'human error of the operator' } as ReviewCommand;
    expect(test.refused(other)).toBe('M3.3');
  });

  it('[M4.2] another class or setting takes back what the checks found; another component does not', () => {
    const test = withCause();
    test.done({ type: 'effect.word', text: 'slow', from: testStart, claim: null });
    attach(test, 'cause', 'cau1', configDiff, 'evi2');
    test.done(classify('configuration-drift', 'db.pool.max'));
    const checks = checkNames.map((check) => ({ check, passed: true, told: 'found' }));
    test.append({ type: 'cause.validated.v1', body: { cause: 'cau1', checks } });
    const state = () => test.review().causes[0]?.state.name;
    test.done(classify('configuration-drift', 'db.pool.max', 'checkout'));
    expect(state()).toBe('validated');
    test.done(classify('configuration-drift', 'db.pool.min', 'checkout'));
    expect(state()).toBe('supported');
  });

  it('[M4.2] a review does not close over a root cause without a class, nor does a line that says so', () => {
    const test = withCause();
    commit(test, 'short');
    expect(test.refused(close)).toBe('M4.2');
    const forged = withCause();
    goTo(forged, 'actions');
    forged.append({ type: 'review.closed.v1', body: { summary: 'done' } });
    expect(forged.folded().fault).toMatchObject({ rule: 'M4.2' });
    test.done(classify('capacity'));
    test.done(close);
    expect(findingsOf(test.review())).toMatchObject([
      { review: 'r-2026-001', class: 'capacity', component: 'checkout', state: 'supported' },
    ]);
  });

  it('[M4.2] a guess above or below does not spare the class of what evidence carries', () => {
    const test = withCause();
    test.done(causePropose('guess'));
    test.done(causePropose('why', 'cau1'));
    test.done({ type: 'cause.move', cause: 'cau1', parent: 'guess', category: 'process', before: null });
    goTo(test, 'actions');
    expect(test.refused(close)).toBe('M4.2');
    const forged = withCause();
    forged.done(causePropose('why', 'cau1'));
    goTo(forged, 'actions');
    forged.append({ type: 'review.closed.v1', body: { summary: 'done' } });
    expect(forged.folded().fault).toMatchObject({ rule: 'M4.2' });
    test.done(classify('capacity'));
    test.done(close);
  });

  it('[M4.2] a hypothesis needs none, and a review of before the rules neither', () => {
    const open = startTestReview({ causes: causeRules });
    goTo(open, 'causes');
    open.done({ type: 'causes.triage', directEvidence: true, recurring: false, severalComponents: false });
    open.done(causePropose('cau1'));
    goTo(open, 'actions');
    open.done(close);
    const before = withCause(three, false);
    goTo(before, 'actions');
    before.done(close);
  });
});

describe('specific or systemic', () => {
  it('[M4.3] the count in the window presets it; against the count it needs a reason, and what was seen is kept', () => {
    const test = withCause([past(1, 10), past(3, 200)]);
    test.done(classify('configuration-drift'));
    expect(test.refused(scope('systemic'))).toBe('M4.3');
    test.done(scope('specific'));
    // The one of 200 days ago is out of the window; a third within it makes this the fourth.
    test.past = [...three, past(4, 170)];
    expect(test.refused(scope('specific'))).toBe('M4.3');
    test.done(scope('systemic'));
    expect(test.review().causes[0]?.scope).toEqual({
      is: 'systemic',
      seen: [past(1, 10), past(2, 40), past(4, 170)].map(({ review, cause, at }) => ({ review, cause, at })),
      reason: null,
    });
    test.done(scope('specific', 'The defaults have one source since May.'));
    expect(test.review().causes[0]?.scope?.reason).toBe('The defaults have one source since May.');
  });

  it('[M4.3] a systemic cause asks for a long-term commitment that answers it', () => {
    const test = withCause([...three, past(4, 170)]);
    test.done(classify('configuration-drift'));
    commit(test, 'short');
    expect(test.refused(close)).toBe('M4.3');
    test.done(scope('systemic'));
    expect(test.refused(close)).toBe('M4.3');
    const forged = test.review();
    expect(forged.causes[0]?.scope?.is).toBe('systemic');
    commit(test, 'long', []);
    expect(test.refused(close)).toBe('M4.3');
    test.done({ type: 'action.term', action: 'act-short', term: 'long' });
    test.done(decline);
    test.done(close);
  });

  it('[M4.3] one that was called specific before it came up so often is asked about again', () => {
    const test = withCause([]);
    test.done(classify('configuration-drift'));
    test.done(scope('specific'));
    test.past = [past(1, 100), past(2, 110)];
    goTo(test, 'actions');
    expect(test.refused(close)).toBe('M4.3');
    test.done(scope('specific', 'Both were the same release.'));
    test.done(close);
  });

  it('[M4.3] what was decided by the count of one class is not decided for another', () => {
    const test = withCause([
      past(1, 10),
      past(2, 40),
      past(3, 60, { class: 'capacity' }),
      past(4, 61, { class: 'capacity' }),
    ]);
    test.done(classify('configuration-drift'));
    test.done(scope('specific', 'Both were the same release.'));
    test.done(classify('configuration-drift', 'db.pool.max'));
    expect(test.review().causes[0]?.scope?.is).toBe('specific');
    test.done(classify('capacity'));
    expect(test.review().causes[0]?.scope).toBeNull();
    test.done({ type: 'undo' });
    expect(test.review().causes[0]?.scope?.is).toBe('specific');
    test.done({ type: 'redo' });
    goTo(test, 'actions');
    expect(test.refused(close)).toBe('M4.3');
  });

  it('[M4.3] a line that closes over a systemic cause without one is found, and one that decides against its own count', () => {
    const test = withCause([past(1, 100), past(2, 110)]);
    test.done(classify('configuration-drift'));
    test.done(scope('systemic'));
    goTo(test, 'actions');
    test.append({ type: 'review.closed.v1', body: { summary: 'done' } });
    expect(test.folded().fault).toMatchObject({ rule: 'M4.3' });
    const other = withCause();
    other.append({ type: 'cause.scoped.v1', body: { cause: 'cau1', scope: 'systemic', seen: [], reason: null } });
    expect(other.folded().fault).toMatchObject({ rule: 'M4.3' });
  });
});

describe('the architecture board', () => {
  it('[M4.5] what was declined, then sent and given another exit is asked for again', () => {
    const test = withCause([past(1, 10), past(2, 40)]);
    test.done(classify('configuration-drift'));
    test.done(scope('systemic'));
    commit(test, 'long');
    test.done(decline);
    test.done(raise());
    test.done({ type: 'topic.exit', topic: 'topic1', exit: { kind: 'park', until: '2026-06-01' } });
    expect(test.refused(close)).toBe('M4.5');
    test.done(decline);
    test.done(close);
  });

  it('[M4.5] [M4.3] a line about what no cause here shows, or that counts a review twice, is found', () => {
    const seen = [past(1, 10), { ...past(1, 10), cause: 'cau2' }, past(2, 20)].map(({ review, cause, at }) => ({
      review: review as ReviewId,
      cause,
      at,
    }));
    const matter = { class: 'configuration-drift', component: 'Checkout', reason: 'x' };
    const fault = (body: ReviewEvent & { type: 'board.declined.v1' | 'cause.scoped.v1' }) => {
      const test = withCause();
      test.done(classify('configuration-drift'));
      test.append(body);
      return test.folded().fault?.rule;
    };
    expect(fault({ type: 'board.declined.v1', body: { ...matter, seen } })).toBeUndefined();
    expect(fault({ type: 'board.declined.v1', body: { ...matter, seen: seen.slice(0, 2) } })).toBe('M4.5');
    expect(fault({ type: 'board.declined.v1', body: { ...matter, component: 'ledger', seen } })).toBe('M4.5');
    const scoped = { cause: 'cau1', scope: 'systemic' as const, reason: null };
    expect(fault({ type: 'cause.scoped.v1', body: { ...scoped, seen } })).toBeUndefined();
    expect(fault({ type: 'cause.scoped.v1', body: { ...scoped, seen: seen.slice(0, 2) } })).toBe('M4.3');
  });

  it('[M4.5] hears of a class that came up often enough in a component, by a topic that is escalated in one step', () => {
    const test = withCause([past(1, 10), past(2, 40), past(3, 100)]);
    expect(test.refused(raise())).toBe('M4.5');
    test.done(classify('configuration-drift'));
    expect(test.refused(raise('2026-03-16'))).toBe('M4.5');
    expect(test.refused(raise('2026-06-01'))).toBe('M1.6');
    const sent = test.run(raise());
    expect(sent.ok && sent.value.map(({ type }) => type)).toEqual([
      'topic.parked.v1',
      'topic.exited.v1',
      'board.raised.v1',
    ]);
    expect(test.review().boardMatters).toMatchObject([
      { topic: 'topic1', seen: [{ review: 'r-2025-001' }, { review: 'r-2025-002' }] },
    ]);
    expect(test.run(raise('2026-03-25', 'topic2'))).toEqual({ ok: true, value: [] });
    expect(test.refused(decline)).toBe('M4.5');
    test.done({ type: 'undo' });
    expect([test.review().boardMatters, test.review().parked]).toEqual([[], []]);
    test.done(decline);
  });

  it('[M4.5] is not asked before the count is reached, which the refusal tells', () => {
    const test = withCause([past(1, 10), past(2, 91)]);
    test.done(classify('configuration-drift'));
    expect(test.refused(decline)).toBe('M4.5');
    const answer = test.run(raise());
    expect(answer).toMatchObject({
      ok: false,
      error: { rule: 'M4.5', message: expect.stringContaining('2 times in 90 days') },
    });
    test.append({
      type: 'board.declined.v1',
      body: { class: 'configuration-drift', component: 'checkout', reason: 'x', seen: [] },
    });
    expect(test.folded().fault).toMatchObject({ rule: 'M4.5' });
  });

  it('[M4.5] a review does not close before it was sent or declined, nor when the topic was given another exit', () => {
    const test = withCause([past(1, 10), past(2, 40)]);
    test.done(classify('configuration-drift'));
    test.done(scope('systemic'));
    commit(test, 'long');
    const closing = test.run(close);
    expect(closing).toMatchObject({
      ok: false,
      error: { rule: 'M4.5', message: 'Configuration drift in checkout was found 3 times in 90 days.' },
    });
    test.done(raise());
    test.done({ type: 'topic.exit', topic: 'topic1', exit: { kind: 'park', until: '2026-06-01' } });
    expect(test.refused(close)).toBe('M4.5');
    test.done(raise('2026-03-24', 'topic2'));
    test.done(close);
  });

  it('[M4.5] several causes of one class in one review count once, and rejected ones not at all', () => {
    const test = withCause([past(1, 10), { ...past(1, 10), cause: 'cau2' }]);
    test.done(classify('configuration-drift'));
    test.done(causePropose('cau2'));
    attach(test, 'cause', 'cau2', metricWindow, 'evi2');
    test.done({ type: 'cause.support', cause: 'cau2' });
    test.done({ ...classify('configuration-drift'), cause: 'cau2' } as ReviewCommand);
    expect(test.refused(decline)).toBe('M4.5');
    test.past = [past(1, 10), past(2, 20)];
    test.done({ type: 'cause.reject', cause: 'cau1', reason: 'no event' });
    test.done(decline);
    test.done({ type: 'cause.reject', cause: 'cau2', reason: 'no event' });
    goTo(test, 'actions');
    test.done(close);
  });
});
