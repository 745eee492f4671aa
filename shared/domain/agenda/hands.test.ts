import { describe, expect, it } from 'vitest';
import type { ReviewCommand } from '../review/commands.ts';
import { goTo, startTestReview, type TestReview } from '../review/test-review.ts';
import { isAtHardEnd, promisedMs } from './clock.ts';
import { elmoPauseMs, elmoPerItem } from './decide-hands.ts';

const minute = 60_000;
const topic = { id: 'top1', text: 'which pool was it?' };
const answer = (extend: number, park: number, next: number, decided: 'extend' | 'park' | 'next' | null = null) =>
  ({ type: 'over.answer', extend, park, next, decided, topic }) satisfies ReviewCommand;
const elmo = (inFavour: number, against: number, onto: 'next' | 'park' = 'next') =>
  ({ type: 'elmo.answer', inFavour, against, onto, topic }) satisfies ReviewCommand;

/** The item Open, a minute over time; three are here. */
const over = (): TestReview => {
  const test = startTestReview();
  test.pass(4 * minute);
  return test;
};
const lastTypes = (test: TestReview, count: number) => test.events.slice(-count).map((event) => event.type);

describe('the question at the end of a time box', () => {
  it('[M3.2] the winning answer is carried out by the one command that counts the hands', () => {
    const more = over();
    more.done(answer(2, 0, 1));
    expect(lastTypes(more, 2)).toEqual(['over.answered.v1', 'item.extended.v1']);
    expect(more.review().agenda.overAnswers).toMatchObject([
      { item: 'open', hands: { extend: 2, park: 0, next: 1 }, present: 3, choice: 'extend', decidedBy: 'hands' },
    ]);
    expect(more.review().agenda.extended).toMatchObject([
      { item: 'open', ms: 2 * minute, takings: [{ item: 'sign', ms: 2 * minute, leftMs: 3 * minute }] },
    ]);

    const parked = over();
    parked.done(answer(0, 2, 1));
    expect(lastTypes(parked, 3)).toEqual(['over.answered.v1', 'topic.parked.v1', 'item.entered.v1']);
    expect(parked.review().parked).toMatchObject([{ id: 'top1', item: 'open' }]);
    expect(parked.review().agenda.current).toBe('commitments');

    const on = over();
    on.done(answer(0, 1, 2));
    expect(on.review().agenda.current).toBe('commitments');
  });

  it('[M3.2] a tie is refused until the facilitator breaks it, and the record says who did', () => {
    const test = over();
    expect(test.refused(answer(1, 1, 0))).toBe('M3.2');
    expect(test.refused(answer(1, 1, 0, 'next'))).toBe('M3.2');
    test.done(answer(1, 1, 0, 'extend'));
    expect(test.review().agenda.overAnswers).toMatchObject([{ choice: 'extend', decidedBy: 'facilitator' }]);
    const clear = over();
    clear.done(answer(0, 0, 3, 'extend'));
    expect(clear.review().agenda.overAnswers).toMatchObject([{ choice: 'next', decidedBy: 'hands' }]);
  });

  it('[M3.2] hands are refused before time is up, when there are more than people, and when there are none', () => {
    const early = startTestReview();
    expect(early.refused(answer(3, 0, 0))).toBe('M3.2');
    expect(over().refused(answer(2, 1, 1))).toBe('M3.2');
    expect(over().refused(answer(0, 0, 0))).toBe('M3.2');
  });

  it('[M3.2] two minutes, then one, then no extension is on offer', () => {
    const test = over();
    test.done(answer(3, 0, 0));
    test.pass(2 * minute);
    test.done(answer(3, 0, 0));
    expect(test.review().agenda.extended.map((each) => each.ms)).toEqual([2 * minute, minute]);
    test.pass(2 * minute);
    expect(test.refused(answer(3, 0, 0))).toBe('M3.2');
    test.done(answer(0, 0, 3));
  });

  it('[M3.1] hands do not leave the facts without the agreement; parking keeps the topic and stays', () => {
    const test = startTestReview();
    goTo(test, 'agree');
    test.pass(3 * minute);
    expect(test.refused(answer(0, 0, 3))).toBe('M3.1');
    test.done(answer(0, 3, 0));
    expect(test.review().agenda.current).toBe('agree');
    expect(test.review().parked).toHaveLength(1);
  });

  it('[M3.2] at the hard end there is only stopping; what is left keeps its minutes for then', () => {
    const test = startTestReview();
    goTo(test, 'causes');
    test.pass(61 * minute);
    expect(isAtHardEnd(test.review().agenda, test.now)).toBe(true);
    expect(test.refused(answer(3, 0, 0))).toBe('M3.2');
    expect(test.refused(answer(0, 0, 3))).toBe('M3.2');
    expect(test.refused({ type: 'meeting.extend' })).toBe('M3.2');
    test.done({ type: 'meeting.stop', reason: 'the hour is over' });
    test.pass(86_400_000);
    test.done({ type: 'meeting.resume' });
    const { agenda } = test.review();
    expect(agenda.items.slice(-2).map((item) => item.budgetMs)).toEqual([8 * minute, 5 * minute]);
    expect(isAtHardEnd(agenda, test.now)).toBe(false);
    expect(promisedMs(agenda, test.now)).toBe(agenda.hardEndMs);
    test.done({ type: 'meeting.next' });
    expect(test.review().agenda.current).toBe('actions');
  });

  it('[M3.2] two consoles that go on from one item take one step', () => {
    const test = startTestReview();
    const from = test.review().agenda.current ?? '';
    test.done({ type: 'meeting.next', from });
    const { current } = test.review().agenda;
    expect(test.refused({ type: 'meeting.next', from })).toBe('M3.2');
    expect(test.review().agenda.current).toBe(current);
    test.done({ type: 'meeting.next', ...(current !== null && { from: current }) });
  });

  it('[M3.2] two consoles that extend one item at once extend it once', () => {
    const test = startTestReview();
    test.done({ type: 'meeting.extend', after: 0 });
    expect(test.refused({ type: 'meeting.extend', after: 0 })).toBe('M3.2');
    test.done({ type: 'meeting.extend', after: 1 });
  });

  it('[H2] undo takes back what was said before, never the hands nor what they led to', () => {
    const test = over();
    test.done({ type: 'topic.park', id: 'top9', text: 'said before' });
    test.done(answer(0, 3, 0));
    test.done({ type: 'undo' });
    expect(test.review().agenda.current).toBe('commitments');
    expect(test.review().parked.map((each) => each.id)).toEqual(['top1']);
    expect(test.refused({ type: 'undo' })).toBe('H2');
  });
});

describe('enough, let us move on', () => {
  it('[M3.2] more than half of those here, and the room moves on; else it goes on', () => {
    for (const [inFavour, against, onto, item, parked] of [
      [2, 1, 'next', 'commitments', 0],
      [2, 0, 'park', 'commitments', 1],
      [1, 0, 'next', 'open', 0],
      [1, 2, 'park', 'open', 0],
    ] as const) {
      const test = startTestReview();
      test.done({ type: 'elmo.call' });
      test.done(elmo(inFavour, against, onto));
      expect(test.review().agenda.current).toBe(item);
      expect(test.review().parked).toHaveLength(parked);
      const outcome = item === 'open' ? 'goes-on' : onto;
      expect(test.review().agenda.elmo).toMatchObject([{ item: 'open', answer: { inFavour, against, outcome } }]);
    }
  });

  it('[M3.2] nobody is named as having asked', () => {
    const test = startTestReview();
    test.done({ type: 'elmo.call' });
    expect(test.events.at(-1)?.body).toEqual({ item: 'open' });
  });

  it('[M3.2] the same item is not asked twice in a row, nor more than three times', () => {
    const test = startTestReview();
    expect(test.refused(elmo(2, 0))).toBe('M3.2');
    for (let call = 0; call < elmoPerItem; call++) {
      test.done({ type: 'elmo.call' });
      test.done({ type: 'elmo.call' });
      expect(test.refused(elmo(3, 1))).toBe('M3.2');
      test.done(elmo(0, 3));
      expect(test.refused({ type: 'elmo.call' })).toBe('M3.2');
      test.pass(elmoPauseMs);
    }
    expect(test.review().agenda.elmo).toHaveLength(elmoPerItem);
    expect(test.refused({ type: 'elmo.call' })).toBe('M3.2');
    test.done({ type: 'meeting.next' });
    test.done({ type: 'elmo.call' });
  });
});
