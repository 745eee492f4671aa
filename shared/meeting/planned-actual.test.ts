import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startTestReview } from '../domain/review/test-review.ts';
import { timeTable } from './planned-actual-table.ts';
import { meetingTime, plannedVersusActual, wholeSeconds } from './planned-actual.ts';

const minute = 60_000;

describe('planned and taken', () => {
  it('[M3.2] lists every item with extensions, pauses, gaps of both kinds and parked topics', () => {
    const test = startTestReview();
    const begun = test.now;
    test.pass(2 * minute);
    test.done({ type: 'topic.park', id: 'top1', text: 'later' });
    test.done({ type: 'meeting.extend' });
    for (const [gap, count] of [
      ['gap1', true],
      ['gap2', false],
    ] as const) {
      test.pass(4 * minute);
      test.append({ type: 'gap.noted.v1', body: { gap, ms: 4 * minute, cause: 'sleep' } });
      test.done({ type: 'gap.answer', gap, count });
    }
    test.done({ type: 'meeting.pause', reason: 'tea' });
    test.pass(minute);
    const rows = plannedVersusActual(test.review(), test.now);
    expect(rows[0]).toEqual({
      item: 'open',
      title: 'Open',
      plannedMs: 3 * minute,
      extendedMs: 2 * minute,
      budgetMs: 5 * minute,
      takenMs: 6 * minute,
      overMs: 3 * minute,
      pauses: 1,
      pausedMs: minute,
      countedMs: 4 * minute,
      leftOutMs: 4 * minute,
      parked: 1,
      visited: true,
    });
    expect(rows[1]).toMatchObject({ overMs: null, visited: false });
    expect(meetingTime(rows).spanMs).toBe(test.now - begun);
    const { lines, whole } = timeTable(rows);
    expect(lines[0]).toMatchObject({ planned: 180, extended: 120, box: 300, taken: 360, over: 180, leftOut: 240 });
    expect(whole).toMatchObject({ planned: 3600, extended: 120, taken: 360, over: 180, parked: 1, span: 660 });
  });

  it('[M3.2] whole seconds add up to the whole seconds of the sum, and none is off by a second', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3_600_000, max: 3_600_000 }), { maxLength: 30 }), (durations) => {
        const seconds = wholeSeconds(durations);
        const total = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0);
        expect(total(seconds)).toBe(Math.floor(total(durations) / 1000));
        for (const [index, each] of durations.entries())
          expect(Math.abs((seconds[index] ?? 0) * 1000 - each)).toBeLessThan(1000);
      }),
      { numRuns: 200 },
    );
  });

  it('[M3.2] the table’s lines add up to its foot, and the foot to the wall’s span, to the second', () => {
    const stretch = fc.record({ run: fc.nat(600_000), pause: fc.nat(100_000), gap: fc.nat(100_000) });
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 7 }), (stretches) => {
        const test = startTestReview();
        const begun = test.now;
        for (const [index, { run, pause, gap }] of stretches.entries()) {
          test.pass(run);
          test.pass(gap);
          test.append({ type: 'gap.noted.v1', body: { gap: `gap${index}`, ms: gap, cause: 'crash' } });
          test.done({ type: 'meeting.pause', reason: 'tea' });
          test.pass(pause);
          test.done({ type: 'meeting.resume' });
          test.run({ type: 'facts.agree', inFavour: 3 });
          test.run({ type: 'meeting.next' });
        }
        const { lines, whole } = timeTable(plannedVersusActual(test.review(), test.now));
        expect(lines.reduce((sum, line) => sum + line.taken + line.paused + line.leftOut, 0)).toBe(whole.span);
        expect(whole.span).toBe(Math.floor((test.now - begun) / 1000));
      }),
      { numRuns: 100 },
    );
  });
});
