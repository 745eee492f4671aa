import { describe, expect, it } from 'vitest';
import type { ReviewCommand } from '../review/commands.ts';
import { startTestReview } from '../review/test-review.ts';

const ask: ReviewCommand = { type: 'vote.open', id: 'vote1', question: 'Ship on Friday?', options: ['yes', '', 'no'] };
const count = (...hands: number[]): ReviewCommand => ({ type: 'vote.count', vote: 'vote1', hands });

describe('votes by show of hands', () => {
  it('[M1.5] hands are counted by answer, with who was here, and never more than that', () => {
    const test = startTestReview();
    test.done(ask);
    expect(test.review().votes).toMatchObject([{ options: ['yes', 'no'], item: 'open', counted: null }]);
    expect(test.refused(count(2, 2))).toBe('M1.5');
    expect(test.refused(count(3))).toBe('M1.5');
    test.done(count(2, 0));
    expect(test.review().votes[0]?.counted).toMatchObject({ hands: [2, 0], present: 3 });
    expect(test.refused(count(1, 1))).toBe('M1.5');
  });

  it('[M1.5] the room is asked one thing at a time, with at least two different answers', () => {
    const test = startTestReview();
    expect(test.refused({ ...ask, options: ['yes', 'yes'] })).toBe('M1.5');
    test.done(ask);
    expect(test.refused({ ...ask, id: 'vote2' })).toBe('M1.5');
    test.done({ type: 'vote.withdraw', vote: 'vote1' });
    expect(test.review().votes).toEqual([]);
    test.done({ ...ask, id: 'vote2' });
  });

  it('[H2] a wrong count is undone and taken again; the journal keeps both', () => {
    const test = startTestReview();
    test.done(ask);
    test.done(count(0, 2));
    test.done({ type: 'undo' });
    expect(test.review().votes[0]?.counted).toBeNull();
    test.done(count(2, 0));
    expect(test.review().votes[0]?.counted?.hands).toEqual([2, 0]);
    expect(test.events.filter((event) => event.type === 'vote.taken.v1')).toHaveLength(2);
  });
});
