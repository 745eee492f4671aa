import { describe, expect, it } from 'vitest';
import type { ReviewEvent } from '../review/events.ts';
import { member, startTestReview } from '../review/test-review.ts';

const options = [
  { text: 'yes', hands: 3 },
  { text: 'no', hands: 1 },
];
const decided = {
  id: 'dec1',
  question: 'q',
  options: ['a', 'b'],
  choice: 0,
  rationale: 'r',
  decider: member('rel-01'),
  dissent: [],
  vote: null,
};

describe('what was written past the rules of the room', () => {
  it.each<[string, string, ReviewEvent]>([
    [
      'M3.2',
      'more hands than people',
      {
        type: 'over.answered.v1',
        body: {
          item: 'open',
          hands: { extend: 2, park: 1, next: 1 },
          present: 3,
          choice: 'extend',
          decidedBy: 'hands',
        },
      },
    ],
    [
      'M3.2',
      'an answer that did not win',
      {
        type: 'over.answered.v1',
        body: {
          item: 'open',
          hands: { extend: 1, park: 0, next: 2 },
          present: 3,
          choice: 'extend',
          decidedBy: 'hands',
        },
      },
    ],
    [
      'M3.2',
      'a move without a majority',
      { type: 'elmo.answered.v1', body: { item: 'open', inFavour: 1, against: 0, present: 3, outcome: 'next' } },
    ],
    [
      'M1.5',
      'a vote of more than are here',
      { type: 'vote.taken.v1', body: { id: 'vote1', question: 'q', options, present: 3 } },
    ],
    [
      'M1.5',
      'a decision on a fact that is not there',
      { type: 'decision.made.v2', body: { ...decided, evidence: ['clm9'] } },
    ],
    ['M1.5', 'a choice that is none', { type: 'decision.made.v2', body: { ...decided, evidence: [], choice: 2 } }],
  ])('[%s] is found: %s', (rule, _what, event) => {
    const test = startTestReview();
    test.append(event);
    expect(test.folded().fault).toMatchObject({ rule, seq: test.events.length });
  });
});
