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
      'a decision by a vote that was not counted',
      { type: 'decision.made.v2', body: { ...decided, evidence: [], vote: 'vote1' } },
    ],
    ['M1.5', 'one option twice', { type: 'decision.made.v2', body: { ...decided, evidence: [], options: ['a', 'a'] } }],
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

  const asked: readonly ReviewEvent[] = [
    { type: 'elmo.called.v1', body: { item: 'open' } },
    { type: 'vote.opened.v1', body: { id: 'vote1', question: 'q', options: ['yes', 'no'] } },
  ];
  const elmo = (inFavour: number, present: number, outcome: 'next' | 'goes-on'): ReviewEvent => ({
    type: 'elmo.answered.v1',
    body: { item: 'open', inFavour, against: 0, present, outcome },
  });
  const vote = (yes: number, present: number, id = 'vote1'): ReviewEvent => ({
    type: 'vote.taken.v1',
    body: {
      id,
      question: 'q',
      options: [
        { text: 'yes', hands: yes },
        { text: 'no', hands: 0 },
      ],
      present,
    },
  });

  it.each<[string | undefined, string, ReviewEvent]>([
    [undefined, 'a majority', elmo(2, 3, 'next')],
    ['M3.2', 'a move without a majority', elmo(1, 3, 'next')],
    ['M3.2', 'staying against a majority', elmo(2, 3, 'goes-on')],
    ['M3.2', 'a room larger than it is', elmo(4, 5, 'next')],
    [undefined, 'hands of those who are here', vote(3, 3)],
    ['M1.5', 'a vote of more than are here', vote(4, 3)],
    ['M1.5', 'a vote in a room larger than it is', vote(4, 9)],
    ['M1.5', 'hands for what was not asked', vote(2, 3, 'vote2')],
    [
      'M1.5',
      'a second question at once',
      { type: 'vote.opened.v1', body: { id: 'vote2', question: 'q', options: ['a', 'b'] } },
    ],
    ['M1.5', 'taking back what was not asked', { type: 'vote.withdrawn.v1', body: { id: 'vote2' } }],
  ])('[M1.5] once the room was asked, finds by %s: %s', (rule, _what, event) => {
    const test = startTestReview();
    for (const question of asked) test.append(question);
    expect(test.folded().fault).toBeNull();
    test.append(event);
    expect(test.folded().fault?.rule).toBe(rule);
  });

  it('[M3.2] [M1.5] an answer to what the room was never asked is found', () => {
    for (const [event, rule] of [
      [elmo(2, 3, 'next'), 'M3.2'],
      [vote(2, 3), 'M1.5'],
    ] as const) {
      const test = startTestReview();
      test.append(event);
      expect(test.folded().fault?.rule).toBe(rule);
    }
  });
});
