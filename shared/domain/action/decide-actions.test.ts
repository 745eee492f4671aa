import { describe, expect, it } from 'vitest';
import { goTo, member, startTestReview } from '../review/test-review.ts';
import { beginsWithVerb } from './verbs.ts';

const atActions = (text = 'Add an alert on checkout p95') => {
  const test = startTestReview();
  goTo(test, 'actions');
  test.done({ type: 'action.note', id: 'act1', text, author: member('ops-01'), causes: [] });
  return test;
};

const complete = {
  type: 'action.commit',
  action: 'act1',
  owner: member('ops-01'),
  due: '2026-04-01',
  criterion: { kind: 'metric', metric: 'p95', comparator: '<', value: 300, unit: 'ms', window: '7 days' },
} as const;

describe('commitments', () => {
  it('[M3.4] a complete idea becomes a commitment', () => {
    const test = atActions();
    expect(test.review().actions[0]?.state).toEqual({ name: 'idea', soakUntil: '2026-03-30' });
    test.done(complete);
    expect(test.review().actions[0]?.state).toMatchObject({ name: 'committed', owner: 'ops-01', due: '2026-04-01' });
  });

  it.each([
    ['no owner', { owner: null }, /owner/],
    ['an owner outside the roster', { owner: member('nobody-9') }, /owner/],
    ['no date', { due: null }, /due date/],
    ['a date that is today', { due: '2026-03-16' }, /due date/],
    ['a date past policy', { due: '2026-06-15' }, /due date/],
    ['no criterion', { criterion: null }, /criterion/],
  ])('[M3.4] it stays an idea with %s', (_name, change, missing) => {
    const verdict = atActions().run({ ...complete, ...change });
    expect(verdict).toMatchObject({
      ok: false,
      error: { rule: 'M3.4', satisfy: expect.stringMatching(missing) as string },
    });
  });

  it('[M3.4] it stays an idea without a verb first, and all that is missing is named at once', () => {
    const verdict = atActions('Better monitoring').run({ ...complete, owner: null, due: null, criterion: null });
    const satisfy = verdict.ok ? '' : verdict.error.satisfy;
    for (const missing of [/verb/, /owner/, /due date/, /criterion/]) expect(satisfy).toMatch(missing);
    expect(beginsWithVerb('We should look at alerts')).toBe(false);
    expect(beginsWithVerb('Re-run the load test')).toBe(true);
  });

  it('[M3.4] nothing is committed before Actions', () => {
    const test = startTestReview();
    test.done({ type: 'action.note', id: 'act1', text: 'Add an alert', author: member('ops-01'), causes: [] });
    expect(test.refused(complete)).toBe('M3.4');
  });
});
