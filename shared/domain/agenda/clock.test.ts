import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewCommand } from '../review/commands.ts';
import { goTo, startTestReview, type TestReview } from '../review/test-review.ts';
import { meetingOverMs, nextExtensionMs, planExtension, promisedMs, readItem, takenMs } from './clock.ts';

const minute = 60_000;

const current = (test: TestReview) => {
  const { agenda } = test.review();
  const item = agenda.items.find((each) => each.id === agenda.current);
  if (item === undefined) throw new Error('no item is running');
  return { agenda, item };
};
const read = (test: TestReview) => {
  const { agenda, item } = current(test);
  return readItem(agenda, item, test.now);
};

describe('the clock', () => {
  it('[M3.2] warns at 80 %, then counts on past zero; nothing jumps', () => {
    const test = startTestReview();
    expect(read(test).mark).toBe('in-time');
    test.pass(2.4 * minute - 1);
    expect(read(test).mark).toBe('in-time');
    test.pass(1);
    expect(read(test).mark).toBe('warning');
    test.pass(0.6 * minute);
    expect(read(test)).toMatchObject({ mark: 'warning', remainingMs: 0 });
    test.pass(42_000);
    expect(read(test)).toMatchObject({ mark: 'over', remainingMs: -42_000 });
    expect(current(test).item.id).toBe('open');
    expect(meetingOverMs(test.review().agenda, test.now)).toBe(42_000);
  });

  it('[M3.2] extends two minutes, then one, then none; the minutes come from the last items first', () => {
    const test = startTestReview();
    expect(nextExtensionMs(current(test).item)).toBe(2 * minute);
    test.done({ type: 'meeting.extend' });
    expect(test.review().agenda.items.at(-1)?.budgetMs).toBe(3 * minute);
    test.done({ type: 'meeting.extend' });
    expect(current(test).item.budgetMs).toBe(6 * minute);
    expect(
      test
        .review()
        .agenda.items.slice(-2)
        .map((item) => item.budgetMs),
    ).toEqual([7 * minute, 3 * minute]);
    expect(test.refused({ type: 'meeting.extend' })).toBe('M3.2');
  });

  it('[M3.2] time that was saved is spent before later items give any', () => {
    const test = startTestReview();
    goTo(test, 'facts');
    expect(planExtension(test.review().agenda, test.now, 2 * minute)).toEqual({
      takings: [],
      savedMs: 2 * minute,
      shortMs: 0,
    });
  });

  it('[M3.2] going back does not count a visited item’s box as saved', () => {
    const test = startTestReview();
    for (const [item, minutes] of [
      ['open', 3],
      ['commitments', 5],
      ['facts', 25],
      ['agree', 2],
    ] as const) {
      expect(test.review().agenda.current).toBe(item);
      test.pass(minutes * minute);
      if (item === 'agree') test.done({ type: 'facts.agree', inFavour: 3 });
      test.done({ type: 'meeting.next' });
    }
    test.done({ type: 'meeting.return', item: 'facts', reason: 'one is missing' });
    const plan = planExtension(test.review().agenda, test.now, 2 * minute);
    expect(plan.savedMs).toBe(0);
    expect(plan.takings.reduce((sum, taking) => sum + taking.ms, 0)).toBe(2 * minute);
  });

  it('[M3.2] a box is changed while it runs, never below its minimum nor past the hard end', () => {
    const test = startTestReview();
    expect(test.refused({ type: 'meeting.retime', item: 'causes', budgetMs: 7 * minute })).toBe('M3.2');
    expect(test.refused({ type: 'meeting.retime', item: 'causes', budgetMs: 13 * minute })).toBe('M3.2');
    test.done({ type: 'meeting.retime', item: 'facts', budgetMs: 20 * minute });
    test.done({ type: 'meeting.retime', item: 'causes', budgetMs: 17 * minute });
    goTo(test, 'facts');
    test.done({ type: 'meeting.extend' });
    test.done({ type: 'meeting.retime', item: 'sign', budgetMs: 4 * minute });
  });

  it('[M3.2] pausing asks a reason and stops the clock; stopping keeps everything until it is resumed', () => {
    const test = startTestReview();
    test.pass(minute);
    test.done({ type: 'meeting.pause', reason: 'fire drill' });
    test.pass(30 * minute);
    expect(read(test).takenMs).toBe(minute);
    expect(test.refused({ type: 'meeting.next' })).toBe('M3.2');
    test.done({ type: 'meeting.resume' });
    test.done({ type: 'meeting.stop', reason: 'the hard end' });
    test.pass(86_400_000);
    test.done({ type: 'meeting.resume' });
    test.pass(1000);
    expect(read(test).takenMs).toBe(minute + 1000);
    expect(test.review().agenda.pauses).toMatchObject([{ reason: 'fire drill', ms: 30 * minute }, { ms: 86_400_000 }]);
  });

  it('[M3.2] a gap adds no time until somebody says to count it', () => {
    for (const count of [true, false]) {
      const test = startTestReview();
      test.pass(minute);
      test.pass(4 * minute);
      test.append({ type: 'gap.noted.v1', body: { gap: 'gap1', ms: 4 * minute, cause: 'sleep' } });
      expect(read(test).takenMs).toBe(minute);
      test.done({ type: 'gap.answer', gap: 'gap1', count });
      expect(read(test).takenMs).toBe(count ? 5 * minute : minute);
      expect(test.refused({ type: 'gap.answer', gap: 'gap1', count: true })).toBe('M3.2');
    }
  });

  it('[M3.2] a wall clock that was set back takes nothing away and adds nothing', () => {
    const test = startTestReview();
    test.pass(2 * minute);
    test.pass(-60 * minute);
    expect(read(test).takenMs).toBe(0);
    test.append({ type: 'gap.noted.v1', body: { gap: 'gap1', ms: -60 * minute, cause: 'clock-change' } });
    expect(read(test).takenMs).toBe(2 * minute);
  });
});

const step = fc.oneof(
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 20 * minute }) }),
  fc.record({ kind: fc.constant('jump' as const), ms: fc.integer({ min: -120 * minute, max: 120 * minute }) }),
  fc.record({ kind: fc.constant('slip' as const), ms: fc.integer({ min: -30 * minute, max: 0 }) }),
  fc.record({
    kind: fc.constant('command' as const),
    command: fc.oneof(
      { weight: 3, arbitrary: fc.constant<ReviewCommand>({ type: 'meeting.next' }) },
      fc.constant<ReviewCommand>({ type: 'facts.agree', inFavour: 3 }),
      { weight: 3, arbitrary: fc.constant<ReviewCommand>({ type: 'meeting.extend' }) },
      fc.constant<ReviewCommand>({ type: 'meeting.resume' }),
      fc.constantFrom<ReviewCommand>(
        { type: 'meeting.pause', reason: 'tea' },
        { type: 'meeting.stop', reason: 'fire' },
      ),
      fc
        .constantFrom('open', 'facts', 'causes')
        .map((item): ReviewCommand => ({ type: 'meeting.return', item, reason: 'again' })),
      fc
        .tuple(fc.constantFrom('facts', 'causes', 'sign'), fc.integer({ min: 0, max: 40 }))
        .map(([item, minutes]): ReviewCommand => ({ type: 'meeting.retime', item, budgetMs: minutes * minute })),
    ),
  }),
);

describe('the clock under any events', () => {
  it('[M3.2] time taken is never negative and no box falls below its minimum by extensions', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const test = startTestReview();
        let gaps = 0;
        for (const each of steps) {
          if (each.kind === 'command') test.run(each.command);
          else test.pass(each.ms);
          if (each.kind === 'jump')
            test.append({ type: 'gap.noted.v1', body: { gap: `gap${gaps++}`, ms: each.ms, cause: 'clock-change' } });
          const { agenda } = test.review();
          for (const item of agenda.items) {
            expect(takenMs(agenda, item, test.now)).toBeGreaterThanOrEqual(0);
            expect(item.budgetMs).toBeGreaterThanOrEqual(item.minimumMs);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('[M3.2] without gaps, what the items took adds up to the time that ran', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const test = startTestReview();
        let ran = 0;
        for (const each of steps) {
          if (each.kind === 'command') test.run(each.command);
          else if (each.kind === 'pass') {
            if (test.review().agenda.pace.name === 'running') ran += each.ms;
            test.pass(each.ms);
          }
          const { agenda } = test.review();
          expect(agenda.items.reduce((sum, item) => sum + takenMs(agenda, item, test.now), 0)).toBe(ran);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('[M3.2] jumps of the wall clock that are noted at once leave the sum as it was', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const test = startTestReview();
        let ran = 0;
        let gaps = 0;
        for (const each of steps) {
          if (each.kind === 'command') test.run(each.command);
          else if (each.kind === 'pass') {
            if (test.review().agenda.pace.name === 'running') ran += each.ms;
            test.pass(each.ms);
          } else if (each.kind === 'jump') {
            test.pass(each.ms);
            test.append({ type: 'gap.noted.v1', body: { gap: `gap${gaps++}`, ms: each.ms, cause: 'clock-change' } });
          }
          const { agenda } = test.review();
          expect(agenda.items.reduce((sum, item) => sum + takenMs(agenda, item, test.now), 0)).toBe(ran);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('[M3.2] extensions and changed boxes never promise more than the hard end, or than was promised already', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const test = startTestReview();
        for (const each of steps) {
          if (each.kind !== 'command') {
            if (each.kind === 'pass') test.pass(each.ms);
            continue;
          }
          const before = promisedMs(test.review().agenda, test.now);
          const sent = test.run(each.command);
          if (!sent.ok || !/extend|retime/.test(each.command.type)) continue;
          const { agenda } = test.review();
          expect(promisedMs(agenda, test.now)).toBeLessThanOrEqual(Math.max(agenda.hardEndMs, before));
        }
      }),
      { numRuns: 200 },
    );
  });
});
