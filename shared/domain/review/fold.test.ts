import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewCommand } from './commands.ts';
import type { HappenedEvent } from './events.ts';
import { foldFurther, foldReview } from './fold.ts';
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
} from './test-review.ts';

describe('undo', () => {
  it('[H2] undo and redo return exactly the same state', () => {
    const test = startTestReview();
    goTo(test, 'causes');
    test.done(causePropose('cau1'));
    const before = test.review();
    attach(test, 'cause', 'cau1', deployment);
    test.done({ type: 'cause.support', cause: 'cau1' });
    const after = test.review();
    test.done({ type: 'undo' });
    test.done({ type: 'undo' });
    expect(test.review()).toEqual(before);
    test.done({ type: 'redo' });
    test.done({ type: 'redo' });
    expect(test.review()).toEqual(after);
    expect(test.refused({ type: 'redo' })).toBe('H2');
  });

  it('[H2] something new takes the undone away for good', () => {
    const test = startTestReview();
    test.done(claimAdd('clm1'));
    test.done({ type: 'undo' });
    test.done(claimAdd('clm2'));
    expect(test.refused({ type: 'redo' })).toBe('H2');
    expect(test.review().claims.map((claim) => claim.id)).toEqual(['clm2']);
  });

  it('[H2] undo crosses neither a phase nor the agreement on the facts', () => {
    const test = startTestReview();
    test.done(claimAdd('clm1'));
    goTo(test, 'agree');
    test.done({ type: 'facts.agree', inFavour: 3 });
    expect(test.refused({ type: 'undo' })).toBe('H2');
    test.done(claimAdd('clm2'));
    test.done({ type: 'undo' });
    expect(test.review().factsAgreed).not.toBeNull();
    test.done({ type: 'meeting.next' });
    expect(test.refused({ type: 'undo' })).toBe('H2');
  });
});

const id = (prefix: string) => fc.constantFrom(`${prefix}1`, `${prefix}2`, `${prefix}3`);
const author = fc.constantFrom(member('ops-01'), member('rel-01'), member('nobody-9'));
const claim = id('clm');
const cause = id('cau');
const action = id('act');
const item = fc.constantFrom('open', 'facts', 'causes', 'actions', 'sign');
const text = fc.constantFrom('Add an alert', 'Something happened', 'x');
const target = fc.oneof(
  fc.record({ kind: fc.constant('claim' as const), id: claim }),
  fc.record({ kind: fc.constant('cause' as const), id: cause }),
);
const command: fc.Arbitrary<ReviewCommand> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ type: 'meeting.next' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('facts.agree' as const), inFavour: fc.integer({ min: 0, max: 4 }) }),
  },
  { weight: 3, arbitrary: fc.constantFrom({ type: 'undo' as const }, { type: 'redo' as const }) },
  fc.record({ type: fc.constant('meeting.return' as const), item, reason: text }),
  fc.constantFrom({ type: 'meeting.extend' as const }, { type: 'meeting.resume' as const }),
  fc.constantFrom(
    { type: 'meeting.pause' as const, reason: 'tea' },
    { type: 'meeting.stop' as const, reason: 'fire drill' },
  ),
  fc.record({ type: fc.constant('meeting.retime' as const), item, budgetMs: fc.integer({ min: 0, max: 3_600_000 }) }),
  fc.record({ type: fc.constant('topic.park' as const), id: id('top'), text }),
  fc.record({
    type: fc.constant('claim.add' as const),
    id: claim,
    text,
    happenedAt: fc.option(fc.constant(testStart - 5)),
    author,
  }),
  fc.record({ type: fc.constant('claim.withdraw' as const), claim }),
  fc.record({
    type: fc.constant('evidence.attach' as const),
    id: id('evi'),
    target,
    locator: fc.constant(deployment),
    bearing: fc.constantFrom('supports' as const, 'contradicts' as const),
  }),
  fc.record({ type: fc.constant('evidence.detach' as const), target, evidence: id('evi') }),
  fc.record({
    type: fc.constant('cause.propose' as const),
    id: cause,
    text,
    author,
    parent: fc.option(cause),
    category: fc.constant('change' as const),
  }),
  fc.record({
    type: fc.constant('cause.take-claim' as const),
    id: cause,
    claim,
    category: fc.constant('change' as const),
  }),
  fc.record({
    type: fc.constant('cause.take-idea' as const),
    id: fc.constantFrom('caa1', 'caa2'),
    idea: cause,
    parent: fc.option(cause),
    category: fc.constant('process' as const),
  }),
  fc.record({ type: fc.constant('idea.dismiss' as const), idea: cause, reason: text }),
  fc.record({
    type: fc.constant('cause.move' as const),
    cause,
    parent: fc.option(cause),
    category: fc.constant('process' as const),
    before: fc.option(cause),
  }),
  fc.record({
    type: fc.constantFrom('cause.support' as const, 'cause.reopen' as const, 'cause.remove' as const),
    cause,
  }),
  fc.record({ type: fc.constant('cause.reject' as const), cause, reason: text }),
  fc.record({ type: fc.constant('action.note' as const), id: action, text, author, causes: fc.constant<string[]>([]) }),
  fc.record({
    type: fc.constant('action.commit' as const),
    action,
    owner: author,
    due: fc.constantFrom('2026-03-20', '2020-01-01'),
    criterion: fc.constant({ kind: 'artefact' as const, artefact: 'the page' }),
  }),
  fc.record({ type: fc.constant('action.drop' as const), action, reason: text }),
  fc.record({ type: fc.constant('attendee.leave' as const), member: fc.constantFrom('rel-01', 'eng-01') }),
  fc.record({ type: fc.constant('attendee.arrive' as const), member: fc.constantFrom('rel-01', 'eng-01') }),
  fc.record({ type: fc.constant('review.close' as const), summary: text }),
);

const talk = fc.array(fc.record({ command, ms: fc.integer({ min: 0, max: 600_000 }) }), { maxLength: 60 });

function play(
  steps: readonly { command: ReviewCommand; ms: number }[],
  after: (test: TestReview, command: ReviewCommand) => void,
): void {
  const test = startTestReview();
  let count = 0;
  for (const step of steps) {
    test.pass(step.ms);
    test.evidence = { found: true, hash: String(count++).padStart(64, '0'), label: 'a piece' };
    test.run(step.command);
    after(test, step.command);
  }
}

describe('any meeting', () => {
  it('[H1] what decide allows can always be folded, and no supported cause lacks evidence that carries it', () => {
    fc.assert(
      fc.property(talk, (steps) => {
        play(steps, (test) => {
          expect(test.folded().fault).toBeNull();
          for (const each of test.review().causes)
            if (each.state.name === 'supported')
              expect(each.evidence.some((piece) => piece.bearing === 'supports')).toBe(true);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('[H2] undo then redo is nothing at all, wherever it happens', () => {
    fc.assert(
      fc.property(talk, (steps) => {
        play(steps, (test) => {
          const { events } = test;
          const length = events.length;
          const before = test.folded();
          if (!test.run({ type: 'undo' }).ok) return;
          test.done({ type: 'redo' });
          expect(test.folded()).toEqual(before);
          events.length = length;
        });
      }),
      { numRuns: 60 },
    );
  });

  it('[H2] folded on from anywhere, with undo, redo and a forged event, it is what it is folded at once', () => {
    fc.assert(
      fc.property(talk, fc.nat(), fc.boolean(), (steps, cut, isForged) => {
        const all: HappenedEvent[] = [];
        play(steps, ({ events }) => {
          all.splice(0, all.length, ...events);
        });
        const last = all.at(-1);
        if (isForged && last !== undefined)
          all.push({
            ...last,
            seq: last.seq + 1,
            command: 'forged01',
            type: 'cause.supported.v1',
            body: { cause: 'no', evidence: [] },
          });
        const from = all.length === 0 ? 0 : cut % all.length;
        const before = foldReview(all.slice(0, from));
        if (before !== undefined) expect(foldFurther(before, all, from)).toEqual(foldReview(all));
      }),
      { numRuns: 120 },
    );
  });

  it('[H1] a repeated command that names what it makes changes nothing the second time', () => {
    const makes =
      /^(claim\.add|cause\.(propose|take-claim|take-idea|support|reopen)|action\.note|topic\.park|evidence\.attach|attendee\.arrive)$/;
    fc.assert(
      fc.property(talk, (steps) => {
        play(steps, (test, command) => {
          if (!makes.test(command.type)) return;
          const first = test.run(command);
          if (!first.ok) return;
          const before = test.review();
          const again = test.run(command);
          if (again.ok) expect(again.value).toEqual([]);
          expect(test.review()).toEqual(before);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('[M3.1] no cause is ever heard while facts are being gathered', () => {
    fc.assert(
      fc.property(talk, (steps) => {
        let known = '';
        play(steps, (test, command) => {
          const { phase, causes } = test.review();
          const now = causes.map((each) => `${each.id} ${each.state.name}`).join();
          if (phase === 'facts' && /^(cause|idea)\./.test(command.type)) expect(now).toBe(known);
          known = now;
        });
      }),
      { numRuns: 100 },
    );
  });
});
