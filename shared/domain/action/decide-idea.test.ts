import { describe, expect, it } from 'vitest';
import type { ReviewId } from '../ids.ts';
import { goTo, member, startTestReview, type TestReview } from '../review/test-review.ts';
import { evolveWorkspace } from '../workspace/workspace.ts';
import { changesByItem } from './action-changes.ts';
import { actionLife } from './action-life.ts';
import { decideIdea, type IdeaCommand } from './decide-idea.ts';

function afterReview(): TestReview {
  const test = startTestReview();
  goTo(test, 'actions');
  test.done({ type: 'action.note', id: 'idea1', text: 'Better alerts', author: member('ops-01'), causes: [] });
  goTo(test, 'sign');
  test.done({ type: 'review.close', summary: 'Nothing follows.' });
  return test;
}

function run(test: TestReview, change: Partial<IdeaCommand>): string {
  const command: IdeaCommand = { outcome: 'dropped', reason: 'not worth it', until: null, into: null, ...change };
  const { now, workspace } = test;
  const decided = decideIdea(command, { now, workspace, review: test.review(), action: 'idea1' });
  if (decided.ok) test.workspace = evolveWorkspace(workspace, decided.value, now);
  return decided.ok ? decided.value.body.review : `${decided.error.rule}: ${decided.error.message}`;
}

const lifeOf = (test: TestReview) => {
  const [item] = test.review().actions;
  const changes = changesByItem(test.workspace.actionChanges).get('r-2026-001/idea1') ?? [];
  return item && actionLife(item, changes);
};

describe('an idea after its review', () => {
  it('[M3.4] is dropped with a reason, once', () => {
    const test = afterReview();
    expect(run(test, {})).toBe('r-2026-001');
    expect(lifeOf(test)?.state).toMatchObject({ name: 'dropped', reason: 'not worth it' });
    expect(run(test, {})).toMatch(/^M3\.4: That idea is dropped/);
  });

  it('[M3.4] is kept until a day inside policy, as often as people like', () => {
    const test = afterReview();
    expect(run(test, { outcome: 'kept' })).toMatch(/until no day/);
    expect(run(test, { outcome: 'kept', until: '2027-01-01' })).toMatch(/until no day/);
    expect(run(test, { outcome: 'kept', until: '2026-04-20' })).toBe('r-2026-001');
    expect(run(test, { outcome: 'kept', until: '2026-05-20' })).toBe('r-2026-001');
    expect(lifeOf(test)?.state).toEqual({ name: 'soaking', until: '2026-05-20' });
  });

  it('[M3.4] is taken up in a later review, never in its own', () => {
    const test = afterReview();
    expect(run(test, { outcome: 'taken-up' })).toMatch(/in no review/);
    expect(run(test, { outcome: 'taken-up', into: 'r-2026-001' as ReviewId })).toMatch(/in no review/);
    expect(run(test, { outcome: 'taken-up', into: 'r-2026-002' as ReviewId })).toBe('r-2026-001');
    expect(lifeOf(test)?.state).toMatchObject({ name: 'taken-up', into: 'r-2026-002' });
  });
});
