import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewCommand } from '../review/commands.ts';
import { startTestReview, type TestReview } from '../review/test-review.ts';
import { meetingMs, promisedMs, readItem } from './clock.ts';

const minute = 60_000;
const topic = { id: 'top1', text: 'later' };

const commands = fc.oneof(
  { weight: 3, arbitrary: fc.constant<ReviewCommand>({ type: 'meeting.next' }) },
  fc.constant<ReviewCommand>({ type: 'facts.agree', inFavour: 3 }),
  { weight: 2, arbitrary: fc.constant<ReviewCommand>({ type: 'meeting.extend' }) },
  fc.constantFrom<ReviewCommand>({ type: 'meeting.pause', reason: 'tea' }, { type: 'meeting.stop', reason: 'fire' }),
  { weight: 2, arbitrary: fc.constant<ReviewCommand>({ type: 'meeting.resume' }) },
  fc
    .constantFrom('open', 'facts', 'causes')
    .map((item): ReviewCommand => ({ type: 'meeting.return', item, reason: 'again' })),
  fc
    .tuple(fc.constantFrom('facts', 'causes', 'sign'), fc.integer({ min: 0, max: 40 }))
    .map(([item, minutes]): ReviewCommand => ({ type: 'meeting.retime', item, budgetMs: minutes * minute })),
  fc
    .tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.constantFrom('extend' as const, 'park' as const, null))
    .map(([extend, park, next, decided]): ReviewCommand => ({
      type: 'over.answer',
      extend,
      park,
      next,
      decided,
      topic,
    })),
  fc.constant<ReviewCommand>({ type: 'elmo.call' }),
  fc.constant<ReviewCommand>({ type: 'elmo.answer', inFavour: 2, against: 1, onto: 'next', topic }),
);

const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(20 * minute) }) },
    fc.record({
      kind: fc.constant('gap' as const),
      /** A clock set back an hour, forty minutes asleep, anything between. */
      ms: fc.oneof(fc.constantFrom(-60 * minute, 40 * minute), fc.integer({ min: -90 * minute, max: 90 * minute })),
    }),
    fc.record({ kind: fc.constant('answer' as const), count: fc.boolean() }),
    { weight: 4, arbitrary: commands.map((command) => ({ kind: 'command' as const, command })) },
  ),
  { maxLength: 60 },
);
type Step = (typeof steps extends fc.Arbitrary<infer T> ? T : never) extends readonly (infer S)[] ? S : never;

/** A gap shows as wall time that passed without the monotonic clock, and is noted while the meeting runs. */
function take(test: TestReview, step: Step, name: string): void {
  if (step.kind === 'pass') test.pass(step.ms);
  else if (step.kind === 'command') test.run(step.command);
  else if (step.kind === 'gap') {
    if (test.review().agenda.pace.name !== 'running') return;
    test.pass(step.ms);
    const cause = step.ms < 0 ? 'clock-change' : 'sleep';
    test.append({ type: 'gap.noted.v1', body: { gap: name, ms: step.ms, cause } });
  } else {
    const asked = test.review().agenda.gaps.find((gap) => gap.answer === 'asked');
    if (asked !== undefined) test.run({ type: 'gap.answer', gap: asked.id, count: step.count });
  }
}

describe('the clock over any meeting', () => {
  it('[M3.2] time taken, pauses and gaps not counted add up to the wall’s span to the millisecond', () => {
    fc.assert(
      fc.property(steps, (meeting) => {
        const test = startTestReview();
        const begun = test.now;
        for (const [index, step] of meeting.entries()) take(test, step, `gap${index}`);
        const { agenda } = test.review();
        const paused = agenda.pauses.reduce((sum, pause) => sum + (pause.ms ?? test.now - pause.at), 0);
        const leftOut = agenda.gaps.reduce((sum, gap) => sum + (gap.answer === 'counted' ? 0 : gap.ms), 0);
        expect(meetingMs(agenda, test.now) + paused + leftOut).toBe(test.now - begun);
        for (const item of agenda.items) expect(item.takenMs).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });

  it('[M3.2] what is left is a function of the events and the time alone, however often it is read', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.nat(60 * minute), { minLength: 1, maxLength: 5 }), (meeting, later) => {
        const test = startTestReview();
        for (const [index, step] of meeting.entries()) take(test, step, `gap${index}`);
        const { agenda } = test.review();
        const read = (now: number) => agenda.items.map((item) => readItem(agenda, item, now));
        const before = read(test.now);
        for (const ms of later) read(test.now + ms);
        expect(read(test.now)).toEqual(before);
        const again = test.review().agenda;
        expect(again).toEqual(agenda);
      }),
      { numRuns: 100 },
    );
  });

  it('[M3.2] extending takes only spare minutes: protected minimums hold, and what is given was taken or saved', () => {
    fc.assert(
      fc.property(steps, (meeting) => {
        const test = startTestReview();
        for (const [index, step] of meeting.entries()) {
          const before = test.review().agenda;
          const promised = promisedMs(before, test.now);
          take(test, step, `gap${index}`);
          const after = test.review().agenda;
          const extension = after.extended[before.extended.length];
          if (extension === undefined) continue;
          const taken = extension.takings.reduce((sum, taking) => sum + taking.ms, 0);
          const sum = (items: typeof after.items) => items.reduce((total, item) => total + item.budgetMs, 0);
          expect(sum(after.items) - sum(before.items)).toBe(extension.ms - taken);
          expect(taken).toBeLessThanOrEqual(extension.ms);
          for (const taking of extension.takings) {
            const giver = after.items.find((item) => item.id === taking.item);
            expect(giver?.budgetMs).toBeGreaterThanOrEqual(giver?.minimumMs ?? 0);
            expect(taking.leftMs).toBe(giver?.budgetMs);
          }
          expect(promisedMs(after, test.now)).toBeLessThanOrEqual(Math.max(after.hardEndMs, promised));
        }
      }),
      { numRuns: 200 },
    );
  });
});
