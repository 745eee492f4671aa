import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainCause as cause } from '../domain/cause/cause-fixture.ts';
import { goTo, startTestReview } from '../domain/review/test-review.ts';
import { durationText, overText, remainingText } from './clock-text.ts';
import { keyMove, outlineRows } from './outline.ts';
import { extensionNews, readOverQuestion } from './over-question.ts';
import { layoutSpine } from './spine.ts';

const minute = 60_000;

describe('the clock in words', () => {
  it('[M3.2] counts down to zero and up again with a plus', () => {
    expect([60_001, 60_000, 59_999, 1, 0, -1, -42_000, -3_723_000].map(remainingText)).toEqual([
      '1:01',
      '1:00',
      '1:00',
      '0:01',
      '0:00',
      '+0:00',
      '+0:42',
      '+1:02:03',
    ]);
    expect(durationText(25 * minute)).toBe('25:00');
    expect([100_000, -30_000, 999].map(overText)).toEqual(['+1:40 over so far', '0:30 under so far', 'on plan']);
  });
});

describe('the spine', () => {
  it('[M3.2] shows boxes in proportion, the position, and where a box was left behind', () => {
    const test = startTestReview();
    goTo(test, 'facts');
    test.pass(26 * minute);
    const spine = layoutSpine(test.review().agenda, test.now);
    expect(spine.segments.reduce((sum, each) => sum + each.width, 0)).toBeCloseTo(1);
    expect(spine.overFrom).toBeCloseTo(33 / 60);
    expect(spine.position).toBeCloseTo(34 / 60);
    expect(spine.segments.map((each) => each.mark).slice(0, 4)).toEqual(['done', 'done', 'over', 'ahead']);
  });

  it('[M3.2] the position never leaves the line', () => {
    fc.assert(
      fc.property(fc.integer({ min: -86_400_000, max: 86_400_000 }), (ms) => {
        const test = startTestReview();
        const { position } = layoutSpine(test.review().agenda, test.now + ms);
        expect(position).toBeGreaterThanOrEqual(0);
        expect(position).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the question at the end of a time box', () => {
  it('[M3.2] says whose minutes an extension takes, and when there are none', () => {
    const test = startTestReview();
    test.pass(4 * minute);
    expect(readOverQuestion(test.review().agenda, test.now)).toEqual({
      kind: 'hands',
      extendMs: 2 * minute,
      why: 'taken from Sign, 5 → 3 min',
      next: 'Commitments keeps its 5 min',
      isLast: false,
    });
    test.done({ type: 'meeting.extend' });
    expect(extensionNews(test.review().agenda, test.now)).toBe('+2 min, from Sign, 5 → 3 min');
    expect(extensionNews(test.review().agenda, test.now + minute)).toBeUndefined();
    test.done({ type: 'meeting.extend' });
    expect(readOverQuestion(test.review().agenda, test.now)).toMatchObject({
      extendMs: null,
      why: 'extended twice already',
    });
  });

  it('[M3.2] at the hard end only stopping is offered, and it says what becomes of the rest', () => {
    const test = startTestReview();
    goTo(test, 'causes');
    test.pass(60 * minute);
    expect(readOverQuestion(test.review().agenda, test.now)).toEqual({
      kind: 'hard-end',
      why: 'the 60 minutes of this meeting are used up',
      kept: 'kept for then: Actions 8 min, Sign 5 min; all that was said stays',
      isLast: false,
    });
  });
});

const causes = [cause('a', null), cause('b', 'a'), cause('c', 'a'), cause('d', null), cause('e', 'b')];

describe('the outline', () => {
  it('[M4.6] reads in order with level, position and set size, leaving out what is folded away', () => {
    const read = (folded: string[]) =>
      outlineRows(causes, new Set(folded)).map((row) => `${row.cause.id}${row.level}${row.position}/${row.setSize}`);
    expect(read([])).toEqual(['a11/2', 'b21/2', 'e31/1', 'c22/2', 'd12/2']);
    expect(read(['a'])).toEqual(['a11/2', 'd12/2']);
  });

  it('[M4.6] keys move a cause among its siblings, below the one above, and out beside its parent', () => {
    expect(keyMove(causes, 'c', 'up')).toMatchObject({ parent: 'a', before: 'b' });
    expect(keyMove(causes, 'b', 'down')).toMatchObject({ parent: 'a', before: null });
    expect(keyMove(causes, 'd', 'in')).toMatchObject({ parent: 'a', before: null });
    expect(keyMove(causes, 'b', 'out')).toMatchObject({ parent: null, before: 'd' });
    expect(keyMove(causes, 'a', 'up')).toBeUndefined();
    expect(keyMove(causes, 'a', 'in')).toBeUndefined();
    expect(keyMove(causes, 'd', 'out')).toBeUndefined();
  });
});
