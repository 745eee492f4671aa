import { describe, expect, it } from 'vitest';
import { governanceBefore } from '../policy/governance.ts';
import { evolveWorkspace } from '../workspace/workspace.ts';
import {
  attach,
  causePropose,
  claimAdd,
  deployment,
  goTo,
  member,
  startTestReview,
  testStart,
  type TestReview,
} from '../review/test-review.ts';

const blame = 'The operator forgot to drain the node.';
const wording = { reason: 'It is quoted from the change ticket.' };

function factsReview(): TestReview {
  const test = startTestReview();
  test.workspace = evolveWorkspace(
    test.workspace,
    {
      type: 'member.added.v1',
      body: { id: member('eng-07'), display: 'Ada Lovell', role: 'engineering', leads: false },
    },
    testStart,
  );
  goTo(test, 'facts');
  return test;
}

describe('words that lay blame in claims, causes and held ideas', () => {
  it('[M3.3] are refused with the words, the rule and what could stand there', () => {
    const test = factsReview();
    const verdict = test.run(claimAdd('claim1', blame));
    expect(verdict).toEqual({
      ok: false,
      error: {
        rule: 'M3.3',
        message: '“The operator forgot to” says that a person left something out (W1).',
        satisfy:
          'Write: “The process relied on the operator remembering to drain the node.” Or keep it as written with a reason.',
      },
    });
    expect(test.review().claims).toEqual([]);
    test.done(claimAdd('claim1', 'The process relied on the operator remembering to drain the node.'));
  });

  it('[M3.3] name nobody of the roster either', () => {
    const test = factsReview();
    expect(test.refused(claimAdd('claim1', 'Ada Lovell restarted the node.'))).toBe('M3.3');
    test.done(claimAdd('claim1', 'The engineer restarted the node.'));
    expect(
      test.refused({ type: 'claim.reword', claim: 'claim1', text: 'Ada restarted the node.', happenedAt: null }),
    ).toBe('M3.3');
    expect(test.review().claims[0]?.text).toBe('The engineer restarted the node.');
  });

  it('[M3.3] are kept with a reason, which stays in the review, once, and is undone with them', () => {
    const test = factsReview();
    test.done({ ...claimAdd('claim1', blame), wording } as ReturnType<typeof claimAdd>);
    expect(test.review().wordingOverrides).toEqual([
      { target: { kind: 'claim', id: 'claim1' }, text: blame, rules: ['W1'], ...wording, at: test.now },
    ]);
    test.done({ type: 'claim.reword', claim: 'claim1', text: blame, happenedAt: testStart - 5 });
    expect(test.review().wordingOverrides).toHaveLength(1);
    test.done({ type: 'undo' });
    test.done({ type: 'undo' });
    expect(test.review()).toMatchObject({ claims: [], wordingOverrides: [] });
  });

  it('[M3.3] a reason without need leaves no trace', () => {
    const test = factsReview();
    test.done({ ...claimAdd('claim1', 'The node was not drained.'), wording } as ReturnType<typeof claimAdd>);
    expect(test.review().wordingOverrides).toEqual([]);
  });

  it('[M3.1] [M3.3] hold for a held idea and for what becomes a cause', () => {
    const test = factsReview();
    const idea = { ...causePropose('idea1'), text: blame } as ReturnType<typeof causePropose>;
    expect(test.refused(idea)).toBe('M3.3');
    test.done({ ...idea, wording } as typeof idea);
    test.done(claimAdd('claim1', 'The node was not drained.'));
    attach(test, 'claim', 'claim1', deployment);
    goTo(test, 'causes');
    test.done({ type: 'cause.take-idea', id: 'cause1', idea: 'idea1', parent: null, category: 'process' });
    test.done({ type: 'cause.take-claim', id: 'cause2', claim: 'claim1', category: 'process' });
    expect(test.review().wordingOverrides).toHaveLength(1);
    const reword = { type: 'cause.reword' as const, cause: 'cause2', text: 'Root cause: human error.' };
    expect(test.refused(reword)).toBe('M3.3');
    expect(test.refused({ ...causePropose('cause3'), text: reword.text } as typeof idea)).toBe('M3.3');
    test.done({ ...reword, wording });
    expect(test.review().wordingOverrides.map(({ target, rules }) => [target.id, ...rules])).toEqual([
      ['idea1', 'W1'],
      ['cause2', 'W5'],
    ]);
  });

  it('[M3.3] are what the policy of the review says', () => {
    const test = factsReview();
    const [opening] = test.events;
    if (opening?.type !== 'review.opened.v1') throw new Error('the test review is opened first');
    const governance = {
      ...governanceBefore('full'),
      wording: { extraRoles: ['purser'], allowed: ['human error'], off: ['W1'] },
    };
    test.events[0] = { ...opening, type: 'review.opened.v2', body: { ...opening.body, governance } };
    test.done(claimAdd('claim1', blame));
    test.done(claimAdd('claim2', 'The word human error stands in the ticket.'));
    expect(test.refused(claimAdd('claim3', 'The purser broke it.'))).toBe('M3.3');
  });
});
