import { describe, expect, it } from 'vitest';
import { governanceBefore } from '../policy/governance.ts';
import { emptyTemplate, type TemplateField } from '../template/template.ts';
import type { ReviewEvent } from './events.ts';
import { goTo, member, openTestReview, startTestReview, testStart, type TestReview } from './test-review.ts';

/** The same review, opened under a policy: product signs, and its template asks for two fields. */
function underPolicy(begin: () => TestReview): TestReview {
  const test = begin();
  const [opened] = test.events;
  if (opened?.type !== 'review.opened.v1') throw new Error('the test review opens otherwise now');
  const fields: TemplateField[] = [
    { id: 'orders', label: 'Orders lost', type: 'number', required: false },
    { id: 'outcome', label: 'Outcome', type: 'choice', required: false, choices: ['kept'], rationale: true },
  ];
  const governance = { ...governanceBefore('full'), template: { ...emptyTemplate, id: 'payments', fields } };
  const requiredRoles = ['facilitator' as const, 'product-manager' as const];
  test.events[0] = { ...opened, type: 'review.opened.v2', body: { ...opened.body, requiredRoles, governance } };
  return test;
}

const inActions = (): TestReview => {
  const test = underPolicy(startTestReview);
  goTo(test, 'actions');
  return test;
};
const named = { facilitator: member('eng-01'), scribe: null };
const twice = [{ role: 'facilitator' as const, kind: 'twice-running' as const }];
const filled = (field: string, value: string | number, rationale: string | null = null): ReviewEvent => ({
  type: 'field.filled.v1',
  body: { field, value, rationale },
});

describe('what was written past the rules of a review’s course', () => {
  it.each<[string, string, () => TestReview, ReviewEvent]>([
    [
      'M3.5',
      'hosts out of turn',
      openTestReview,
      { type: 'host.named.v2', body: { ...named, reason: null, exceptions: twice } },
    ],
    [
      'H1',
      'hosts of a running meeting',
      startTestReview,
      { type: 'host.named.v2', body: { ...named, reason: null, exceptions: [] } },
    ],
    [
      'M1.4',
      'a date that was over',
      openTestReview,
      { type: 'meeting.scheduled.v2', body: { at: testStart - 3_600_000, reason: null } },
    ],
    ['M3.1', 'no majority', startTestReview, { type: 'facts.agreed.v1', body: { inFavour: 1, present: 3 } }],
    ['M3.1', 'a majority of others', startTestReview, { type: 'facts.agreed.v1', body: { inFavour: 9, present: 10 } }],
    [
      'H1',
      'a note before the meeting',
      openTestReview,
      { type: 'note.taken.v1', body: { id: 'note1', text: 'x', author: member('ops-01') } },
    ],
    ['M1.5', 'a field of another type', () => underPolicy(startTestReview), filled('orders', 'many')],
    ['M1.5', 'a field without its rationale', () => underPolicy(startTestReview), filled('outcome', 'kept')],
    ['M8.5', 'a closing without product', inActions, { type: 'review.closed.v1', body: { summary: 'done' } }],
  ])('[%s] is found: %s', (rule, _what, begin, event) => {
    const test = begin();
    expect(test.folded().fault).toBeNull();
    test.append(event);
    expect(test.folded().fault).toMatchObject({ rule, seq: test.events.length });
  });

  it('[M1.2] a meeting of too few without a reason is found, and one with a reason is none', () => {
    for (const reason of [null, 'the others are at sea']) {
      const test = openTestReview();
      for (const seat of ['release', 'operations', 'product'] as const)
        test.done({ type: 'seat.fill', seat, accountable: seat === 'release' ? 'rel-01' : 'ops-01', deputy: null });
      test.done({ type: 'host.name', facilitator: 'eng-01', scribe: null });
      test.done({ type: 'review.prepare' });
      test.append({ type: 'meeting.started.v1', body: { item: 'open', inquorateReason: reason } });
      expect(test.folded().fault?.rule).toBe(reason === null ? 'M1.2' : undefined);
    }
  });

  it('[M8.5] a review that was closed before there were policies stands without product', () => {
    const test = startTestReview();
    const [opened] = test.events;
    if (opened?.type !== 'review.opened.v1') throw new Error('the test review opens otherwise now');
    test.events[0] = { ...opened, body: { ...opened.body, requiredRoles: ['facilitator', 'product-manager'] } };
    goTo(test, 'actions');
    test.append({ type: 'review.closed.v1', body: { summary: 'done' } });
    expect(test.folded().fault).toBeNull();
  });
});
