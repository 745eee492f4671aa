import { describe, expect, it } from 'vitest';
import { claimAdd, member, startTestReview } from '../review/test-review.ts';
import type { CommandOf } from '../review/commands.ts';

const decision: CommandOf<'decision.make'> = {
  type: 'decision.make',
  id: 'dec1',
  question: 'Roll forward or back?',
  options: ['forward', 'back'],
  choice: 1,
  rationale: 'the fix is not tested',
  evidence: [],
  dissent: [],
  decider: member('rel-01'),
  vote: null,
};
const decide = (change: Partial<typeof decision>) => startTestReview().refused({ ...decision, ...change });

describe('decisions', () => {
  it('[M1.5] fewer than two different options, no choice or no rationale, and nothing is decided', () => {
    expect(decide({ options: ['back', 'back'] })).toBe('M1.5');
    expect(decide({ options: ['back', ''] })).toBe('M1.5');
    expect(decide({ choice: null })).toBe('M1.5');
    expect(decide({ choice: 7 })).toBe('M1.5');
    expect(decide({ rationale: '' })).toBe('M1.5');
  });

  it('[M1.5] the choice follows its option when empty ones before it fall away', () => {
    const test = startTestReview();
    test.done({ ...decision, options: ['', 'forward', 'back'], choice: 2 });
    expect(test.review().decisions[0]).toMatchObject({ options: ['forward', 'back'], choice: 1, decider: 'rel-01' });
  });

  it('[M1.5] the facts it rests on are there, and each dissent says who and why', () => {
    expect(decide({ evidence: ['clm1'] })).toBe('M1.5');
    expect(decide({ dissent: [{ by: 'ops-01', words: '' }] })).toBe('M1.5');
    expect(decide({ dissent: [{ by: '', words: 'too early' }] })).toBe('M1.5');
    const test = startTestReview();
    test.done(claimAdd('clm1'));
    test.done({
      ...decision,
      evidence: ['clm1', 'clm1'],
      dissent: [
        { by: 'operations lead', words: 'too early' },
        { by: '', words: '' },
      ],
    });
    expect(test.review().decisions[0]).toMatchObject({
      evidence: ['clm1'],
      dissent: [{ by: 'operations lead', words: 'too early' }],
    });
  });

  it('[M1.5] it follows only a vote that was counted', () => {
    const test = startTestReview();
    test.done({ type: 'vote.open', id: 'vote1', question: 'Forward?', options: ['forward', 'back'] });
    expect(test.refused({ ...decision, vote: 'vote1' })).toBe('M1.5');
    test.done({ type: 'vote.count', vote: 'vote1', hands: [1, 2] });
    test.done({ ...decision, vote: 'vote1' });
    expect(test.review().decisions[0]?.vote).toBe('vote1');
  });

  it('[M1.5] a decision of the first shape stays readable, with its dissent', () => {
    const test = startTestReview();
    const { evidence: _evidence, vote: _vote, type: _type, dissent: _dissent, ...body } = decision;
    test.append({ type: 'decision.made.v1', body: { ...body, choice: 1, dissent: 'ops-01 would wait' } });
    expect(test.review().decisions[0]).toMatchObject({
      choice: 1,
      evidence: [],
      dissent: [{ by: null, words: 'ops-01 would wait' }],
      vote: null,
    });
  });
});
