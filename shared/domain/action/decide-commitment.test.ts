import { describe, expect, it } from 'vitest';
import type { MemberId } from '../ids.ts';
import { goTo, member, startTestReview, type TestReview } from '../review/test-review.ts';
import { evolveWorkspace } from '../workspace/workspace.ts';
import { changesByItem } from './action-changes.ts';
import { actionLife, type CommitmentLife } from './action-life.ts';
import { decideCommitment, type CommitmentCommand, type MeasuredCriterion } from './decide-commitment.ts';

const measured = (value: number): MeasuredCriterion => ({
  measured: {
    series: 'checkout/p95/production' as MeasuredCriterion['measured']['series'],
    value,
    unit: 'ms',
    from: 0,
    to: 1000,
    n: 3,
    sha256: 'a'.repeat(64),
  },
  isMet: value < 300,
});

/** A closed review with one commitment by a metric and one by an artefact. */
function afterReview(): TestReview {
  const test = startTestReview();
  goTo(test, 'actions');
  for (const [id, criterion] of [
    ['met1', { kind: 'metric', metric: 'p95', comparator: '<', value: 300, unit: 'ms', window: '7 days' }],
    ['art1', { kind: 'artefact', artefact: 'the alert rule' }],
  ] as const) {
    test.done({ type: 'action.note', id, text: 'Add an alert', author: member('ops-01'), causes: [] });
    test.done({ type: 'action.commit', action: id, owner: member('ops-01'), due: '2026-04-01', criterion });
  }
  goTo(test, 'sign');
  test.done({ type: 'review.close', summary: 'An alert follows.' });
  return test;
}

function run(test: TestReview, action: string, command: CommitmentCommand, reading: MeasuredCriterion | null = null) {
  const { now, workspace } = test;
  const decided = decideCommitment(command, { now, workspace, review: test.review(), action, measured: reading });
  if (decided.ok) test.workspace = evolveWorkspace(workspace, decided.value, now);
  return decided.ok ? decided.value.type : `${decided.error.rule}: ${decided.error.message} ${decided.error.satisfy}`;
}

function life(test: TestReview, action: string): CommitmentLife {
  const item = test.review().actions.find((each) => each.id === action);
  const changes = changesByItem(test.workspace.actionChanges).get(`r-2026-001/${action}`) ?? [];
  const found = item && actionLife(item, changes);
  if (found?.kind !== 'commitment') throw new Error('no commitment');
  return found;
}

const done = { type: 'settle', outcome: 'done', note: 'the rule is merged' } as const;
const met = { type: 'verify', verdict: 'met', artefact: null, note: '' } as const;

describe('a commitment after its review', () => {
  it('[M3.4] is done, then verified by what was measured', () => {
    const test = afterReview();
    expect(run(test, 'met1', done)).toBe('commitment.settled.v1');
    expect(run(test, 'met1', met, measured(250))).toBe('commitment.verified.v1');
    expect(life(test, 'met1').state).toMatchObject({ name: 'verified', check: { measured: { value: 250, n: 3 } } });
  });

  it('[M3.4] only what is done can be verified', () => {
    const test = afterReview();
    expect(run(test, 'met1', met, measured(250))).toMatch(/^M3\.4: Only what is done/);
    run(test, 'met1', { ...done, outcome: 'declined' });
    expect(run(test, 'met1', met, measured(250))).toMatch(/this one is declined/);
  });

  it('[M3.4] nobody says met against the samples, and without samples it cannot be told', () => {
    const test = afterReview();
    run(test, 'met1', done);
    expect(run(test, 'met1', met, measured(310))).toMatch(/samples say not met: 310 ms/);
    expect(run(test, 'met1', met, null)).toMatch(/Nothing was measured/);
    expect(run(test, 'met1', { ...met, verdict: 'cannot-tell' }, null)).toMatch(/needs a word/);
    expect(run(test, 'met1', { ...met, verdict: 'cannot-tell', note: 'no samples' }, null)).toBe(
      'commitment.verified.v1',
    );
    expect(life(test, 'met1').state).toMatchObject({ name: 'done', check: { verdict: 'cannot-tell', measured: null } });
  });

  it('[M3.4] what was measured as not met stays done and is not called verified', () => {
    const test = afterReview();
    run(test, 'met1', done);
    expect(run(test, 'met1', { ...met, verdict: 'not-met', note: 'still slow' }, measured(310))).toBe(
      'commitment.verified.v1',
    );
    expect(life(test, 'met1').state).toMatchObject({ name: 'done', check: { verdict: 'not-met' } });
    expect(run(test, 'met1', { type: 'reopen', reason: 'still slow' })).toBe('commitment.reopened.v1');
    expect(life(test, 'met1').state).toMatchObject({ name: 'open', reopened: { reason: 'still slow' } });
  });

  it('[M3.4] an artefact is met only where somebody says where it is', () => {
    const test = afterReview();
    run(test, 'art1', done);
    expect(run(test, 'art1', met)).toMatch(/Nothing shows that it is there/);
    expect(run(test, 'art1', { ...met, artefact: 'alerts repository, checkout.yaml' })).toBe('commitment.verified.v1');
  });

  it('[M3.4] it is declined with a reason, settled once, and reopened with one', () => {
    const test = afterReview();
    expect(run(test, 'art1', { ...done, outcome: 'declined', note: ' ' })).toMatch(/without a reason/);
    expect(run(test, 'art1', { ...done, outcome: 'declined', note: 'replaced' })).toBe('commitment.settled.v1');
    expect(run(test, 'art1', done)).toMatch(/declined already/);
    expect(run(test, 'met1', { type: 'reopen', reason: 'no' })).toMatch(/is open/);
  });

  it('[M3.4] another date stays inside policy, and the earlier ones are kept', () => {
    const test = afterReview();
    expect(run(test, 'art1', { type: 'redate', due: '2026-03-16', reason: 'late' })).toMatch(/no due date/);
    expect(run(test, 'art1', { type: 'redate', due: '2026-06-15', reason: 'late' })).toMatch(/by 2026-06-14/);
    expect(run(test, 'art1', { type: 'redate', due: '2026-04-01', reason: 'late' })).toMatch(/already/);
    expect(run(test, 'art1', { type: 'redate', due: '2026-04-20', reason: 'parts late' })).toBe(
      'commitment.redated.v1',
    );
    expect(life(test, 'art1')).toMatchObject({
      due: '2026-04-20',
      earlierDues: [{ due: '2026-04-01', reason: 'parts late' }],
    });
  });

  it('[M3.4] an owner who left: another is named before it goes on', () => {
    const test = afterReview();
    const left = { type: 'member.left.v1', body: { id: member('ops-01') } } as const;
    test.workspace = evolveWorkspace(test.workspace, left, test.now);
    expect(run(test, 'art1', done)).toMatch(/ops-01 left the roster\. Name another owner/);
    expect(run(test, 'art1', { type: 'hand-over', owner: 'ops-01' as MemberId, reason: 'x' })).toMatch(
      /not in the roster/,
    );
    expect(run(test, 'art1', { type: 'hand-over', owner: member('eng-01'), reason: 'ops-01 left' })).toBe(
      'commitment.handed-over.v1',
    );
    expect(run(test, 'art1', done)).toBe('commitment.settled.v1');
    expect(life(test, 'art1')).toMatchObject({ owner: 'eng-01', earlierOwners: [{ owner: 'ops-01' }] });
  });
});
